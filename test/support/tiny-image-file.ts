import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buildTinyImage } from '@picostack/tiny-image';

const CACHE = resolve('node_modules/.cache/picostack-tiny');
const SOURCES = ['packages/tiny-image/src', 'packages/tiny-image/guest'];

/** The tiny image, built once and cached until its sources change. */
export interface TinyImageFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Return the tiny image, and build it if it is not cached. */
export async function tinyImage(): Promise<TinyImageFile> {
  const path = join(CACHE, 'for-tests.raw');
  if (!(await isFresh(path))) {
    await buildTinyImage({ cacheDir: CACHE, outputPath: path, log: () => undefined });
  }
  const bytes = await readFile(path);
  return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function isFresh(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  const builtAt = (await stat(path)).mtimeMs;
  for (const folder of SOURCES) {
    const entries = await readdir(folder, { recursive: true });
    for (const entry of entries) {
      if ((await stat(join(folder, entry))).mtimeMs > builtAt) return false;
    }
  }
  return true;
}
