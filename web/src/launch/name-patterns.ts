import { MAX_NAME_LENGTH, nameProblem, suggestInstanceName } from '../api/names';

/** The most instances that are launched at once. */
export const MAX_COUNT = 100;
const PLACE = /%(?:0([1-9]))?d/g;

/** web, 20 -> web-%02d: as many digits as the highest number has, two at least. */
export function toPattern(name: string, count: number): string {
  if (name.includes('%')) return name;
  const suffix = `-%0${Math.max(2, String(count).length)}d`;
  // The place of the number is longer than most numbers are.
  return name.slice(0, MAX_NAME_LENGTH - suffix.length).replace(/-+$/, '') + suffix;
}

/** A pattern for many after an image: tiny -> tiny-%02d. */
export function suggestPattern(imageName: string, count: number): string {
  return toPattern(suggestInstanceName(imageName, new Set()).replace(/-1$/, ''), count);
}

/** web-%02d -> web: what stays when there is but one. */
export function toSingleName(pattern: string): string {
  return pattern.replace(/-?%(?:0[1-9])?d/g, '');
}

/** The name of one of many: web-%02d, 3 -> web-03. */
export function nameOfNumber(pattern: string, number: number): string {
  return pattern.replace(PLACE, (_place, width?: string) =>
    String(number).padStart(Number(width ?? 1), '0'),
  );
}

/** The lowest number from which on as many names are free. */
export function firstFreeNumber(
  pattern: string,
  count: number,
  taken: ReadonlySet<string>,
): number {
  if (patternProblem(pattern, count) !== null) return 1;
  let first = 1;
  for (let number = 1; number < first + count; number += 1) {
    if (taken.has(nameOfNumber(pattern, number))) first = number + 1;
  }
  return first;
}

/** What is wrong with a pattern for so many names, in words; null when it is right. */
export function patternProblem(pattern: string, count: number): string | null {
  if (pattern === '') return 'Give a name.';
  const places = [...pattern.matchAll(PLACE)].length;
  if (places !== 1 || pattern.replace(PLACE, '').includes('%')) {
    return 'Put one %d, or %02d with its number of digits, where the number is to stand: web-%02d';
  }
  if (pattern.length > MAX_NAME_LENGTH) return `At most ${MAX_NAME_LENGTH} characters.`;
  return nameProblem(nameOfNumber(pattern, 1)) ?? nameProblem(nameOfNumber(pattern, count));
}

/** "web-01 to web-20" */
export function describeNames(pattern: string, count: number, first: number): string {
  return `${nameOfNumber(pattern, first)} to ${nameOfNumber(pattern, first + count - 1)}`;
}

/** What is wrong with how many are asked for, in words; null when it is right. */
export function countProblem(text: string): string | null {
  const isRight = /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_COUNT;
  return isRight ? null : `From 1 to ${MAX_COUNT}.`;
}
