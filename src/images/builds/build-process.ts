import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ImageBuildError } from '../../common/errors.js';
import { PROGRAM_FOLDER } from '../../common/program-folder.js';
import type { BuildMessage, BuildStep, BuildTask } from '../../image-builds/recipes.js';

const PROGRAM = join(PROGRAM_FOLDER, 'dist/src/image-builds/build-main.js');
/** A program of the build may need 20 s to end after SIGTERM. */
const END_LIMIT_MS = 30_000;
/** The end of the error output that a message repeats. */
const OUTPUT_CHARACTERS = 2000;

/** How to watch and to cancel a build. */
export interface BuildContext {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onStep: (step: BuildStep) => void;
}

/**
 * Build an image in a process of its own, which ends with this one, also if this one is killed.
 * @param use receives the path of the image, which is deleted afterwards
 * @throws ImageBuildError; the reason of the signal if it aborts
 */
export async function withBuiltImage<T>(
  task: BuildTask,
  { env, signal, onStep }: BuildContext,
  use: (path: string) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const child = fork(PROGRAM, [], {
    env,
    // Options of this process, such as a debugger's port, are not for the other one.
    execArgv: [],
    // Its programs are in its group, so that it can end all of them.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit').catch(() => undefined);
  try {
    return await use(await built(child, task, signal, onStep));
  } finally {
    if (child.connected) child.disconnect();
    const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
    await exited;
    clearTimeout(limit);
  }
}

function built(
  child: ChildProcess,
  task: BuildTask,
  signal: AbortSignal,
  onStep: (step: BuildStep) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-OUTPUT_CHARACTERS);
    });
    const abort = (): void => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    child.on('message', (message: BuildMessage) => {
      if ('step' in message) return onStep(message);
      signal.removeEventListener('abort', abort);
      if ('builtPath' in message) return resolve(message.builtPath);
      const { code, message: text } = message.failed;
      reject(new ImageBuildError(code, text));
    });
    child.on('error', (error) => reject(ended(error.message)));
    child.on('close', (code, endedBy) => {
      const reason = endedBy ? `terminated by ${endedBy}` : `exit code ${code}`;
      reject(ended(`${reason}${output ? `\n${output}` : ''}`));
    });
    child.send(task);
  });
}

function ended(reason: string): ImageBuildError {
  return new ImageBuildError(
    'imageBuildFailed',
    `The program that builds the image ended before it was complete: ${reason}. Try again.`,
  );
}
