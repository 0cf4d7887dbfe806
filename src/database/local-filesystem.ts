import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseUnavailableError } from '../common/errors.js';

/** Network filesystems by the magic numbers of statfs(2) and of the kernel's `magic.h`. */
const NETWORK_FILESYSTEMS: Readonly<Record<number, string>> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xff534d42: 'CIFS',
  0xfe534d42: 'SMB',
  0x01021997: '9P',
  0x00c36400: 'Ceph',
  0x5346414f: 'AFS',
  0x0bd00bd0: 'Lustre',
  0x47504653: 'GPFS',
  0x013111a8: 'IBRIX',
};

/**
 * Refuse a data folder on a network filesystem. SQLite's write-ahead log needs memory that is shared with other processes,
 * and locks that work; without them the database gets damaged.
 * @throws DatabaseUnavailableError
 */
export function requireLocalFilesystem(dataDir: string, typeOf = filesystemType): void {
  const type = typeOf(dataDir);
  const name = type === undefined ? undefined : NETWORK_FILESYSTEMS[type];
  if (!name) return;
  throw new DatabaseUnavailableError(
    'databaseOnNetwork',
    `The data folder ${dataDir} is on a network filesystem (${name}), where SQLite can damage the database. ` +
      'Set PICOSTACK_DATA_DIR to a folder on a local disk.',
  );
}

/** @returns the type of the filesystem of a folder, or of its nearest parent that exists */
function filesystemType(path: string): number | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      // The kernel's number has 32 bits and a sign.
      return statfsSync(folder).type >>> 0;
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
}
