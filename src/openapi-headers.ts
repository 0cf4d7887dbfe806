import { type OpenAPIObject, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ETAG_EXTENSION } from './common/http/etag.js';
import { NO_KEY_EXTENSION } from './common/http/idempotency-key.js';
import { ProblemDto } from './common/http/problem.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

/** Describe the headers that interceptors read and set, so that no controller has to. */
export function describeHeaders(document: OpenAPIObject): void {
  for (const { get, post, patch } of Object.values(document.paths)) {
    if (post && !(NO_KEY_EXTENSION in post)) describeIdempotencyKey(post);
    if (get && ETAG_EXTENSION in get) describeETag(get);
    if (patch && ETAG_EXTENSION in patch) {
      describeETag(patch);
      describeIfMatch(patch);
    }
  }
}

function describeIdempotencyKey(post: Operation): void {
  addHeader(
    post,
    'Idempotency-Key',
    'A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the ' +
      'response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice.',
    { minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  );
  addProblem(
    post,
    400,
    '`invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters.',
  );
  addProblem(
    post,
    409,
    '`idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: ' +
      'the server stopped before it sent the response.',
  );
  addProblem(post, 422, '`idempotencyKeyReused`: the key belongs to a different request.');
}

function describeETag({ responses }: Operation): void {
  const response = responses[200];
  if (!response || '$ref' in response) throw new Error('A route with an ETag must return 200.');
  const description =
    'Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it.';
  response.headers = { ...response.headers, ETag: { description, schema: { type: 'string' } } };
}

function describeIfMatch(patch: Operation): void {
  addHeader(
    patch,
    'If-Match',
    'The `ETag` of an earlier response. The change is refused if the resource has changed since then.',
    {},
  );
  addProblem(patch, 400, '`invalidIfMatch`: the header is not a list of tags.');
  addProblem(
    patch,
    412,
    '`preconditionFailed`: the resource has changed; `etag` is the current one. Read it again.',
  );
}

function addHeader(
  operation: Operation,
  name: string,
  description: string,
  schema: { minLength?: number; maxLength?: number; pattern?: string },
): void {
  operation.parameters = [
    ...(operation.parameters ?? []),
    { name, in: 'header', required: false, description, schema: { type: 'string', ...schema } },
  ];
}

function addProblem({ responses }: Operation, status: number, description: string): void {
  const known = responses[status];
  const before = known && 'description' in known ? known.description : `${STATUS_CODES[status]}.`;
  responses[status] = {
    description: `${before} ${description}`,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  };
}
