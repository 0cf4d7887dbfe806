import { Option, type Command } from 'commander';
import { rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { collect, parseCount } from '../../arguments.js';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import { buildJeosImage } from '../../jeos/build-jeos-image.js';
import { checkBuildHost, programEnvironment, type BuildHost } from '../../jeos/host-check.js';
import {
  jeosRequest,
  loginUser,
  SUITES,
  type JeosOptions,
  type JeosRequest,
} from '../../jeos/jeos-request.js';
import { formatSize } from '../../terminal/units.js';
import { addBuiltImage, findBuiltImage } from './built-image.js';
import { StepLine } from './step-line.js';

interface Options extends JeosOptions {
  readonly name?: string;
  readonly output?: string;
}

const MIN_MEMORY_MIB = 512;
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
    .option('--size <GiB>', 'the size of the disk', parseCount, 4)
    .option('--hostname <name>', 'the hostname', 'debian')
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
      const name = options.name ?? `debian-${SUITES[request.suite].version}`;
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
  const temp = tempDir(cli.terminal.env);
  await checkBuildHost(thisHost(cli.terminal.env), temp);
  const folder = await mkdtemp(join(temp, 'picostk-jeos-image-'));
  try {
    // The name of an image may contain what a file name must not.
    const path = join(folder, 'image.qcow2');
    await build(cli, request, path);
    using _ = removedAtSignal(folder);
    const { version } = SUITES[request.suite];
    return await addBuiltImage(
      cli,
      present,
      {
        name,
        format: 'qcow2',
        description: `A small Debian, built with picostk init jeos${request.cloudInit ? ' --cloud-init' : ''}.`,
        osInfo: `Debian ${version}`,
        defaultUser: loginUser(request),
        minMemoryMiB: MIN_MEMORY_MIB,
        defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
      },
      path,
    );
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
        tempDir: tempDir(env),
        signal: cancel.signal,
        onStep: (step, percent) => line.show(step, percent),
      },
      outputPath,
    );
    line.finish();
  } finally {
    for (const signal of SIGNALS) process.off(signal, abort);
  }
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

function thisHost(env: NodeJS.ProcessEnv): BuildHost {
  const { uid, username } = userInfo();
  return { env: programEnvironment(env), uid, userName: username, arch: process.arch, root: '/' };
}

/** Not /tmp: that is often in memory. */
function tempDir(env: NodeJS.ProcessEnv): string {
  return env['TMPDIR'] || '/var/tmp';
}
