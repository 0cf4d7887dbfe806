import { InvalidInputError } from '../../common/errors.js';
import { LABEL_PATTERN, UUID_PATTERN } from '../../common/http/names.js';

/** The place of the number; more than nine digits nobody reads. */
const NUMBER = /%(?:0([1-9]))?d/g;

/**
 * The names that a pattern stands for: "web-%02d" with 3 from 1 on is web-01, web-02, web-03.
 * @throws InvalidInputError where it has not exactly one place for a number, or a name would be no host name
 */
export function namesOf(pattern: string, count: number, firstNumber = 1): string[] {
  const places = [...pattern.matchAll(NUMBER)];
  const [place] = places;
  if (!place || places.length > 1 || pattern.replace(NUMBER, '').includes('%')) {
    throw refused(
      'name',
      'must have exactly one %d, or %02d with its number of digits, where the number is to stand: web-%02d',
    );
  }
  const width = Number(place[1] ?? 1);
  const names = Array.from({ length: count }, (_, index) =>
    pattern.replace(place[0], String(firstNumber + index).padStart(width, '0')),
  );
  const wrong = names.find((name) => !LABEL_PATTERN.test(name) || UUID_PATTERN.test(name));
  if (wrong === undefined) return names;
  throw refused(
    'name',
    `would give the name "${wrong}": names are lower-case letters, digits and dashes (63 at most), with a letter or digit at each end, and not like an id`,
  );
}

/** What of a request says which instances it is for. */
export interface NamedWish {
  readonly name: string;
  readonly count?: number | undefined;
  readonly firstNumber?: number | undefined;
  /** Null means the same as left out, as it does for one instance. */
  readonly ports?: readonly { readonly hostPort?: number | undefined }[] | null | undefined;
}

/**
 * The names of the instances that are to be made, one or many.
 * @throws InvalidInputError where a pattern comes without a count, or a count with what only one can have
 */
export function wantedNames({ name, count, firstNumber, ports }: NamedWish): string[] {
  if (count === undefined) {
    if (name.includes('%')) throw refused('name', 'is a pattern for many: give a count with it');
    if (firstNumber !== undefined) throw refused('firstNumber', 'goes with a count');
    return [name];
  }
  if (count > 1 && ports?.some(({ hostPort }) => hostPort !== undefined)) {
    throw refused(
      'ports',
      'must name no host port where many are made, as only one can have it: leave hostPort out, and each gets a free one',
    );
  }
  return namesOf(name, count, firstNumber);
}

function refused(field: string, message: string): InvalidInputError {
  return new InvalidInputError(`The request was refused: ${field} ${message}.`, [
    { field, message },
  ]);
}
