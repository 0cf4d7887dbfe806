import { randomBytes, randomUUID } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ImageBuildError, messageOf } from '../common/errors.js';
import {
  diskLayout,
  ext4Arguments,
  fatArguments,
  partitionTable,
  type DiskIds,
  type DiskLayout,
} from './disk-layout.js';
import { bootFiles, guestFiles, setupScript, type GuestFile } from './guest-files.js';
import { BOOT_CODE, checkBuildHost, type BuildHost } from './host-check.js';
import { packagesOf, type JeosRequest } from './jeos-request.js';
import { runStep, throwIfInterrupted, type StepOptions } from './run-step.js';

/** The rest of the first sector is the protective partition table. */
const BOOT_CODE_BYTES = 440;
/** Where systemd-boot-efi has the loader, in the image. */
const UEFI_LOADER = 'usr/lib/systemd/boot/efi/systemd-bootx64.efi';

export interface BuildOptions {
  readonly request: JeosRequest;
  readonly host: BuildHost;
  /** The folder of the temporary folder: several gigabytes, so not in memory. */
  readonly tempDir: string;
  /** Aborted to cancel the build. */
  readonly signal: AbortSignal;
  /** Receives each step when it begins, and how much of it is done if that is known. */
  readonly onStep: (step: JeosStep, percent?: number) => void;
}

/**
 * Build a disk image with a small Debian that boots on BIOS and UEFI: without loop devices or mounts, as root or as an
 * ordinary user. Nothing is left behind, whether it succeeds, fails or is cancelled.
 * @param outputPath a qcow2 file; an existing file is replaced when the new one is complete
 * @throws ImageBuildError
 */
export async function buildJeosImage(options: BuildOptions, outputPath: string): Promise<void> {
  const { host, tempDir, signal } = options;
  await checkBuildHost(host, tempDir);
  const draft = await createDraft(outputPath);
  const folder = await mkdtemp(join(resolve(tempDir), 'picostk-jeos-'));
  const build = new Build(options, folder);
  try {
    await build.installPackages();
    await build.writeDisk();
    await build.convert(draft);
    throwIfInterrupted(signal);
    await rename(draft, outputPath);
  } finally {
    await build.removeFiles();
    await rm(draft, { force: true });
  }
}

