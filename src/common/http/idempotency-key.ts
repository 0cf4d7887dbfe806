import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { InvalidInputError } from '../errors.js';

/** The header, as Node names it. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';
/** Says in the OpenAPI document that a route takes no key. */
export const NO_KEY_EXTENSION = 'x-takes-no-idempotency-key';
export const NO_KEY_METADATA = 'picostack:takesNoIdempotencyKey';

/** For a POST whose request or answer holds a secret: neither may be kept for the next time. */
export const TakesNoIdempotencyKey = () =>
  applyDecorators(SetMetadata(NO_KEY_METADATA, true), ApiExtension(NO_KEY_EXTENSION, true));

/**
 * The key that a request was sent with; undefined where it has none.
 * @throws InvalidInputError where it is empty, longer than 255 characters, or not of visible ASCII
 */
export function idempotencyKeyOf({
  headers,
}: Pick<IncomingMessage, 'headers'>): string | undefined {
  const value = headers[IDEMPOTENCY_HEADER];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && /^[\x21-\x7e]{1,255}$/.test(value)) return value;
  throw new InvalidInputError(
    'The header Idempotency-Key must be 1 to 255 visible ASCII characters, without spaces: a random UUID, for one.',
    [],
    'invalidIdempotencyKey',
  );
}
