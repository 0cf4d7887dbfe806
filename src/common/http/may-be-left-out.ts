import { ValidateIf } from 'class-validator';

/**
 * A field that a request need not have. Unlike `IsOptional` it does not take null for left out:
 * for a field that always has a value, null would pass here and fail in the database.
 */
export function MayBeLeftOut() {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
