import { buildTinyImage, ProgramFailedError, TinyBuildError } from '@picostack/tiny-image';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ImageBuildError, messageOf } from '../common/errors.js';
import { buildJeosImage, JEOS_STEPS } from './build-jeos-image.js';
import { thisHost } from './host-check.js';
import type { BuildMessage, BuildTask } from './recipes.js';

/** The steps of the tiny image, as the beginnings of its messages. With its packages in the cache, only the last one is left. */
const TINY_STEPS = ['Downloading package lists', 'Downloading', 'Creating the image'] as const;

/** Programs that start while the build is being stopped are stopped too. */
const STOP_EVERY_MS = 100;

const stopping = new AbortController();
let folder: string | undefined;
let running: Promise<void> | undefined;

// The server disconnects when it has read the image, or to cancel the build. If it is killed, the kernel disconnects.
process.once('disconnect', () => void end());
process.on('SIGTERM', () => void end());
process.once('message', (task: BuildTask) => {
  folder = task.folder;
  running = run(task);
});

async function run(task: BuildTask): Promise<void> {
  try {
    send({ builtPath: await build(task) });
  } catch (error) {
    send({ failed: failureOf(error) });
  }
}

async function build(task: BuildTask): Promise<string> {
  if (task.recipe === 'tiny') {
    const outputPath = join(task.folder, 'image.raw');
    await buildTinyImage({
      cacheDir: task.cacheDir,
      tempDir: task.folder,
      outputPath,
      log: (line) => sendStep(line.replace(/ \.\.\.$/, ''), TINY_STEPS),
    });
    return outputPath;
  }
  const outputPath = join(task.folder, 'image.qcow2');
  await buildJeosImage(
    {
      request: task.request,
      host: thisHost(process.env),
      tempDir: task.folder,
      signal: stopping.signal,
      onStep: (step, percent) => sendStep(step, JEOS_STEPS, percent),
    },
    outputPath,
  );
  return outputPath;
}

/** Stop the build if it is running, delete its folder, and exit. */
async function end(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  const timer = setInterval(stopPrograms, STOP_EVERY_MS);
  stopPrograms();
  await running;
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  clearInterval(timer);
  process.exit();
}

/** End the programs of this process's group. buildJeosImage ends its own, each of which has a group. */
function stopPrograms(): void {
  process.kill(-process.pid, 'SIGTERM');
}

/** @param steps the beginnings of all steps, in their order */
function sendStep(step: string, steps: readonly string[], percent?: number): void {
  const number = steps.findIndex((each) => step.startsWith(each)) + 1;
  send({ step, number, total: steps.length, percent });
}

function send(message: BuildMessage): void {
  if (process.connected) process.send?.(message);
}

function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  const isExpected =
    error instanceof ImageBuildError ||
    error instanceof TinyBuildError ||
    error instanceof ProgramFailedError;
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  const message = messageOf(error);
  if (isExpected) return { code: error.code, message };
  return {
    code: isFull ? 'imageBuildNoSpace' : 'imageBuildFailed',
    message: `The image could not be built: ${message}`,
  };
}
