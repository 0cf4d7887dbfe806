import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** The bundles of a build, from `dist/src/common`. */
const BUNDLES = join(import.meta.dirname, '../../bundle');
/** A server is ready by then, so its cache contains the functions of a start. */
const SAVE_AFTER_MS = 10_000;
const HASH_BYTES = 20;

/**
 * Run a bundle of `scripts/build/bundle.mjs` with V8's code cache. Compiling takes most of the time of a start, and Node 20
 * has no compile cache of its own. The first run stores the cache: beside the bundle, or else in a cache folder.
 * @param name `server` for `server.cjs`
 * @returns false if there is no bundle: the code was only compiled
 */
export function runBundle(name: string, bundles = BUNDLES): boolean {
  const file = join(bundles, `${name}.cjs`);
  if (!existsSync(file)) return false;
  const require = createRequire(file);
  if (usesSourceMaps()) {
    // Node reads the source map only of a file that it loads itself.
    require(file);
    return true;
  }
  // A bundle is ASCII.
  const source = readFileSync(file, 'latin1');
  const code = `(function (exports, require, module, __filename, __dirname) {${source}\n})`;
  const cache = new CodeCache(name, source, cacheFolders(bundles));
  const cachedData = cache.read();
  const script = new Script(code, { filename: file, ...(cachedData && { cachedData }) });
  if (!cachedData || script.cachedDataRejected) cache.saveLater(script);
  const module = { exports: {} };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the script is the function above
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, require, module, file, dirname(file));
  return true;
}

function usesSourceMaps(): boolean {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].join(' ');
  return options.includes('--enable-source-maps');
}

/** Beside the bundle, the service's `CacheDirectory=`, or the user's cache folder. */
function cacheFolders(bundles: string): string[] {
  const { CACHE_DIRECTORY, HOME } = process.env;
  const folders = [bundles];
  if (CACHE_DIRECTORY) folders.push(CACHE_DIRECTORY);
  if (HOME && isOwnFolder(HOME)) folders.push(join(HOME, '.cache', 'picostack'));
  return folders;
}

/**
 * The compiled code of a bundle. It is code, so it is used only if no other user can have written it, and only if it is whole
 * and made from this very source: V8 checks no more than its own version and the length of the source.
 */
class CodeCache {
  private readonly fileName: string;
  private readonly key: string;

  constructor(
    name: string,
    source: string,
    private readonly folders: readonly string[],
  ) {
    // Other versions of Node keep theirs.
    this.fileName = `${name}-${process.version}-${process.arch}.cache`;
    this.key = sha1(source).toString('hex');
  }

  read(): Buffer | undefined {
    for (const folder of this.folders) {
      const content = readOwnFile(join(folder, this.fileName));
      const data = content?.subarray(HASH_BYTES);
      if (data && content?.subarray(0, HASH_BYTES).equals(sha1(this.key, data))) return data;
    }
    return undefined;
  }

  /** Save when the program has started, or when it ends before that. */
  saveLater(script: Script): void {
    const save = (): void => {
      clearTimeout(timer);
      process.off('exit', save);
      const data = script.createCachedData();
      this.folders.find((folder) => this.write(folder, data));
    };
    const timer = setTimeout(save, SAVE_AFTER_MS).unref();
    process.once('exit', save);
  }

  /** @returns false if that is not possible there; without a cache a start only takes longer */
  private write(folder: string, data: Buffer): boolean {
    const temporary = join(folder, `${this.fileName}.${process.pid}`);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isOwnFolder(folder)) return false;
      writeFileSync(temporary, Buffer.concat([sha1(this.key, data), data]), { mode: 0o600 });
      renameSync(temporary, join(folder, this.fileName));
      return true;
    } catch {
      removeQuietly(temporary);
      return false;
    }
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The process may have become another user, who may not even look there.
  }
}

function readOwnFile(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return isOwn(fstatSync(file)) ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isOwnFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && isOwn(found);
}

/** `sudo` may keep the HOME of another user: root must neither run what is there, nor write there. */
function isOwn({ uid, mode }: { uid: number; mode: number }): boolean {
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}

function sha1(...parts: (string | Buffer)[]): Buffer {
  const hash = createHash('sha1');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
