import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { InvalidInputError } from '../common/errors.js';

/** The unit of `st_blocks`, whatever the filesystem's own blocks are. */
const STAT_BLOCK_BYTES = 512;

/** A file of the host that is open. */
export interface HostFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  /** What it takes on the host: less than its size where it has holes. */
  readonly allocatedBytes: number;
}

/**
 * Opens a file of the host to read an image from. What is checked is what is read: the checks are made on the
 * descriptor that is open.
 * @param allowedDirs the folders from which images may be read
 * @throws InvalidInputError for a path outside of them, a link, a FIFO, a device, a folder
 */
export async function openHostFile(
  path: string,
  allowedDirs: readonly string[],
): Promise<HostFile> {
  if (!isAbsolute(path) || path.includes('\0')) throw refused(path, 'it must be an absolute path');
  await requireInside(path, allowedDirs);
  // O_NONBLOCK: opening a FIFO must not wait for its other end. O_NOFOLLOW: the file itself must be no link.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(path, flags).catch((error: NodeJS.ErrnoException) => {
    throw refused(
      path,
      error.code === 'ELOOP' ? 'it is a symbolic link' : `it cannot be opened (${error.code})`,
    );
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw refused(path, 'it is not a regular file');
    // The folders on the way may have changed since: ask the kernel where the open file really is.
    const opened = await realpath(`/proc/self/fd/${handle.fd}`);
    await requireInside(opened, allowedDirs);
    return {
      handle,
      sizeBytes: stat.size,
      allocatedBytes: Math.min(stat.size, stat.blocks * STAT_BLOCK_BYTES),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function requireInside(path: string, allowedDirs: readonly string[]): Promise<void> {
  if (allowedDirs.length === 0) {
    throw refused(
      path,
      'no folder is allowed. Upload the file instead, or name its folder in PICOSTACK_IMPORT_DIRS',
    );
  }
  const real = await realpath(resolve(path)).catch(() => undefined);
  const roots = await Promise.all(allowedDirs.map((dir) => realpath(dir).catch(() => undefined)));
  const isInside =
    real !== undefined && roots.some((root) => root !== undefined && real.startsWith(root + sep));
  if (!isInside)
    throw refused(
      path,
      `it is in none of the allowed folders (${allowedDirs.join(', ')}), or not there`,
    );
}

function refused(path: string, why: string): InvalidInputError {
  return new InvalidInputError(`The image cannot be read from ${JSON.stringify(path)}: ${why}.`, [
    { field: 'path', message: why },
  ]);
}
