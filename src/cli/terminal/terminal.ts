import { createInterface } from 'node:readline';
import { CliError, EXIT } from '../cli-error.js';

/** Where the command reads and writes: the process's own streams, or those of a test. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** Width in columns; undefined where the output is not a terminal, and nothing needs to fit. */
  readonly width: number | undefined;
  readonly colour: boolean;
  /** Whether a person can be asked, and moving progress makes sense. */
  readonly interactive: boolean;
  /** Results: what a script reads. */
  out(text: string): void;
  /** Everything else: progress, hints, errors. */
  err(text: string): void;
  /** One line of a person; undefined where the input ended first. @throws CliError `interrupted` */
  ask(question: string): Promise<string | undefined>;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdin, stdout, stderr } = process;
  // A reader such as `head` that has seen enough is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(error.code === 'EPIPE' ? 0 : 1),
  );
  return {
    env,
    width: stdout.isTTY ? stdout.columns || 80 : undefined,
    colour: stdout.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    interactive: stdin.isTTY && stderr.isTTY,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    ask: (question) => askLine(question, stdin, stderr),
  };
}

/**
 * Reads one line. readline's own promise stays pending for ever when the input ends, and the process would end with it.
 * @returns undefined where the input ends before a line does (Ctrl-D)
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