/** Create the file that becomes the image: a folder that cannot be written must show before the build, not after it. */
async function createDraft(outputPath: string): Promise<string> {
  const draft = `${outputPath}.${process.pid}.part`;
  try {
    const present = await stat(outputPath).catch(() => undefined);
    if (present && !present.isFile()) throw new Error('it exists, and is not a regular file');
    await mkdir(dirname(outputPath), { recursive: true });
    await writeFile(draft, '');
    return draft;
  } catch (error) {
    throw new ImageBuildError(
      'outputNotWritable',
      `Cannot write ${outputPath}: ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
}

class Build {
  private readonly layout: DiskLayout;
  private readonly ids: DiskIds = {
    root: randomUUID(),
    boot: randomBytes(4).toString('hex'),
  };
  /** Other users must not reach the files of the image: some of its programs have the setuid bit. */
  private readonly privateFolder: string;
  private readonly archive: string;
  private readonly tree: string;
  private readonly disk: string;

  constructor(
    private readonly options: BuildOptions,
    private readonly folder: string,
  ) {
    this.layout = diskLayout(options.request.sizeGiB);
    this.privateFolder = join(folder, 'private');
    this.archive = join(this.privateFolder, 'tree.tar');
    this.tree = join(this.privateFolder, 'tree');
    this.disk = join(this.privateFolder, 'disk.raw');
  }

  /** Install the packages with mmdebstrap, and set up the system in its chroot. */
  async installPackages(): Promise<void> {
    const { request, host, onStep } = this.options;
    onStep('Starting mmdebstrap');
    // Without root, mmdebstrap works as another user of this folder.
    await chmod(this.folder, 0o711);
    await mkdir(this.privateFolder, { mode: 0o700 });
    const settings = join(this.folder, 'apt.conf');
    await writeFile(settings, await this.aptSettings());
    await chmod(settings, 0o644);
    const args = [
      `--mode=${host.uid === 0 ? 'root' : 'unshare'}`,
      '--variant=minbase',
      '--format=tar',
      `--include=${packagesOf(request).join(',')}`,
      `--aptopt=${settings}`,
      '--customize-hook=chroot "$1" /bin/sh -c "$PICOSTK_JEOS_SETUP"',
      request.suite,
      this.archive,
      ...(request.mirror === undefined ? [] : [request.mirror]),
    ];
    let step: JeosStep = 'Starting mmdebstrap';
    const onLine = (line: string): void => {
      const next = stepOf(line);
      if (next === undefined || next === step) return;
      step = next;
      onStep(step);
    };
    const env = { TMPDIR: this.folder, PICOSTK_JEOS_SETUP: setupScript(request) };
    try {
      await this.run('mmdebstrap', args, { env, onLine });
    } catch (error) {
      if (!(error instanceof ImageBuildError) || error.code !== 'programFailed') throw error;
      throw new ImageBuildError(
        'jeosPackagesFailed',
        `The packages of Debian ${request.suite} could not be installed. Check the package names, and that this host reaches the mirror.\n${error.message}`,
        {},
        { cause: error },
      );
    }
  }

  async writeDisk(): Promise<void> {
    this.options.onStep('Unpacking the files');
    await makeFolder(this.tree);
    // The kernel creates the devices; in a user namespace, tar cannot.
    const unpack = ['--exclude=./dev/*', '--xattrs', '--xattrs-include=*', '-xpf', this.archive];
    await this.runAsOwner('tar', ['-C', this.tree, '--numeric-owner', ...unpack]);
    await rm(this.archive);
    for (const file of guestFiles(this.options.request, this.ids)) await this.writeFile(file);
    await makeFolder(join(this.tree, 'boot/efi'));

    this.options.onStep('Writing the boot partition');
    await this.partition();
    await this.writeBootPartition();

    this.options.onStep('Writing the root file system');
    await this.runAsOwner('mke2fs', ext4Arguments(this.disk, this.layout, this.ids, this.tree));
  }

  async convert(outputPath: string): Promise<void> {
    const step = 'Compressing the image';
    const { onStep } = this.options;
    onStep(step);
    const args = ['convert', '-p', '-c', '-W', '-f', 'raw', '-O', 'qcow2', this.disk, outputPath];
    const onLine = (line: string): void => {
      const percent = /\((\d+)\.\d+\/100%\)/.exec(line)?.[1];
      if (percent !== undefined) onStep(step, Number(percent));
    };
    await this.run('qemu-img', args, { onLine });
  }

  /** Also deletes what mmdebstrap left, and files that belong to other ids of this user. */
  async removeFiles(): Promise<void> {
    if (this.options.host.uid !== 0) {
      // A cancelled build must be cleaned up too.
      const signal = new AbortController().signal;
      const args = ['-rf', '--one-file-system', ...(await this.contents())];
      await this.runAsOwner('rm', args, { signal }).catch(() => undefined);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private async contents(): Promise<string[]> {
    return (await readdir(this.folder)).map((name) => join(this.folder, name));
  }

  /** The proxy and the checks with which apt of this host downloads. */
  private async aptSettings(): Promise<string> {
    const lines: string[] = [];
    const onLine = (line: string): void => {
      if (/^Acquire::(?:http|https|Check-)/.test(line)) lines.push(`${line}\n`);
    };
    // A host that is not a Debian has mmdebstrap, but perhaps no settings.
    await this.run('apt-config', ['dump'], { onLine }).catch((error: unknown) => {
      throwIfInterrupted(this.options.signal);
      return error;
    });
    return lines.join('');
  }

  private async writeFile({ path, text, target, executable }: GuestFile): Promise<void> {
    const file = join(this.tree, path);
    await makeFolder(dirname(file));
    await rm(file, { force: true });
    if (target !== undefined) return symlink(target, file);
    await writeFile(file, text ?? '');
    // The mask of this user may be stricter.
    await chmod(file, executable ? 0o755 : 0o644);
  }

  private async partition(): Promise<void> {
    await using disk = await open(this.disk, 'w', 0o600);
    await disk.truncate(this.layout.sizeBytes);
    await this.run('sfdisk', ['--quiet', '--no-reread', '--no-tell-kernel', this.disk], {
      input: partitionTable(this.layout),
    });
    const code = await readFile(join(this.options.host.root, BOOT_CODE));
    await disk.write(code, 0, Math.min(code.length, BOOT_CODE_BYTES), 0);
  }

  private async writeBootPartition(): Promise<void> {
    const { offset } = this.layout.boot;
    const env = { MTOOLSRC: '/dev/null', MTOOLS_SKIP_CHECK: '1' };
    await this.run('mkfs.vfat', fatArguments(this.disk, this.layout, this.ids));
    const image = ['-i', `${this.disk}@@${offset}`];
    const copy = (source: string, name: string): Promise<void> =>
      this.run('mcopy', [...image, source, `::/${name}`], { env });
    await this.run('mmd', [...image, '::/EFI', '::/EFI/BOOT', '::/loader', '::/loader/entries'], {
      env,
    });
    await copy(join(this.tree, UEFI_LOADER), 'EFI/BOOT/BOOTX64.EFI');
    await copy(await this.newest('vmlinuz-'), 'vmlinuz');
    await copy(await this.newest('initrd.img-'), 'initrd.img');
    const source = join(this.privateFolder, 'boot-file');
    for (const [name, text] of Object.entries(bootFiles(this.ids))) {
      await writeFile(source, text);
      await copy(source, name);
    }
    await this.run('syslinux', ['--install', '--offset', String(offset), this.disk], { env });
    // mtools would also write beyond the end of the disk.
    const { size } = await stat(this.disk);
    if (size !== this.layout.sizeBytes) {
      throw new Error(`${this.disk} has ${size} bytes instead of ${this.layout.sizeBytes}.`);
    }
  }

  private async newest(prefix: string): Promise<string> {
    const names = (await readdir(join(this.tree, 'boot'))).filter((name) =>
      name.startsWith(prefix),
    );
    const newest = names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
    if (newest) return join(this.tree, 'boot', newest);
    throw new ImageBuildError('jeosFileMissing', `The packages have no file /boot/${prefix}*.`);
  }

  /** Run a program that needs the owners of the tree: as root, or in a namespace where this user is root. */
  private runAsOwner(
    program: string,
    args: readonly string[],
    options: Partial<StepOptions> = {},
  ): Promise<void> {
    if (this.options.host.uid === 0) return this.run(program, args, options);
    const namespace = ['--map-root-user', '--map-auto', '--', program];
    return this.run('unshare', [...namespace, ...args], options);
  }

  private run(
    program: string,
    args: readonly string[],
    options: Partial<StepOptions> = {},
  ): Promise<void> {
    const { host, signal } = this.options;
    const env = { ...host.env, ...options.env };
    return runStep(program, args, { signal, endsWithThis: true, ...options, env });
  }
}

/** Create a folder that all users of the guest may read, whatever the mask of this process is. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let each = path; each.length >= first.length; each = dirname(each)) await chmod(each, 0o755);
}

/** mmdebstrap's steps, as its messages name them. */
const STEPS = [
  [/^I: running apt-get update/, 'Reading the package lists'],
  [/^I: downloading packages/, 'Downloading the base system'],
  [/^I: extracting archives/, 'Unpacking the base system'],
  [/^I: installing essential packages/, 'Installing the base system'],
  [/^I: installing remaining packages/, 'Downloading and installing the other packages'],
  [/^I: running --customize-hook/, 'Setting up the system'],
  [/^I: creating tarball/, 'Collecting the files'],
] as const satisfies readonly (readonly [message: RegExp, step: string])[];

/** The steps of the build, in their order. */
export const JEOS_STEPS = [
  'Starting mmdebstrap',
  ...STEPS.map(([, step]) => step),
  'Unpacking the files',
  'Writing the boot partition',
  'Writing the root file system',
  'Compressing the image',
] as const;
export type JeosStep = (typeof JEOS_STEPS)[number];

/** The step that begins with a line of mmdebstrap's output. */
export function stepOf(line: string): JeosStep | undefined {
  return STEPS.find(([message]) => message.test(line))?.[1];
}
