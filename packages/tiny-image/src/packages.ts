import { mkdtemp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AptPackages } from './apt-packages.js';
import { runProgram } from './run-program.js';
import { TinyBuildError } from './tiny-build-error.js';

/**
 * Kernels for virtual machines; the first one that the distribution has is used: Debian's cloud kernel (a third of the
 * size of the general one, with VGA text, PS/2 keyboard, virtio and ACPI), or Ubuntu's.
 */
const KERNELS = ['linux-image-cloud-amd64', 'linux-image-virtual'];
const SSH_SERVER = 'dropbear-bin';
const PROGRAMS = ['busybox-static', 'mtools', 'syslinux', 'syslinux-common'];
const RECIPE = JSON.stringify([KERNELS, SSH_SERVER, PROGRAMS]);

/** Unpack all packages of the image into a new folder below `workDir`, and return that folder. */
export async function unpackPackages(
  apt: AptPackages,
  workDir: string,
  refresh: boolean,
): Promise<string> {
  const cached = refresh ? [] : await apt.cached(RECIPE);
  const files = cached.length > 0 ? cached : await apt.download(await packageNames(apt), RECIPE);
  await mkdir(workDir, { recursive: true });
  const root = await mkdtemp(join(workDir, 'root-'));
  for (const file of files) await runProgram('dpkg-deb', ['-x', file, root]);
  return root;
}

async function packageNames(apt: AptPackages): Promise<string[]> {
  const kernel = await kernelPackages(apt);
  const ssh = await closureOf(apt, SSH_SERVER);
  const libraries = ssh.filter((name) => name === SSH_SERVER || /^(lib|zlib)/.test(name));
  return [...new Set([...kernel, ...libraries, ...PROGRAMS])].toSorted();
}

/** The packages of the kernel. The names in KERNELS depend on the newest ones. */
async function kernelPackages(apt: AptPackages): Promise<string[]> {
  for (const kernel of KERNELS) {
    const names = (await apt.closure(kernel)).filter((name) =>
      /^linux-(image|modules)-\d/.test(name),
    );
    if (names.length > 0) return names;
  }
  throw unknownPackage(KERNELS.join(' or '));
}

async function closureOf(apt: AptPackages, name: string): Promise<string[]> {
  const names = await apt.closure(name);
  if (names.length === 0) throw unknownPackage(name);
  return names;
}

function unknownPackage(name: string): TinyBuildError {
  return new TinyBuildError(
    'tinyPackageUnknown',
    `apt does not find the package ${name} of the tiny image. Check the package sources in /etc/apt.`,
  );
}
