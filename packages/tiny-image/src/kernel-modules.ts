import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { neededModules } from './elf.js';
import { listFiles } from './find-files.js';
import { runProgram } from './run-program.js';
import { TinyBuildError } from './tiny-build-error.js';

/** A kernel module, unpacked. */
export interface KernelModule {
  readonly name: string;
  readonly data: Buffer;
}

/**
 * Select modules and their dependencies, in an order in which they can be loaded. A name with a leading "?" is optional:
 * the kernel may have the module built in.
 * @param busybox the path of busybox, which unpacks xz, for kernels with compressed modules
 */
export async function selectModules(
  modulesDir: string,
  wanted: readonly string[],
  busybox: string,
): Promise<KernelModule[]> {
  const paths = await indexModules(modulesDir);
  const selected = new Map<string, KernelModule>();
  const add = async (name: string, optional: boolean): Promise<void> => {
    if (selected.has(canonical(name))) return;
    const path = paths.get(canonical(name));
    if (!path) {
      if (optional) return;
      throw new TinyBuildError('tinyModuleMissing', `The kernel has no module ${name}.`);
    }
    const data = await readModule(path, busybox);
    for (const needed of neededModules(data)) await add(needed, false);
    selected.set(canonical(name), { name: canonical(name), data });
  };
  for (const entry of wanted) await add(entry.replace(/^\?/, ''), entry.startsWith('?'));
  return [...selected.values()];
}

/** Parse a list of modules, such as guest/modules: one name per line; "#" starts a comment. */
export function parseModuleList(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean);
}

async function indexModules(folder: string): Promise<Map<string, string>> {
  const files = (await listFiles(folder)).filter((path) => /\.ko(\.\w+)?$/.test(path));
  return new Map(files.map((path) => [canonical(basename(path).replace(/\.ko.*$/, '')), path]));
}

/** The kernel treats "-" and "_" in the names of modules as the same. */
function canonical(name: string): string {
  return name.replaceAll('-', '_');
}

async function readModule(path: string, busybox: string): Promise<Buffer> {
  if (path.endsWith('.ko.xz')) return runProgram(busybox, ['xzcat', path]);
  if (path.endsWith('.ko.zst')) return runProgram('zstd', ['-dcq', path]);
  const data = await readFile(path);
  return path.endsWith('.ko.gz') ? gunzipSync(data) : data;
}
