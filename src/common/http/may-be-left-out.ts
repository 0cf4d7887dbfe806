import { ValidateIf } from 'class-validator';

/**
 * A field that a request may omit. Unlike `IsOptional`, null is invalid: for a field that always has a value, null would
 * pass the validation and fail in the database.
 */
export function MayBeLeftOut() {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
