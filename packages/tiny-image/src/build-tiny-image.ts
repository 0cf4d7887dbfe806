import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { AptPackages, checkTinyHost } from './apt-packages.js';
import { writeBootDisk } from './boot-disk.js';
import { writeCpio } from './cpio.js';
import { guestTree } from './guest-tree.js';
import { unpackPackages } from './packages.js';
import { TinyBuildError } from './tiny-build-error.js';

const LEFTOVER_AGE_MS = 3_600_000;

/** The files of the guest: next to `src` and `dist`. */
const GUEST_FOLDER = fileURLToPath(new URL('../guest', import.meta.url));

/** How to build the image. */
export interface TinyImageOptions {
  /** The folder that caches packages between builds. */
  readonly cacheDir: string;
  /** The folder of temporary files, on the same file system as the cache. The default is the cache. */
  readonly tempDir?: string;
  /** The path of the image. An existing file is replaced when the new image is complete. */
  readonly outputPath: string;
  /** Receives progress messages, one line each. */
  readonly log: (line: string) => void;
  /** Download the packages again, even if they are in the cache. */
  readonly refresh?: boolean;
}

/** A built image. */
export interface TinyImage {
  readonly path: string;
  readonly format: 'raw';
  readonly virtualSizeBytes: number;
}

/**
 * Build the tiny Linux image for demonstrations and tests. It needs apt (Debian, Ubuntu), and no root.
 * @throws TinyBuildError if this host cannot build it
 */
export async function buildTinyImage(options: TinyImageOptions): Promise<TinyImage> {
  const { cacheDir, outputPath, log } = options;
  await mkdir(cacheDir, { recursive: true });
  const { tempDir = cacheDir } = options;
  const apt = new AptPackages(cacheDir, tempDir, log);
  await checkTinyHost();
  await removeLeftovers(cacheDir);
  const workDir = await mkdtemp(join(tempDir, 'work-'));
  const draft = `${outputPath}.${process.pid}.part`;
  try {
    const packages = await unpackPackages(apt, workDir, options.refresh ?? false);
    log('Creating the image ...');
    const initramfs = writeCpio(await guestTree(packages, GUEST_FOLDER));
    await mkdir(dirname(outputPath), { recursive: true });
    const virtualSizeBytes = await writeBootDisk(
      draft,
      {
        vmlinuz: await readKernel(packages),
        // gzip: the kernel unpacks it several times faster than xz, and most of the image is the kernel anyway.
        'initrd.gz': gzipSync(initramfs, { level: 9 }),
        'syslinux.cfg': await readFile(join(GUEST_FOLDER, 'syslinux.cfg')),
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

/** Delete the 100 MB of an interrupted build, but not the files of a concurrent build. */
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
