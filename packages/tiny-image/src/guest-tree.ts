import { readdir, readFile } from 'node:fs/promises';
import { basename, join, posix, relative } from 'node:path';
import type { CpioEntry } from './cpio.js';
import { neededLibraries } from './elf.js';
import { firstExisting, listFiles } from './find-files.js';
import { parseModuleList, selectModules } from './kernel-modules.js';
import { runProgram } from './run-program.js';
import { TinyBuildError } from './tiny-build-error.js';

const EMPTY_FOLDERS = [
  'proc',
  'sys',
  'dev',
  'run',
  'tmp',
  'data',
  'root',
  'mnt',
  'var/log',
  'var/run',
];
const LIBRARY_FOLDER = 'lib/x86_64-linux-gnu';
const LOADER = 'ld-linux-x86-64.so.2';

/** List all files of the guest's root file system, from the unpacked packages and the folder `guest`. */
export async function guestTree(packagesRoot: string, guestFolder: string): Promise<CpioEntry[]> {
  const entries = [
    ...(await busyboxEntries(packagesRoot)),
    ...(await dropbearEntries(packagesRoot)),
    ...(await moduleEntries(packagesRoot, guestFolder)),
    ...(await rootfsEntries(join(guestFolder, 'rootfs'))),
    { type: 'link', path: 'init', target: 'bin/busybox' } as const,
    // /data is the only part of the disk that survives a restart.
    { type: 'link', path: 'etc/dropbear', target: '/data/dropbear' } as const,
    { type: 'link', path: 'etc/mtab', target: '/proc/self/mounts' } as const,
    // The kernel opens the console before anything can mount a file system with devices.
    { type: 'characterDevice', path: 'dev/console', mode: 0o600, major: 5, minor: 1 } as const,
    { type: 'characterDevice', path: 'dev/null', mode: 0o666, major: 1, minor: 3 } as const,
  ];
  return [...folderEntries(entries), ...entries.toSorted(byPath)];
}

/** Find busybox in the unpacked packages. It is static, and also runs on the host. */
export function busyboxPath(packagesRoot: string): string {
  return findProgram(packagesRoot, 'busybox');
}

async function busyboxEntries(packagesRoot: string): Promise<CpioEntry[]> {
  const busybox = busyboxPath(packagesRoot);
  const applets = (await runProgram(busybox, ['--list-full'])).toString().split('\n');
  return [
    { type: 'file', path: 'bin/busybox', mode: 0o755, data: await readFile(busybox) },
    ...applets
      .filter((path) => path && path !== 'bin/busybox')
      .map((path) => ({ type: 'link', path, target: '/bin/busybox' }) as const),
  ];
}

async function dropbearEntries(packagesRoot: string): Promise<CpioEntry[]> {
  const files = await indexLibraries(packagesRoot);
  const program = await readFile(findProgram(packagesRoot, 'dropbear'));
  const libraries = new Map<string, Buffer>();
  const open = [program];
  for (let file = open.pop(); file; file = open.pop()) {
    for (const name of neededLibraries(file)) {
      if (libraries.has(name)) continue;
      const library = await readFile(findLibrary(files, name));
      libraries.set(name, library);
      open.push(library);
    }
  }
  return [
    { type: 'file', path: 'usr/sbin/dropbear', mode: 0o755, data: program },
    {
      type: 'file',
      path: `lib64/${LOADER}`,
      mode: 0o755,
      data: await readFile(findLibrary(files, LOADER)),
    },
    ...[...libraries]
      .filter(([name]) => name !== LOADER)
      .map(
        ([name, data]) =>
          ({ type: 'file', path: `${LIBRARY_FOLDER}/${name}`, mode: 0o755, data }) as const,
      ),
  ];
}

async function moduleEntries(packagesRoot: string, guestFolder: string): Promise<CpioEntry[]> {
  const wanted = parseModuleList(await readFile(join(guestFolder, 'modules'), 'utf8'));
  const modules = await selectModules(
    await modulesFolder(packagesRoot),
    wanted,
    busyboxPath(packagesRoot),
  );
  const order = modules.map(({ name }) => `${name}.ko\n`).join('');
  return [
    { type: 'file', path: 'lib/modules/load-order', mode: 0o644, data: Buffer.from(order) },
    ...modules.map(
      ({ name, data }) =>
        ({ type: 'file', path: `lib/modules/${name}.ko`, mode: 0o644, data }) as const,
    ),
  ];
}

/** The folder of the modules: /lib in Debian 12, /usr/lib in newer releases. */
async function modulesFolder(packagesRoot: string): Promise<string> {
  for (const parent of ['usr/lib/modules', 'lib/modules']) {
    const versions = await readdir(join(packagesRoot, parent)).catch(() => []);
    const version = versions[0];
    if (version) return join(packagesRoot, parent, version);
  }
  throw new TinyBuildError('tinyModuleMissing', 'The kernel package has no modules.');
}

/** Files that start with "#!" are executable; only root may read the passwords. */
async function rootfsEntries(folder: string): Promise<CpioEntry[]> {
  const entries: CpioEntry[] = [];
  for (const file of await listFiles(folder)) {
    const data = await readFile(file);
    const program = data.subarray(0, 2).toString() === '#!';
    const mode = program ? 0o755 : basename(file) === 'shadow' ? 0o600 : 0o644;
    entries.push({ type: 'file', path: relative(folder, file), mode, data });
  }
  return entries;
}

function folderEntries(entries: readonly CpioEntry[]): CpioEntry[] {
  const folders = new Set(['.', ...EMPTY_FOLDERS]);
  for (const path of [...EMPTY_FOLDERS, ...entries.map((entry) => entry.path)]) {
    for (let parent = posix.dirname(path); parent !== '.'; parent = posix.dirname(parent)) {
      folders.add(parent);
    }
  }
  return [...folders].toSorted().map((path) => ({
    type: 'folder',
    path,
    mode: path === 'tmp' ? 0o1777 : path === 'root' ? 0o700 : 0o755,
  }));
}

function findProgram(packagesRoot: string, name: string): string {
  const folders = ['bin', 'sbin', 'usr/bin', 'usr/sbin'];
  const path = firstExisting(
    packagesRoot,
    folders.map((folder) => `${folder}/${name}`),
  );
  if (!path) throw missing(name);
  return path;
}

/** Index the libraries by name: their folders differ between releases. */
async function indexLibraries(packagesRoot: string): Promise<Map<string, string>> {
  const folders = ['lib', 'lib64', 'usr/lib', 'usr/lib64'].flatMap((folder) => [
    folder,
    `${folder}/x86_64-linux-gnu`,
  ]);
  const index = new Map<string, string>();
  for (const folder of folders) {
    const names = await readdir(join(packagesRoot, folder)).catch(() => []);
    for (const name of names) index.set(name, join(packagesRoot, folder, name));
  }
  return index;
}

function findLibrary(libraries: ReadonlyMap<string, string>, name: string): string {
  const path = libraries.get(name);
  if (!path) throw missing(name);
  return path;
}

function missing(name: string): TinyBuildError {
  return new TinyBuildError('tinyFileMissing', `No package contains the file ${name}.`);
}

function byPath(a: CpioEntry, b: CpioEntry): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
