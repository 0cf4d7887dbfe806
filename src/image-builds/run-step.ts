import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ImageBuildError } from '../common/errors.js';

/** The end of the error output that a message repeats. */
const LAST_LINES = 15;
/** mmdebstrap unmounts and deletes its files when it receives SIGTERM. */
const STOP_LIMIT_MS = 20_000;

const PIPES: 'pipe'[] = ['pipe', 'pipe', 'pipe'];
/**
 * Become the program, and leave a process in its group that ends the group when the pipe 3 is closed. PR_SET_PDEATHSIG would
 * not do: mmdebstrap's first process ignores SIGTERM while another one works.
 */
const WATCHED = '(read -r _ <&3; kill -TERM 0) >/dev/null 2>&1 & exec "$@" 3<&-';

export interface StepOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly input?: string;
  /** Whether the program and its children are terminated when this process ends, also if this process is killed. */
  readonly endsWithThis?: boolean;
  /** Receives each line of the output and of the error output. A carriage return also ends a line. */
  readonly onLine?: (line: string) => void;
}

/**
 * Run a program of the build to its end, in a process group of its own: Ctrl-C must not reach it directly, and a
 * cancelled build must stop its children too.
 * @throws ImageBuildError `programFailed` with the end of its output, or `interrupted` when `signal` is aborted
 */
export function runStep(
  program: string,
  args: readonly string[],
  { env, signal, input, endsWithThis = false, onLine }: StepOptions,
): Promise<void> {
  if (signal.aborted) return Promise.reject(interrupted());
  return new Promise((resolve, reject) => {
    const child: ChildProcess = endsWithThis
      ? spawn('sh', ['-c', WATCHED, 'sh', program, ...args], {
          env,
          detached: true,
          stdio: [...PIPES, 'pipe'],
        })
      : spawn(program, args, { env, detached: true, stdio: PIPES });
    child.once('exit', () => destroy(child.stdio[3]));
    const lastLines: string[] = [];
    const read = lineReader((line) => {
      onLine?.(line);
      lastLines.push(line);
      if (lastLines.length > LAST_LINES) lastLines.shift();
    });
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    // If a program exits before it has read everything, its exit code counts, not the broken pipe.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);

    let hardStop: NodeJS.Timeout | undefined;
    const stop = (): void => {
      killGroup(child.pid, 'SIGTERM');
      hardStop = setTimeout(() => killGroup(child.pid, 'SIGKILL'), STOP_LIMIT_MS);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', (error) => {
      signal.removeEventListener('abort', stop);
      reject(programFailed(program, 'could not be started', [error.message]));
    });
    child.on('close', (code, endedBy) => {
      signal.removeEventListener('abort', stop);
      clearTimeout(hardStop);
      if (signal.aborted) return reject(interrupted());
      if (code === 0) return resolve();
      const reason = endedBy ? `was terminated by ${endedBy}` : `failed with exit code ${code}`;
      reject(programFailed(program, reason, lastLines));
    });
  });
}

/** Close a pipe of a program; it has its own error if the program closed the other end. */
function destroy(pipe: Readable | Writable | null | undefined): void {
  pipe?.on('error', () => undefined);
  pipe?.destroy();
}

function lineReader(take: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk.toString()}`.split(/[\r\n]+/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line);
  };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function programFailed(program: string, reason: string, lines: readonly string[]): ImageBuildError {
  const output = lines.join('\n').trim();
  return new ImageBuildError(
    'programFailed',
    `${program} ${reason}${output ? `:\n${output}` : '.'}`,
  );
}

/** @throws ImageBuildError `interrupted` if the build is cancelled */
export function throwIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted();
}

function interrupted(): ImageBuildError {
  return new ImageBuildError('interrupted', 'The build was interrupted. Its files are deleted.');
}
