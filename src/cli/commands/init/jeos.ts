import { Option, type Command } from 'commander';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ImageBuildError } from '../../../common/errors.js';
import { buildJeosImage } from '../../../image-builds/build-jeos-image.js';
import { checkBuildHost, tempDirOf, thisHost } from '../../../image-builds/host-check.js';
import { jeosMetadata } from '../../../image-builds/image-metadata.js';
import {
  DEFAULT_HOSTNAME,
  DISK_GIB,
  imageNameOf,
  SUITES,
  type JeosRequest,
} from '../../../image-builds/jeos-request.js';
import { collect, parseCount } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { CliError, EXIT, type ExitCode } from '../../cli-error.js';
import { formatSize } from '../../terminal/units.js';
import { addBuiltImage, findBuiltImage } from './built-image.js';
import { jeosRequest, type JeosOptions } from './jeos-options.js';
import { StepLine } from './step-line.js';

interface Options extends JeosOptions {
  readonly name?: string;
  readonly output?: string;
}

const EXIT_CODES: Readonly<Record<string, ExitCode>> = {
  interrupted: EXIT.interrupted,
  outputNotWritable: EXIT.usage,
};
/** Ctrl-C, the end of the service or system, and the end of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `picostk init jeos`: build an image with a small Debian ("just enough operating system"). */
export function addInitJeosCommand(init: Command, cli: Cli): void {
  init
    .command('jeos')
    .description('build an image with a small Debian (BIOS and UEFI), and register it')
    .addOption(
      new Option('--suite <suite>', 'the release').choices(Object.keys(SUITES)).default('bookworm'),
    )
    .option('--mirror <url>', "the mirror, instead of Debian's own servers")
    .option('--package <name>', 'another package; may be repeated', collect)
    .option('--size <GiB>', 'the size of the disk', parseCount, DISK_GIB.default)
    .option('--hostname <name>', 'the hostname', DEFAULT_HOSTNAME)
    .option('--ssh-key <file|key>', 'a public key that may log in; may be repeated', collect)
    .option('--locale <locale>', 'the locale, such as en_GB.UTF-8 (default: C.UTF-8)')
    .option('--cloud-init', 'install cloud-init; the user is then debian instead of root')
    .option('--name <name>', 'the name of the image (default: debian-12 or debian-13)')
    .option('--output <file>', 'only write this qcow2 file; needs no server')
    .action(async (options: Options) => {
      const request = await jeosRequest(options);
      if (options.output !== undefined) {
        const path = resolve(options.output);
        await build(cli, request, path);
        const { size } = await stat(path);
        cli.print({ path, format: 'qcow2', sizeBytes: size }, () => {
          return `${path}: ${formatSize(size)}, qcow2\n`;
        });
        return;
      }
      const name = options.name ?? imageNameOf(request);
      const image = await buildAndRegister(cli, request, name);
      cli.print(image, () => {
        return `Image "${name}" is ready: ${formatSize(image.virtualSizeBytes)}. Next: picostk launch NAME --image ${name}\n`;
      });
    });
}

async function buildAndRegister(cli: Cli, request: JeosRequest, name: string) {
  // First, because the build takes minutes.
  const present = await findBuiltImage(cli, name);
  if (present?.status === 'ready') {
    throw new CliError(
      'nameTaken',
      `An image with the name "${name}" already exists. Choose another one with --name, or delete it: picostk image delete ${name}`,
      EXIT.conflict,
    );
  }
  const temp = tempDirOf(cli.terminal.env);
  await checkBuildHost(thisHost(cli.terminal.env), temp);
  const folder = await mkdtemp(join(temp, 'picostk-jeos-image-'));
  try {
    // The name of an image may contain what a file name must not.
    const path = join(folder, 'image.qcow2');
    await build(cli, request, path);
    using _ = removedAtSignal(folder);
    return await addBuiltImage(cli, present, { name, ...jeosMetadata(request) }, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Build the image. Ctrl-C and the end of the terminal cancel the build, which then deletes its files. */
async function build(cli: Cli, request: JeosRequest, outputPath: string): Promise<void> {
  const { env } = cli.terminal;
  const cancel = new AbortController();
  const abort = (): void => cancel.abort();
  for (const signal of SIGNALS) process.on(signal, abort);
  using line = new StepLine(cli.terminal);
  try {
    await buildJeosImage(
      {
        request,
        host: thisHost(env),
        tempDir: tempDirOf(env),
        signal: cancel.signal,
        onStep: (step, percent) => line.show(step, percent),
      },
      outputPath,
    );
    line.finish();
  } catch (error) {
    throw withExitCode(error);
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
}

function withExitCode(error: unknown): unknown {
  if (!(error instanceof ImageBuildError)) return error;
  const exitCode = EXIT_CODES[error.code] ?? EXIT.failed;
  return new CliError(error.code, error.message, exitCode, { cause: error });
}

/** During the upload, a signal ends the command at once; the built image must not stay. */
function removedAtSignal(folder: string): Disposable {
  const end = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(EXIT.interrupted);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    [Symbol.dispose]: () => {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}
