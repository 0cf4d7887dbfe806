import { isNamePattern, numberedName } from '@picostack/api-client/formats';
import { LIMITS } from '@picostack/api-client/limits';

import { MAX_NAME_LENGTH, suggestInstanceName, validateInstanceName } from '../api/names';

/** How many instances one request can launch. */
export const MAX_COUNT = LIMITS.CreateInstanceDto.count.maximum;

/** Make a pattern of a name, with enough digits for the count and at least two: web, 20 -> web-%02d. */
export function toPattern(name: string, count: number): string {
  if (name.includes('%')) return name;
  const suffix = `-%0${Math.max(2, String(count).length)}d`;
  return name.slice(0, MAX_NAME_LENGTH - suffix.length).replace(/-+$/, '') + suffix;
}

/** Suggest a pattern for instances of an image: tiny -> tiny-%02d. */
export function suggestPattern(imageName: string, count: number): string {
  return toPattern(suggestInstanceName(imageName, new Set()).replace(/-1$/, ''), count);
}

/** Return the lowest first number for which all names are free. */
export function firstFreeNumber(
  pattern: string,
  count: number,
  taken: ReadonlySet<string>,
): number {
  if (validateNamePattern(pattern, count) !== null) return 1;
  let first = 1;
  for (let number = 1; number < first + count; number += 1) {
    if (taken.has(numberedName(pattern, number))) first = number + 1;
  }
  return first;
}

/** Return the error of a name pattern; null if it is valid for this count. */
export function validateNamePattern(pattern: string, count: number): string | null {
  if (pattern === '') return 'Enter a name.';
  if (!isNamePattern(pattern)) {
    return 'Mark the place of the number with one %d, or with %02d for two digits: web-%02d';
  }
  if (pattern.length > MAX_NAME_LENGTH) return `Use at most ${MAX_NAME_LENGTH} characters.`;
  return (
    validateInstanceName(numberedName(pattern, 1)) ??
    validateInstanceName(numberedName(pattern, count))
  );
}

/** "web-01 to web-20" */
export function describeNames(pattern: string, count: number, first: number): string {
  return `${numberedName(pattern, first)} to ${numberedName(pattern, first + count - 1)}`;
}

/** Return the error of a count that the user typed; null if it is valid. */
export function validateCount(text: string): string | null {
  const isValid = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_COUNT;
  return isValid ? null : `Enter a number from 1 to ${MAX_COUNT}.`;
}
