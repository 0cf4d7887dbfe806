import { parseProblem, type Problem } from '@picostack/api-client';

/** An unsuccessful response of the server, or a request without a response. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** The HTTP status; 0 if there was no response. */
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: Problem['errors'];
  /** The instances that prevent a deletion. */
  readonly instances: string[];
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, cause?: unknown) {
    const { status, code = 'unknown', title, detail, errors, instances } = problem;
    super(detail ?? title ?? `The server returned status ${status}.`, { cause });
    this.status = status;
    this.code = code;
    this.fieldErrors = errors;
    this.instances = instances;
    this.retryAfterSeconds = problem.retryAfterSeconds;
  }

  /** Return the error of a form field as a sentence. The code `nameTaken` is an error of the field `name`. */
  fieldMessage(field: string): string | undefined {
    if (field === 'name' && this.code === 'nameTaken') return this.message;
    const found = this.fieldErrors.find((error) => error.field === field);
    return found && toSentence(found.message);
  }

  /** Like {@link fieldMessage}, for a field with a list: also the error of an item, such as `ports.1.guestPort`. */
  listMessage(field: string): string | undefined {
    const found = this.fieldErrors.find((error) => /^[^.[]+/.exec(error.field)?.[0] === field);
    return found && toSentence(found.message);
  }
}

/** Return the error of a form field; undefined if there is none. */
export function fieldError(error: Error | null, field: string): string | undefined {
  return error instanceof ApiError ? error.fieldMessage(field) : undefined;
}

/** Return the part of an error that no field of the form shows; null if the fields show all of it. */
export function formError(error: Error | null, fields: RegExp): string | null {
  if (!error) return null;
  if (!(error instanceof ApiError)) return errorMessage(error);
  if (error.code === 'nameTaken' && fields.test('name')) return null;
  const others = error.fieldErrors.filter(({ field }) => !fields.test(field));
  if (others.length === error.fieldErrors.length) return error.message;
  return others.length > 0
    ? others.map(({ field, message }) => `${field}: ${message}`).join(' ')
    : null;
}

/** Create the error of a request without a response. */
export function unreachableError(cause?: unknown): ApiError {
  return requestError(
    'unreachable',
    'The server does not respond. Check that picostack is running, and try again.',
    cause,
  );
}

/** Create an error that the server did not report. */
export function requestError(code: string, detail: string, cause?: unknown): ApiError {
  return new ApiError(parseProblem(0, { code, detail }), cause);
}

/** Create the error of an unsuccessful response. A body that is not a problem, such as HTML of a proxy, is not shown. */
export function toApiError(status: number, body: unknown, retryAfter?: string | null): ApiError {
  return new ApiError(parseProblem(status, body, retryAfter));
}

/** Parse JSON; return null if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Return the message of any thrown value. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** "must not be greater than 65535" -> "Must not be greater than 65535." */
function toSentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
