// @ts-check
import { existsSync } from 'node:fs';
import { findProgram } from './programs.mjs';

/** @typedef {import('./os-release.mjs').OsRelease} OsRelease */

/**
 * @typedef {'apt' | 'dnf' | 'zypper' | 'pacman' | 'apk'} PackageManagerName
 *
 * @typedef {object} PackageManager
 * @property {PackageManagerName} name
 * @property {string} program the command that must exist
 * @property {string[]} distributions values of ID or ID_LIKE in os-release
 * @property {string[] | null} refresh refreshes the package lists; null where the installation does so
 * @property {(packages: string[]) => string[]} install
 */

/** @type {readonly PackageManager[]} */
export const PACKAGE_MANAGERS = [
  {
    name: 'apt',
    program: 'apt-get',
    distributions: ['debian', 'ubuntu'],
    refresh: ['apt-get', '-q', 'update'],
    install: (packages) => [
      'env',
      // Without this, a package that asks a question would wait forever.
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-q',
      '-y',
      // An unattended upgrade of a new server may hold the lock for a while.
      '-oDPkg::Lock::Timeout=180',
      'install',
      '--no-install-recommends',
      ...packages,
    ],
  },
  {
    name: 'dnf',
    program: 'dnf',
    distributions: ['fedora', 'rhel', 'centos'],
    refresh: null,
    install: (packages) => [
      'dnf',
      '-y',
      '--setopt=install_weak_deps=False',
      'install',
      ...packages,
    ],
  },
  {
    name: 'zypper',
    program: 'zypper',
    distributions: ['suse', 'opensuse', 'sles'],
    refresh: null,
    install: (packages) => [
      'zypper',
      '--non-interactive',
      'install',
      '--no-recommends',
      ...packages,
    ],
  },
  {
    name: 'pacman',
    program: 'pacman',
    distributions: ['arch'],
    refresh: null,
    // New lists with old packages would be what Arch calls a partial upgrade, so -y only where there is no list.
    install: (packages) => [
      'pacman',
      existsSync('/var/lib/pacman/sync/extra.db') ? '-S' : '-Sy',
      '--needed',
      '--noconfirm',
      ...packages,
    ],
  },
  {
    name: 'apk',
    program: 'apk',
    distributions: ['alpine'],
    refresh: null,
    install: (packages) => ['apk', 'add', ...packages],
  },
];

/**
 * Chooses by the distribution's name, then by which program exists: a derivative that does not name
 * its parent still has the parent's package manager.
 * @param {OsRelease} os
 * @param {(program: string) => boolean} [hasProgram]
 * @returns {PackageManager | null} null on a distribution that we do not know
 */
export function choosePackageManager(os, hasProgram = (program) => findProgram(program) !== null) {
  const present = PACKAGE_MANAGERS.filter((manager) => hasProgram(manager.program));
  for (const distribution of [os.id, ...os.like]) {
    const match = present.find((manager) =>
      manager.distributions.some((known) => distribution.split(/[-_]/).includes(known)),
    );
    if (match !== undefined) return match;
  }
  return present[0] ?? null;
}
