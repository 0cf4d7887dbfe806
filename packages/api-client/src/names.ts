/** The form of an id. A name cannot have it, so that `{id}` in a path can also be a name. */
export const UUID_PATTERN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The placeholder of the number in a name pattern: `%d`, or `%02d` with a number of digits from 1 to 9. */
const PLACEHOLDER = /%(?:0([1-9]))?d/g;

/** Check whether a name pattern has exactly one placeholder, and no other `%`. */
export function isNamePattern(pattern: string): boolean {
  return (
    [...pattern.matchAll(PLACEHOLDER)].length === 1 &&
    !pattern.replace(PLACEHOLDER, '').includes('%')
  );
}

/** Replace the placeholder of a name pattern: `web-%02d` and 3 give `web-03`. */
export function numberedName(pattern: string, number: number): string {
  return pattern.replace(PLACEHOLDER, (_placeholder, digits?: string) =>
    String(number).padStart(Number(digits ?? 1), '0'),
  );
}

/** Replace the placeholder of a name pattern with nothing: `web-%02d` gives `web`. */
export function withoutNumber(pattern: string): string {
  return pattern.replace(new RegExp(`-?${PLACEHOLDER.source}`, 'g'), '');
}
