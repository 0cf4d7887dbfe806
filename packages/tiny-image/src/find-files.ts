import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** List the paths of all files and links below a folder. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Find the first of these files or folders below `root` that exists. */
export function firstExisting(root: string, paths: readonly string[]): string | undefined {
  return paths.map((path) => join(root, path)).find((path) => existsSync(path));
}
