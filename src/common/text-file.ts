import { readFileSync, statSync } from 'node:fs';
import { messageOf } from './errors.js';

const MAX_FILE_BYTES = 1024 ** 2;

/**
 * Read a file of UTF-8 text, at most 1 MiB.
 * @throws Error that {@link readFailure} puts into words
 */
export function readTextFile(path: string): string {
  const stats = statSync(path);
  // Reading a pipe could wait forever.
  if (!stats.isFile() && path !== '/dev/null') throw new Error('it is not a regular file');
  if (stats.size > MAX_FILE_BYTES) throw new Error('it is larger than 1 MiB');
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
}

/** Say why a file cannot be read, as the end of a sentence. */
export function readFailure(error: unknown): string {
  return REASONS[String(errorCode(error))] ?? messageOf(error);
}

/** Return the code of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'this user may not read it',
  ENOTDIR: 'its folder does not exist',
  ELOOP: 'its symbolic links form a circle',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};
