import { isNamePattern, numberedName } from '@picostack/api-client/formats';
import { InvalidInputError } from '../../common/errors.js';
import { LABEL_PATTERN, UUID_PATTERN } from '../../common/http/names.js';

/** The fields of a request that decide which instances it creates. */
export interface NameRequest {
  readonly name: string;
  readonly count?: number | undefined;
  readonly firstNumber?: number | undefined;
  /** Null means the same as undefined. */
  readonly ports?: readonly { readonly hostPort?: number | undefined }[] | null | undefined;
}

/**
 * The names of the instances to create.
 * @throws InvalidInputError for a pattern without a count, or a count with a field that only one instance can have
 */
export function requestedNames({ name, count, firstNumber, ports }: NameRequest): string[] {
  if (count === undefined) {
    if (name.includes('%')) throw invalid('name', 'is a pattern, which requires count');
    if (firstNumber !== undefined) throw invalid('firstNumber', 'requires count');
    return [name];
  }
  if (count > 1 && ports?.some(({ hostPort }) => hostPort !== undefined)) {
    throw invalid(
      'ports',
      'must not contain a hostPort if count is greater than 1, because only one instance can have it; without hostPort each instance gets a free one',
    );
  }
  return expandPattern(name, count, firstNumber);
}

/**
 * Expand a name pattern: "web-%02d" with count 3 gives web-01, web-02 and web-03.
 * @throws InvalidInputError if there is not exactly one placeholder, or a name would not be a valid host name
 */
export function expandPattern(pattern: string, count: number, firstNumber = 1): string[] {
  if (!isNamePattern(pattern)) {
    throw invalid(
      'name',
      'must contain exactly one placeholder for the number: %d, or %02d for a fixed number of digits, as in web-%02d',
    );
  }
  const names = Array.from({ length: count }, (_, index) =>
    numberedName(pattern, firstNumber + index),
  );
  const wrong = names.find((name) => !LABEL_PATTERN.test(name) || UUID_PATTERN.test(name));
  if (wrong === undefined) return names;
  throw invalid(
    'name',
    `would give the name "${wrong}", which is not valid: a name has at most 63 lower-case letters, digits and dashes, begins and ends with a letter or digit, and does not have the form of a UUID`,
  );
}

function invalid(field: string, message: string): InvalidInputError {
  return new InvalidInputError(`The request is not valid: ${field} ${message}.`, [
    { field, message },
  ]);
}
