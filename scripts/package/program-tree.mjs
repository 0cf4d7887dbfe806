// @ts-check
// Stages picostack as it is installed without npm: with its native module, and with the Node that runs this script, because
// the native module fits only that one. The Debian package and the container image are made of it.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inRoot } from '../shell/paths.mjs';
import { stage } from './stage.mjs';

/** Where the program is installed. */
export const PROGRAM = '/usr/lib/picostk';
export const NODE = `${PROGRAM}/bin/node`;
/** The commands, and their entries in the program. */
export const COMMANDS = {
  picostk: 'dist/src/cli/main.js',
  'picostk-nest': 'dist/src/nest/main.js',
};

/** The package with native code, and what it loads. Its sources and its installer stay out. */
const NATIVE = {
  'better-sqlite3': ['package.json', 'LICENSE', 'lib', 'build/Release/better_sqlite3.node'],
  bindings: ['package.json', 'LICENSE.md', 'bindings.js'],
  'file-uri-to-path': ['package.json', 'LICENSE', 'index.js'],
};

/**
 * Stages the program and its commands.
 * @param {string} tree the root of the files
 */
export function stageProgram(tree) {
  const program = path.join(tree, PROGRAM);
  stage(program);
  stageNative(program);
  for (const [name, entry] of Object.entries(COMMANDS)) {
    const text = `#!/bin/sh\nexec ${NODE} ${PROGRAM}/${entry} "$@"\n`;
    write(path.join(tree, 'usr/bin', name), text, 0o755);
  }
}

/**
 * @param {string} program
 */
function stageNative(program) {
  for (const [name, files] of Object.entries(NATIVE)) {
    for (const file of files) {
      cpSync(inRoot('node_modules', name, file), path.join(program, 'node_modules', name, file), {
        recursive: true,
      });
    }
  }
  cpSync(process.execPath, path.join(program, 'bin/node'));
  // Node's own license, where its installation has it.
  const license = path.resolve(process.execPath, '../../LICENSE');
  if (existsSync(license)) cpSync(license, path.join(program, 'bin/LICENSE'));
}

/**
 * @param {string} file
 * @param {string | Uint8Array} text
 * @param {number} [mode]
 */
export function write(file, text, mode = 0o644) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
}

/**
 * Removes what the umask and the checkout have set: all may read, and only root may write.
 * @param {string} folder
 */
export function normalizeModes(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      chmodSync(file, 0o755);
      normalizeModes(file);
    } else if (entry.isFile()) {
      chmodSync(file, statSync(file).mode & 0o111 ? 0o755 : 0o644);
    }
  }
  chmodSync(folder, 0o755);
}
