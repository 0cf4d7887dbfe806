import { parseProblem } from '@picostack/api-client';
import { PicostackError } from '../../common/errors.js';
import { EXIT, type ExitCode } from '../cli-error.js';

/** An unsuccessful response of the server. */
export class ProblemError extends PicostackError {
  readonly exitCode: ExitCode;

  constructor(status: number, code: string, detail: string, details: object = {}) {
    super(code, detail, { status, ...details });
    this.exitCode = exitCodeOf(status);
  }

  /** Read a problem document. The response of a proxy has another body, such as an HTML page. */
  static from(status: number, body: unknown): ProblemError {
    const { code, detail, legal, errors, instances, requestId } = parseProblem(status, body);
    if (code !== undefined && detail !== undefined) {
      return new ProblemError(status, code, detail, {
        ...(legal && { legal }),
        ...(errors.length > 0 && { errors }),
        ...(instances.length > 0 && { instances }),
        ...(requestId !== undefined && { requestId }),
      });
    }
    return new ProblemError(
      status,
      'unexpectedAnswer',
      `The response with status ${status} is not from picostack. Is PICOSTACK_URL the address of picostack itself?`,
    );
  }
}

function exitCodeOf(status: number): ExitCode {
  if (status === 400) return EXIT.usage;
  if (status === 401 || status === 403) return EXIT.refused;
  if (status === 404) return EXIT.notFound;
  return status === 409 ? EXIT.conflict : EXIT.failed;
}
