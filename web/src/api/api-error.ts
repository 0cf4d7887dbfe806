import type { FieldErrorDto, ProblemDto } from './types';

/** "must not be greater than 65535" -> "Must not be greater than 65535." */
function asSentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** An answer that is not a success, with everything of its problem document (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError';
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: FieldErrorDto[];
  /** The instances that stand in the way of a deletion. */
  readonly instances: string[];
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    problem: Partial<ProblemDto>,
    retryAfter?: string | null,
    cause?: unknown,
  ) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`, { cause });
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.fieldErrors = Array.isArray(problem.errors) ? problem.errors : [];
    this.instances = Array.isArray(problem.instances) ? problem.instances : [];
    const seconds = Number(retryAfter);
    this.retryAfterSeconds = retryAfter && Number.isFinite(seconds) ? seconds : null;
  }

  /** What is wrong with a field, as a sentence. A name that is taken is wrong too. */
  fieldMessage(field: string): string | undefined {
    if (field === 'name' && this.code === 'nameTaken') return this.message;
    const found = this.fieldErrors.find((error) => error.field === field);
    return found && asSentence(found.message);
  }
}

/** What a refusal says of a field of the form; undefined where it says nothing of it. */
export function messageOfField(error: Error | null, field: string): string | undefined {
  return error instanceof ApiError ? error.fieldMessage(field) : undefined;
}

/** What of a refusal belongs to no field that the form shows; null where the fields say it all. */
export function messageBesideFields(error: Error | null, fields: RegExp): string | null {
  if (!error) return null;
  if (!(error instanceof ApiError)) return messageOf(error);
  if (error.code === 'nameTaken' && fields.test('name')) return null;
  const others = error.fieldErrors.filter(({ field }) => !fields.test(field));
  if (others.length === error.fieldErrors.length) return error.message;
  return others.length > 0
    ? others.map(({ field, message }) => `${field}: ${message}`).join(' ')
    : null;
}

/** The error of a server that gave no answer. */
export function noAnswer(cause?: unknown): ApiError {
  const detail = 'The server does not answer. Check that picostack runs and try again.';
  return new ApiError(0, { code: 'noAnswer', detail }, null, cause);
}

/** The error of an unsuccessful answer, whatever its body is: a proxy's HTML page is not shown. */
export function errorOfAnswer(status: number, body: unknown, retryAfter?: string | null): ApiError {
  const problem: Partial<ProblemDto> = typeof body === 'object' && body !== null ? body : {};
  return new ApiError(status, problem, retryAfter);
}

/** Reads a body that should be JSON; null when it is not. */
export function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What to tell a person about an unknown failure. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
