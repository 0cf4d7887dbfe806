import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: Buffer;
}

/** A program that failed; the message contains its error output. */
export class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError';
  readonly code = 'programFailed';

  constructor(program: string, args: readonly string[], reason: string, output: string) {
    const trimmed = output.trim();
    super(`"${[program, ...args].join(' ')}" ${reason}${trimmed ? `:\n${trimmed}` : '.'}`);
  }
}

/**
 * Run a program without a shell, and return its output.
 * @throws ProgramFailedError if it cannot be started, or if its exit code is not 0
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      // This package reads their messages, so they must be in English.
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const errorOutput: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errorOutput.push(chunk));
    // If a program exits before it has read everything, its exit code counts, not the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
    child.on('error', (error) => {
      reject(new ProgramFailedError(program, args, 'could not be started', error.message));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(output));
      const reason = signal ? `was terminated by ${signal}` : `failed with exit code ${code}`;
      reject(new ProgramFailedError(program, args, reason, Buffer.concat(errorOutput).toString()));
    });
  });
}
