import { createInterface } from 'node:readline';
import { CliError, EXIT } from '../cli-error.js';

/** The input and the output of the command: the streams of the process, or of a test. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** The width in columns; undefined if the output is not a terminal. */
  readonly width: number | undefined;
  readonly color: boolean;
  /** Whether the command can ask the user and show progress. */
  readonly interactive: boolean;
  /** Aborted when the reader of the output closes it, as `head` does. Undefined if nothing can close it. */
  readonly outputClosed?: AbortSignal;
  /** Print a result, for scripts. Does nothing if the reader has closed the output. */
  out(text: string): void;
  /** Print anything else: progress, hints, errors. */
  err(text: string): void;
  /** Read a line from the user; undefined if the input ends first. @throws CliError `interrupted` */
  ask(question: string): Promise<string | undefined>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  const closed = new AbortController();
  // It is not an error if a reader such as `head` closes the pipe, and no reason to stop in the middle of a change.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') closed.abort();
    else process.exit(1);
  });
  return {
    env,
    width: stdout.isTTY ? stdout.columns || 80 : undefined,
    color: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    interactive: stdin.isTTY && stderr.isTTY,
    outputClosed: closed.signal,
    out: (text) => {
      if (!closed.signal.aborted) stdout.write(text);
    },
    err: (text) => void stderr.write(text),
    ask: (question) => askLine(question, stdin, stderr),
  };
}

/**
 * Read a line. The promise of readline would stay pending when the input ends, and the process would exit.
 * @returns undefined if the input ends before the line (Ctrl-D)
 * @throws CliError `interrupted` (Ctrl-C)
 */
export function askLine(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string | undefined> {
  const lines = createInterface({ input, output });
  const answer = new Promise<string | undefined>((resolve, reject) => {
    lines.once('close', () => resolve(undefined));
    lines.once('SIGINT', () =>
      reject(new CliError('interrupted', 'Interrupted.', EXIT.interrupted)),
    );
    lines.question(question, resolve);
  });
  return answer.finally(() => lines.close());
}
