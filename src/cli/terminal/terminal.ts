import { createInterface } from 'node:readline/promises';

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
  ask(question: string): Promise<string>;
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
    ask: async (question) => {
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        return await lines.question(question);
      } finally {
        lines.close();
      }
    },
  };
}
