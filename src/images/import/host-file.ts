import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';
import { InvalidInputError } from '../../common/errors.js';

/** The unit of `st_blocks`, whatever the block size of the filesystem is. */
const STAT_BLOCK_BYTES = 512;

const READ_BYTES = 256 * 1024;
const ZEROS = Buffer.alloc(READ_BYTES);

/** An open file of the host. */
export interface HostFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
  /** The bytes that it occupies: less than its size if it has holes. */
  readonly allocatedBytes: number;
}

/**
 * Open a file of the host that contains an image. The checks apply to the open descriptor, so that nobody can replace the
 * file after them.
 * @param allowedDirs the folders of PICOSTACK_IMPORT_DIRS
 * @throws InvalidInputError on a path outside of these folders, a link, a FIFO, a device or a folder
 */
export async function openHostFile(
  path: string,
  allowedDirs: readonly string[],
): Promise<HostFile> {
  if (!isAbsolute(path) || path.includes('\0')) throw refused(path, 'it must be an absolute path');
  await requireInside(path, allowedDirs);
  // O_NONBLOCK: opening a FIFO must not wait for a writer. O_NOFOLLOW: the file must not be a link.
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
    // The folders in the path may have changed; the kernel knows the path of the open file.
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

/**
 * Read as many bytes as the file had when it was opened. Holes are read into the same buffer again and again: allocating
 * memory for millions of blocks of zeros takes longer than reading them. The file is closed at the end.
 */
export async function* readHostFile({ handle, sizeBytes }: HostFile): AsyncGenerator<Buffer, void> {
  try {
    let buffer = Buffer.allocUnsafe(READ_BYTES);
    for (let at = 0; at < sizeBytes;) {
      const length = Math.min(READ_BYTES, sizeBytes - at);
      const { bytesRead } = await handle.read(buffer, 0, length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      const chunk = buffer.subarray(0, bytesRead);
      const zeros = ZEROS.subarray(0, bytesRead);
      if (chunk.equals(zeros)) {
        yield zeros;
      } else {
        yield chunk;
        buffer = Buffer.allocUnsafe(READ_BYTES);
      }
    }
  } finally {
    await handle.close();
  }
}

async function requireInside(path: string, allowedDirs: readonly string[]): Promise<void> {
  if (allowedDirs.length === 0) {
    throw refused(
      path,
      'no folder is allowed. Upload the file instead, or add its folder to PICOSTACK_IMPORT_DIRS',
    );
  }
  const real = await realpath(resolve(path)).catch(() => undefined);
  const roots = await Promise.all(allowedDirs.map((dir) => realpath(dir).catch(() => undefined)));
  const isInside =
    real !== undefined && roots.some((root) => root !== undefined && real.startsWith(root + sep));
  if (!isInside)
    throw refused(
      path,
      `it does not exist in any of the allowed folders (${allowedDirs.join(', ')})`,
    );
}

function refused(path: string, why: string): InvalidInputError {
  return new InvalidInputError(`Cannot read an image from ${JSON.stringify(path)}: ${why}.`, [
    { field: 'path', message: why },
  ]);
}
