// @ts-check
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Daemons are in sbin, which an ordinary user's PATH often lacks. */
const SYSTEM_FOLDERS = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
];

/**
 * @param {string} program
 * @returns {string | null} its absolute path
 */
export function findProgram(program) {
  const folders = [...(process.env['PATH'] ?? '').split(':'), ...SYSTEM_FOLDERS];
  for (const folder of folders) {
    const file = path.join(folder, program);
    if (path.isAbsolute(file) && isExecutable(file)) return file;
  }
  return null;
}

/**
 * Lists the folders of loadable modules: `/usr/lib64/libvirt` on
 * Fedora and SUSE, `/usr/lib/x86_64-linux-gnu/libvirt` on Debian, `/usr/lib/libvirt` elsewhere.
 * @param {string} library
 * @returns {string[]}
 */
function moduleFolders(library) {
  const triplets = existsSync('/usr/lib')
    ? readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'))
    : [];
  const parents = [
    '/usr/lib64',
    '/usr/lib',
    ...triplets.map((name) => `/usr/lib/${name}`),
    '/usr/local/lib',
  ];
  return parents.map((parent) => path.join(parent, library));
}

/** @returns {string[]} where distributions put modules of Python 3 */
function pythonFolders() {
  const versioned = ['/usr/lib64', '/usr/lib'].flatMap((parent) =>
    existsSync(parent)
      ? readdirSync(parent)
          .filter((name) => /^python3\.\d+$/.test(name))
          .map((name) => path.join(parent, name, 'site-packages'))
      : [],
  );
  return ['/usr/lib/python3/dist-packages', ...versioned];
}

/** What the requirements check on a host. Tests replace it. */
export const thisHost = {
  /**
   * @param {string} name
   * @returns {boolean}
   */
  hasProgram: (name) => findProgram(name) !== null,

  /**
   * @param {string} file absolute
   * @returns {boolean}
   */
  hasFile: (file) => existsSync(file),

  /**
   * @param {string} file inside libvirt's module folder, such as `connection-driver/x.so`
   * @returns {boolean}
   */
  hasLibvirtModule: (file) =>
    moduleFolders('libvirt').some((folder) => existsSync(path.join(folder, file))),

  /**
   * @param {string} file of the distribution's own Python, not of another in PATH
   * @returns {boolean}
   */
  hasPythonModule: (file) => pythonFolders().some((folder) => existsSync(path.join(folder, file))),
};

/** @typedef {typeof thisHost} Host */

/**
 * @param {string} file
 * @returns {boolean}
 */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
