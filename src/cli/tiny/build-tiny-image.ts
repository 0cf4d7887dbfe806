import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AptPackages, TinyBuildError } from './apt-packages.js';
import { writeBootDisk } from './boot-disk.js';
import { writeCpio } from './cpio.js';
import { guestTree } from './guest-tree.js';
import { unpackPackages } from './packages.js';

const LEFTOVER_AGE_MS = 3_600_000;

export interface TinyImageOptions {
  /** Folder for packages, kept from one build to the next. */
  readonly cacheDir: string;
  /** Where the image goes; a file that is there is replaced at the end, as a whole. */
  readonly outputPath: string;
  /** Told what is being done, a line at a time. */
  readonly log: (line: string) => void;
  /** Fetch the packages again, although they are in the cache. */
  readonly refresh?: boolean;
}

export interface TinyImage {
  readonly path: string;
  readonly format: 'raw';
  readonly virtualSizeBytes: number;
}

/**
 * Builds the tiny Linux image that picostack shows itself off with and tests itself on.
 * Needs apt (Debian, Ubuntu) and no root.
 * @throws TinyBuildError that says what to do where this host cannot build it
 */
export async function buildTinyImage(options: TinyImageOptions): Promise<TinyImage> {
  const { cacheDir, outputPath, log } = options;
  await mkdir(cacheDir, { recursive: true });
  const apt = new AptPackages(cacheDir, log);
  await apt.check();
  await removeLeftovers(cacheDir);
  const workDir = await mkdtemp(join(cacheDir, 'work-'));
  const draft = `${outputPath}.${process.pid}.part`;
  try {
    const packages = await unpackPackages(apt, workDir, options.refresh ?? false);
    log('Putting the image together ...');
    const templates = templateDir();
    const initramfs = writeCpio(await guestTree(packages, templates));
    await mkdir(dirname(outputPath), { recursive: true });
    const virtualSizeBytes = await writeBootDisk(
      draft,
      {
        vmlinuz: await readKernel(packages),
        // gzip: the kernel unpacks it several times faster than xz, and the kernel itself is most of the image.
        'initrd.gz': gzipSync(initramfs, { level: 9 }),
        'syslinux.cfg': await readFile(join(templates, 'syslinux.cfg')),
      },
      packages,
      workDir,
    );
    await rename(draft, outputPath);
    return { path: outputPath, format: 'raw', virtualSizeBytes };
  } finally {
    await rm(workDir, { recursive: true, force: true });
    await rm(draft, { force: true });
  }
}

/** A build that was interrupted leaves a hundred megabytes behind; one that runs beside this one is left alone. */
async function removeLeftovers(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    if (!/^(?:work|download|apt)-/.test(name)) continue;
    const path = join(cacheDir, name);
    const found = await stat(path).catch(() => undefined);
    const old = found && Date.now() - found.mtimeMs > LEFTOVER_AGE_MS;
    if (old) await rm(path, { recursive: true, force: true });
  }
}

async function readKernel(packages: string): Promise<Buffer> {
  const boot = join(packages, 'boot');
  const kernel = (await readdir(boot)).find((name) => name.startsWith('vmlinuz-'));
  if (!kernel) throw new TinyBuildError('tinyFileMissing', 'The kernel package has no kernel.');
  return readFile(join(boot, kernel));
}

/** templates/tiny of this installation, seen from the sources as well as from dist. */
function templateDir(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'templates', 'tiny');
    if (existsSync(candidate)) return candidate;
  }
  throw new TinyBuildError('tinyFileMissing', 'The folder templates/tiny of picostack is missing.');
}
