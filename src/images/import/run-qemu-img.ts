import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The limits of a `qemu-img` process. */
export interface QemuImgLimits {
  readonly cpuSeconds: number;
  readonly memoryBytes: number;
  /** The maximum size of a file that it writes. */
  readonly fileBytes: number;
}

/** How to run `qemu-img`. */
export interface QemuImgOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly limits: QemuImgLimits;
  /** Kills it. */
  readonly signal?: AbortSignal | undefined;
  /** Receives the progress, from 0 to 1, if the arguments have `-p`. */
  readonly onProgress?: (fraction: number) => void;
}

/** `qemu-img` failed, or exceeded a limit. */
export class QemuImgError extends Error {}

/** The end of the error output that a message repeats. */
const MAX_MESSAGE = 500;
const CPU_GRACE_SECONDS = 5;
/** What the kernel ends a process with that exceeds a limit. */
const LIMIT_OF_SIGNAL: Partial<Record<NodeJS.Signals, string>> = {
  SIGXCPU: 'it used too much CPU time',
  SIGXFSZ: 'its output became too large',
};

/**
 * Run `qemu-img` with limits. The kernel kills it when this process ends, also if this one is killed.
 * @throws QemuImgError; the reason of the signal if it aborts
 */
export async function runQemuImg(
  args: readonly string[],
  { env, limits, signal, onProgress }: QemuImgOptions,
): Promise<void> {
  signal?.throwIfAborted();
  // Each of these programs becomes the next one, so there is one process to kill.
  const limited = [
    ['--pdeathsig', 'KILL', '--', 'prlimit', '--core=0'],
    // At the first number the kernel sends SIGXCPU, and at the second SIGKILL.
    [`--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + CPU_GRACE_SECONDS}`],
    [`--as=${limits.memoryBytes}`, `--fsize=${limits.fileBytes}`, '--', 'qemu-img'],
  ];
  const child = spawn('setpriv', [...limited.flat(), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', kill, { once: true });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk.toString()}`.slice(-MAX_MESSAGE);
  });
  child.stdout.on('data', (chunk: Buffer) => {
    const percent = /([\d.]+)\/100%/.exec(chunk.toString())?.[1];
    if (percent !== undefined) onProgress?.(Number(percent) / 100);
  });
  try {
    const [code, endedBy]: [number | null, NodeJS.Signals | null] = await endOf(child);
    signal?.throwIfAborted();
    if (code === 0) return;
    const reason = endedBy
      ? (LIMIT_OF_SIGNAL[endedBy] ?? `it was ended by ${endedBy}`)
      : `exit code ${code}`;
    throw new QemuImgError([reason, errors.trim()].filter(Boolean).join(': '));
  } finally {
    signal?.removeEventListener('abort', kill);
  }
}

async function endOf(
  child: ReturnType<typeof spawn>,
): Promise<[number | null, NodeJS.Signals | null]> {
  try {
    const [code, endedBy] = await once(child, 'close');
    return [code, endedBy];
  } catch (error) {
    throw new QemuImgError(error instanceof Error ? error.message : String(error));
  }
}
