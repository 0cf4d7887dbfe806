import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tinyMetadata } from '../../../image-builds/image-metadata.js';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import type { Image } from '../../client/api.js';
import { formatSize } from '../../terminal/units.js';
import { addBuiltImage, findBuiltImage } from './built-image.js';
import {
  buildTinyImage,
  ProgramFailedError,
  TinyBuildError,
  type TinyImage,
} from '@picostack/tiny-image';

interface InitOptions {
  readonly output?: string;
  readonly refresh?: boolean;
  readonly cacheDir?: string;
}

const NAME = 'tiny';

/** `picostk init tiny`: build a first image. */
export function addInitTinyCommand(init: Command, cli: Cli): void {
  init
    .command('tiny')
    .description('build a small Linux image in seconds, and register it as "tiny"')
    .option('--output <file>', 'only build this file; needs no server')
    .option('--refresh', 'download the packages again')
    .option('--cache-dir <folder>', 'the folder that caches the packages')
    .action(async (options: InitOptions) => {
      if (options.output) {
        const built = await build(cli, resolve(options.output), options);
        cli.print(built, () => `${built.path}: ${formatSize(built.virtualSizeBytes)}, raw\n`);
        return;
      }
      const { image, created } = await ensureTiny(cli, options);
      const state = created ? 'is ready' : 'already exists';
      cli.print(
        image,
        () =>
          `Image "tiny" ${state}: ${formatSize(image.virtualSizeBytes)}. Next: picostk launch NAME --image tiny\n`,
      );
    });
}

/** Find the image, or build and register it. An incomplete earlier attempt is completed or replaced. */
async function ensureTiny(
  cli: Cli,
  options: InitOptions,
): Promise<{ image: Image; created: boolean }> {
  const present = await findBuiltImage(cli, NAME);
  if (present?.status === 'ready') return { image: present, created: false };
  const folder = await mkdtemp(join(tmpdir(), 'picostk-tiny-'));
  try {
    const { path } = await build(cli, join(folder, 'tiny.raw'), options);
    const body = { name: NAME, ...tinyMetadata() };
    return { image: await addBuiltImage(cli, present, body, path), created: true };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function build(cli: Cli, outputPath: string, options: InitOptions): Promise<TinyImage> {
  try {
    return await buildTinyImage({
      cacheDir: options.cacheDir ? resolve(options.cacheDir) : defaultCacheDir(cli.terminal.env),
      outputPath,
      refresh: options.refresh ?? false,
      log: (line) => cli.note(line),
    });
  } catch (error) {
    if (error instanceof TinyBuildError || error instanceof ProgramFailedError) {
      throw new CliError(error.code, error.message, EXIT.failed, { cause: error });
    }
    throw error;
  }
}

/** The user's cache folder, so that packages are downloaded once. */
function defaultCacheDir(env: NodeJS.ProcessEnv): string {
  return join(
    env['XDG_CACHE_HOME'] || join(env['HOME'] || homedir(), '.cache'),
    'picostack',
    'tiny',
  );
}
