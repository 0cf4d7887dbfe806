import { spawn } from 'node:child_process';
import { PicostackError } from '../../common/errors.js';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: Buffer;
}

/** A program that ended badly, with what it said. */
export class ProgramFailedError extends PicostackError {
  constructor(program: string, args: readonly string[], reason: string, output: string) {
    const said = output.trim();
    super(
      'programFailed',
      `"${[program, ...args].join(' ')}" ${reason}${said ? `:\n${said}` : '.'}`,
    );
  }
}

/**
 * Runs a program without a shell and gives what it printed.
 * @throws ProgramFailedError when it cannot be started or does not end with 0.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      // Their words are read here: they must be in one language.
      env: { ...process.env, LC_ALL: 'C', ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    // A program that ends before it read everything is judged by its exit code, not by the broken pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
    child.on('error', (error) => {
      reject(new ProgramFailedError(program, args, 'could not be started', error.message));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(output));
      const reason = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(new ProgramFailedError(program, args, reason, Buffer.concat(complaints).toString()));
    });
  });
}
