/** One bad field of a request, as the server names it. */
export interface FieldError {
  field: string;
  message: string;
}

interface Problem {
  title?: string;
  detail?: string;
  code?: string;
  requestId?: string;
  errors?: FieldError[];
  legal?: string[];
  instances?: string[];
}

/** An answer that is not a success, with everything of its problem document (RFC 9457). */
export class ApiError extends Error {
  override name = 'ApiError';
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fieldErrors: FieldError[];
  /** The instances that stand in the way of a deletion. */
  readonly instances: string[];
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Problem, retryAfter?: string | null, cause?: unknown) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`, { cause });
    this.status = status;
    this.code = problem.code ?? 'unknown';
    this.requestId = problem.requestId ?? null;
    this.fieldErrors = Array.isArray(problem.errors) ? problem.errors : [];
    this.instances = Array.isArray(problem.instances) ? problem.instances : [];
    const seconds = Number(retryAfter);
    this.retryAfterSeconds = retryAfter && Number.isFinite(seconds) ? seconds : null;
  }

  fieldMessage(field: string): string | undefined {
    return this.fieldErrors.find((error) => error.field === field)?.message;
  }
}

export const NO_ANSWER = 'The server does not answer. Check that picostack runs and try again.';

/** The error of an unsuccessful answer, whatever its body is: a proxy's HTML page is not shown. */
export function errorOfBody(status: number, text: string, retryAfter?: string | null): ApiError {
  if (status === 0) return new ApiError(0, { detail: NO_ANSWER, code: 'noAnswer' });
  try {
    const parsed: Problem | null = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) {
      return new ApiError(status, parsed, retryAfter);
    }
  } catch {
    // Not JSON: the status has to do.
  }
  return new ApiError(status, {}, retryAfter);
}

/** What to tell a person about an unknown failure. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
