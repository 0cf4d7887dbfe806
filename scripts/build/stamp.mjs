// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../shell/paths.mjs';

const STAMP = '.built-from';

/** Files that are never an input: outputs of the build, and tests. */
const NOT_BUILT = new Set(['node_modules', 'dist']);
const isTest = (/** @type {string} */ file) => /\.spec\.[cm]?tsx?$/.test(file);

/**
 * Hashes the content of all files. Modification times would not do: switching to another branch and
 * back touches files without changing them.
 * @param {readonly string[]} inputs from the root; those that do not exist count as absent
 * @param {readonly string[]} besides further text that the result depends on
 * @param {string} [root]
 * @returns {string}
 */
export function inputHash(inputs, besides, root = inRoot()) {
  const hash = createHash('sha256');
  for (const text of besides) hash.update(`${text}\n`);
  for (const file of inputs.flatMap((input) => filesUnder(root, input))) {
    hash
      .update(`${file}\n`)
      .update(readFileSync(path.join(root, file)))
      .update('\n');
  }
  return hash.digest('hex');
}

/**
 * @param {string} output folder
 * @returns {string | null} the hash of what it was built from; null when never built to the end
 */
export function builtFrom(output) {
  const file = inRoot(output, STAMP);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/**
 * @param {string} output folder
 * @param {string} hash
 */
export function noteBuilt(output, hash) {
  writeFileSync(inRoot(output, STAMP), hash);
}

/**
 * Removes files that an earlier build wrote and this one did not. tsc keeps the JavaScript of a deleted
 * source, so a deleted migration would still run.
 * @param {string} output folder
 * @param {number} startedAt when this build began, in ms since 1970
 */
export function removeStale(output, startedAt) {
  for (const file of filesUnder(inRoot(), output, new Set(['node_modules']))) {
    // Some filesystems store whole seconds only.
    if (statSync(inRoot(file)).mtimeMs < startedAt - 1000) rmSync(inRoot(file));
  }
}

/**
 * @param {string} root
 * @param {string} input
 * @param {ReadonlySet<string>} [ignored]
 * @returns {string[]} sorted, from the root
 */
function filesUnder(root, input, ignored = NOT_BUILT) {
  const absolute = path.join(root, input);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [input];
  return readdirSync(absolute, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isDirectory()) {
        return ignored.has(entry.name) ? [] : filesUnder(root, `${input}/${entry.name}`, ignored);
      }
      return isTest(entry.name) ? [] : [`${input}/${entry.name}`];
    });
}
