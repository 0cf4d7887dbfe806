import { type OpenAPIObject, getSchemaPath } from '@nestjs/swagger';
import { STATUS_CODES } from 'node:http';
import { ETAG_EXTENSION } from './common/http/etag.js';
import { NO_KEY_EXTENSION } from './common/http/idempotency-key.js';
import { ProblemDto } from './common/http/problem.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

/** Describes the headers that interceptors take and set: no controller has to say so again. */
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
    'A key of your own, such as a random UUID. The same request sent again with it within 24 hours is answered with ' +
      'what the first was (and `Idempotency-Replayed: true`), and nothing is done twice.',
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
    '`idempotencyKeyInUse`: the first request with the key still waits for its answer. `idempotencyOutcomeUnknown`: ' +
      'the server ended before it was answered.',
  );
  addProblem(post, 422, '`idempotencyKeyReused`: the key stands for another request.');
}

function describeETag({ responses }: Operation): void {
  const answer = responses[200];
  if (!answer || '$ref' in answer) throw new Error('A route with an ETag answers 200');
  const description =
    'Changes with what can be changed, and not with what changes by itself, such as a state. For `If-Match`.';
  answer.headers = { ...answer.headers, ETag: { description, schema: { type: 'string' } } };
}

function describeIfMatch(patch: Operation): void {
  addHeader(
    patch,
    'If-Match',
    'The `ETag` that was read: the change is refused where somebody else made one since.',
    {},
  );
  addProblem(patch, 400, '`invalidIfMatch`: the header is no list of tags.');
  addProblem(
    patch,
    412,
    '`preconditionFailed`: it was changed since it was read; `etag` is the present one. Read it again.',
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
