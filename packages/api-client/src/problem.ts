import type { components } from './schema.gen.js';

type ProblemDto = components['schemas']['ProblemDto'];

/** An unsuccessful response of the server, with the fields of its problem document (RFC 9457). */
export interface Problem extends Partial<
  Pick<ProblemDto, 'code' | 'title' | 'detail' | 'legal' | 'requestId'>
> {
  readonly status: number;
  /** The values that the server refused. */
  readonly errors: ProblemDto['errors'] & {};
  /** The instances that prevent a deletion. */
  readonly instances: string[];
  /** The value of the header Retry-After, if it is a number. */
  readonly retryAfterSeconds: number | null;
}

/**
 * Read a problem from the body of an unsuccessful response. The response of a proxy has another body, such as an HTML
 * page; its problem has no `code`.
 */
export function parseProblem(status: number, body: unknown, retryAfter?: string | null): Problem {
  const fields: Partial<ProblemDto> = typeof body === 'object' && body !== null ? body : {};
  const { code, title, detail, legal, requestId, errors, instances } = fields;
  const seconds = Number(retryAfter);
  return {
    status,
    ...(typeof code === 'string' && { code }),
    ...(typeof title === 'string' && { title }),
    ...(typeof detail === 'string' && { detail }),
    ...(Array.isArray(legal) && { legal }),
    ...(typeof requestId === 'string' && { requestId }),
    errors: Array.isArray(errors) ? errors : [],
    instances: Array.isArray(instances) ? instances : [],
    retryAfterSeconds: retryAfter && Number.isFinite(seconds) ? seconds : null,
  };
}
