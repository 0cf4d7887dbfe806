import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { IncomingMessage } from 'node:http';
import { InvalidInputError } from '../errors.js';

/** The name of the header in Node. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';
/** Marks a route without idempotency keys for the OpenAPI document. */
export const NO_KEY_EXTENSION = 'x-takes-no-idempotency-key';
export const NO_KEY_METADATA = 'picostack:takesNoIdempotencyKey';

/** For a POST whose request or response contains a secret, which must not be stored. */
export const TakesNoIdempotencyKey = () =>
  applyDecorators(SetMetadata(NO_KEY_METADATA, true), ApiExtension(NO_KEY_EXTENSION, true));

/**
 * Return the key of a request; undefined if it has none.
 * @throws InvalidInputError if it is empty, longer than 255 characters, or not visible ASCII
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
