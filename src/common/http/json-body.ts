import { type Request, type Response, json } from 'express';
import { InvalidInputError, TooLargeError } from '../errors.js';

/** The maximum size of a body from an authenticated caller. */
export const MAX_BODY_BYTES = 256 * 1024;
/** The maximum size of a body on a public route: a name and a password. */
export const MAX_PUBLIC_BODY_BYTES = 4 * 1024;

/** No request of the API has a deeper nesting than objects in a list in an object, or more than a few hundred values. */
const MAX_DEPTH = 16;
const MAX_VALUES = 2_000;

const OPTIONS = { type: () => true, strict: true, inflate: false } as const;
const parseBody = json({ ...OPTIONS, limit: MAX_BODY_BYTES });
const parsePublicBody = json({ ...OPTIONS, limit: MAX_PUBLIC_BODY_BYTES });

/**
 * Read and parse the JSON body of a request, if it may have one. This runs after the caller was authorized for the route:
 * nothing is read or parsed for others.
 * @throws InvalidInputError if it is nested too deep or has too many values
 */
export async function readJsonBody(
  request: Request,
  response: Response,
  isPublic: boolean,
): Promise<void> {
  const parse = isPublic ? parsePublicBody : parseBody;
  const maxBytes = isPublic ? MAX_PUBLIC_BODY_BYTES : MAX_BODY_BYTES;
  // The parser would refuse it too, but only after the last byte.
  const tooLarge = new TooLargeError(
    `The request body is larger than ${maxBytes / 1024} KiB. Send less.`,
    {},
    'invalidBody',
  );
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error: unknown) => (error === undefined ? resolve() : reject(error)));
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) reject(tooLarge);
    });
  });
  requireModest(request.body);
}

/** Checked before recursive code processes the value. */
function requireModest(body: unknown): void {
  let level: unknown[] = [body];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length;
    if (values > MAX_VALUES) {
      throw new InvalidInputError(`The body has more than ${MAX_VALUES} values. Send less.`);
    }
    if (depth > MAX_DEPTH) {
      throw new InvalidInputError(`The body is nested deeper than ${MAX_DEPTH} levels.`);
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
  }
}
