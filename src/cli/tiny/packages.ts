import { mkdtemp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AptPackages, TinyBuildError } from './apt-packages.js';
import { runProgram } from './run-program.js';

/**
 * Kernels made for virtual machines, the first that the distribution has is taken: Debian's cloud kernel
 * (a third of the size of the general one, with VGA text, PS/2 keyboard, virtio and ACPI), Ubuntu's.
 */
const KERNELS = ['linux-image-cloud-amd64', 'linux-image-virtual'];
const SSH_SERVER = 'dropbear-bin';
const PROGRAMS = ['busybox-static', 'mtools', 'syslinux', 'syslinux-common'];
const RECIPE = JSON.stringify([KERNELS, SSH_SERVER, PROGRAMS]);

/** Unpacks everything the image is made of into a new folder under `workDir` and gives that folder. */
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

/** The kernel's packages, behind a name that always points at the newest one. */
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
    `apt knows no package ${name}, which the tiny image is made of. Check the package sources in /etc/apt.`,
  );
}
