import { PicostackError } from '../common/errors.js';

/** The exit codes of the command. `docs/cli.md` lists them. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  notFound: 5,
  conflict: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The exit code of an error. */
export function exitCodeOf(error: unknown): ExitCode {
  const code = error instanceof Error && 'exitCode' in error ? error.exitCode : undefined;
  return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
}

/** An error of the command itself, with its exit code. */
export class CliError extends PicostackError {
  constructor(
    code: string,
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
    options?: ErrorOptions,
  ) {
    super(code, message, {}, options);
  }
}

/** Add advice about a command to an error with this code. Any other error is returned as it is. */
export function withAdvice(error: unknown, code: string, advice: string): unknown {
  if (!(error instanceof PicostackError) || error.code !== code) return error;
  return new CliError(code, `${error.message} ${advice}`, exitCodeOf(error), { cause: error });
}
