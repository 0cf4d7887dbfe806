import { PicostackError } from '../../common/errors.js';
import { EXIT, type ExitCode } from '../cli-error.js';

/** What the server answered instead of doing what it was asked to. */
export class ProblemError extends PicostackError {
  readonly exitCode: ExitCode;

  constructor(status: number, code: string, detail: string, details: object = {}) {
    super(code, detail, { status, ...details });
    this.exitCode = exitCodeOf(status);
  }

  /** Reads a problem (RFC 9457), or makes the best of an answer that is none: a proxy's page, for instance. */
  static from(status: number, body: unknown): ProblemError {
    const fields = isRecord(body) ? body : {};
    const { code, detail } = fields;
    if (typeof code === 'string' && typeof detail === 'string') {
      const { legal, errors, instances, requestId } = fields;
      return new ProblemError(status, code, detail, { legal, errors, instances, requestId });
    }
    return new ProblemError(
      status,
      'unexpectedAnswer',
      `The server answered ${status}, not as picostack does. Is PICOSTACK_URL the address of picostack itself?`,
    );
  }
}

function exitCodeOf(status: number): ExitCode {
  if (status === 400) return EXIT.usage;
  if (status === 401 || status === 403) return EXIT.refused;
  if (status === 404) return EXIT.notFound;
  return status === 409 ? EXIT.conflict : EXIT.failed;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
