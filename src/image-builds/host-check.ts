import { access, constants, readFile, statfs } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { formatBytes } from '@picostack/api-client/formats';
import { ImageBuildError, messageOf } from '../common/errors.js';
import { runStep } from './run-step.js';

const PROBE_LIMIT_MS = 10_000;
/** The tree of files, its archive and the two disk images exist at the same time. */
const WORK_BYTES = 3 * 1024 ** 3;

/** Boot code for a disk with a GPT; it loads syslinux from the partition with the legacy BIOS attribute. */
export const BOOT_CODE = '/usr/lib/syslinux/mbr/gptmbr.bin';

/** A program or file, and the Debian package that has it. */
export type NeededFile = readonly [what: string, debianPackage: string];

/** What the build needs. */
const NEEDED: readonly NeededFile[] = [
  ['mmdebstrap', 'mmdebstrap'],
  ['mkfs.vfat', 'dosfstools'],
  ['mcopy', 'mtools'],
  ['syslinux', 'syslinux'],
  [BOOT_CODE, 'syslinux-common'],
  ['mke2fs', 'e2fsprogs'],
  ['sfdisk', 'fdisk'],
  ['qemu-img', 'qemu-utils'],
  ['/usr/share/keyrings/debian-archive-keyring.gpg', 'debian-archive-keyring'],
];

/** An ordinary user needs these too. */
const NEEDED_WITHOUT_ROOT: readonly NeededFile[] = [
  ['newuidmap', 'uidmap'],
  ['unshare', 'util-linux'],
];

/** The host as the build sees it; tests give another one. */
export interface BuildHost {
  /** Has PATH with the folders of system programs, which ordinary users often lack. */
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number;
  readonly userName: string;
  readonly arch: string;
  /** The root of its file system. */
  readonly root: string;
}

/** This host, as a user who runs programs with this environment sees it. */
export function thisHost(env: NodeJS.ProcessEnv): BuildHost {
  const { uid, username } = userInfo();
  return { env: programEnvironment(env), uid, userName: username, arch: process.arch, root: '/' };
}

/** The folder of temporary folders. Not /tmp: that is often in memory. */
export function tempDirOf(env: NodeJS.ProcessEnv): string {
  return env['TMPDIR'] || '/var/tmp';
}

/** The environment of the programs: in English, and with the folders of system programs. */
export function programEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = env['PATH'] || '/usr/local/bin:/usr/bin:/bin';
  return { ...env, LC_ALL: 'C.UTF-8', PATH: `${path}:/usr/local/sbin:/usr/sbin:/sbin` };
}

/**
 * Check everything that this host lacks before the build starts.
 * @throws ImageBuildError that says how to get it
 */
export async function checkBuildHost(host: BuildHost, workFolder: string): Promise<void> {
  if (host.arch !== 'x64') {
    throw new ImageBuildError(
      'jeosUnsupportedArch',
      `This image is for x86-64 machines, and this one is ${host.arch}. Register an image for this architecture with "picostk image add".`,
    );
  }
  const needed = host.uid === 0 ? NEEDED : [...NEEDED, ...NEEDED_WITHOUT_ROOT];
  const missing = await findMissing(needed, host);
  if (missing.length > 0) {
    const names = missing.map(([what]) => what).join(', ');
    const packages = [...new Set(missing.map(([, name]) => name))].join(' ');
    throw new ImageBuildError(
      'jeosProgramsMissing',
      `The image cannot be built here, because ${names} ${missing.length > 1 ? 'are' : 'is'} missing. ` +
        `On Debian or Ubuntu, run as root:\napt-get install ${packages}`,
    );
  }
  if (host.uid !== 0) {
    await checkSubordinateIds(host);
    await checkNamespaces(host);
  }
  await checkSpace(workFolder);
}

/** Return those programs and files that a host does not have. */
export async function findMissing(
  needed: readonly NeededFile[],
  host: Pick<BuildHost, 'env' | 'root'>,
): Promise<NeededFile[]> {
  const missing: NeededFile[] = [];
  for (const entry of needed) {
    if (!(await exists(entry[0], host))) missing.push(entry);
  }
  return missing;
}

async function exists(
  what: string,
  { env, root }: Pick<BuildHost, 'env' | 'root'>,
): Promise<boolean> {
  const files = what.startsWith('/')
    ? [join(root, what)]
    : (env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, what));
  const mode = what.startsWith('/') ? constants.R_OK : constants.X_OK;
  const found = await Promise.all(
    files.map((file) =>
      access(file, mode).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** The files of the image belong to many users; without root, they need ids of this user's own. */
async function checkSubordinateIds({ uid, userName, root }: BuildHost): Promise<void> {
  for (const file of ['/etc/subuid', '/etc/subgid']) {
    const text = await readFile(join(root, file), 'utf8').catch(() => '');
    const mine = text.split('\n').map((line) => line.split(':'));
    const enough = mine.some(
      ([owner, , count]) => [userName, String(uid)].includes(owner ?? '') && Number(count) >= 65536,
    );
    if (enough) continue;
    throw new ImageBuildError(
      'jeosNoSubordinateIds',
      `${userName} has no subordinate ids in ${file}, so only root can build the image here. Run as root:\n` +
        `usermod --add-subuids 100000-165535 --add-subgids 100000-165535 ${userName}`,
    );
  }
}

/** The service of systemd may not create namespaces, and the programs newuidmap and newgidmap do not work in it. */
async function checkNamespaces({ env, userName }: BuildHost): Promise<void> {
  const args = ['--map-root-user', '--map-auto', '--', 'true'];
  const signal = AbortSignal.timeout(PROBE_LIMIT_MS);
  await runStep('unshare', args, { env, signal }).catch((error: unknown) => {
    throw new ImageBuildError(
      'jeosNoNamespaces',
      `${userName} may not create user namespaces here, which the build needs: ${messageOf(error)}\n` +
        'The service of systemd may not, for security. Build the image in a terminal instead:\nsudo picostk init jeos --cloud-init',
      {},
      { cause: error },
    );
  });
}

async function checkSpace(folder: string): Promise<void> {
  const free = await freeBytes(folder).catch((error: unknown) => {
    throw new ImageBuildError(
      'jeosNoTemporaryFolder',
      `The temporary folder ${folder} cannot be used: ${messageOf(error)}. Set TMPDIR to another one.`,
      {},
      { cause: error },
    );
  });
  if (free >= WORK_BYTES) return;
  throw new ImageBuildError(
    'jeosNoSpace',
    `The build needs ${formatBytes(WORK_BYTES)} in ${folder}, and ${formatBytes(free)} are free. Free some space, or set TMPDIR to another folder.`,
  );
}

async function freeBytes(folder: string): Promise<number> {
  await access(folder, constants.W_OK);
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
