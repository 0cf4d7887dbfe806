// @ts-check
import { chmodSync, existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { formatDuration, say } from '../shell/log.mjs';
import { ROOT, inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';
import { builtFrom, inputHash, noteBuilt, removeStale } from './stamp.mjs';
import { targets } from './targets.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

const CLI = 'dist/src/cli/main.js';

/**
 * Builds the targets that changed since their last build, and those that depend on them.
 * @returns {Promise<void>}
 */
export async function build() {
  const stale = staleTargets();
  if (stale.size > 0) {
    const names = [...stale.keys()].map((target) => target.name);
    say('building', names.join(', '));
    const startedAt = Date.now();
    await buildAll(stale);
    say('done', `in ${formatDuration(Date.now() - startedAt)}`);
  }
  linkCommand();
}

/** @returns {Map<Target, string>} each with the hash of what it will be built from */
function staleTargets() {
  /** @type {Map<string, string>} */
  const hashes = new Map();
  /** @type {Map<Target, string>} */
  const stale = new Map();
  for (const target of targets()) {
    const below = target.after.map((name) => hashes.get(name) ?? '');
    // Includes the path, so that a moved or copied checkout is built again.
    const command = target.command
      .slice(1)
      .map((word) => path.relative(ROOT, path.resolve(ROOT, word)));
    const hash = inputHash(target.inputs, [...below, ...command]);
    hashes.set(target.name, hash);
    if (builtFrom(target.output) !== hash) stale.set(target, hash);
  }
  return stale;
}

/**
 * Builds each target as soon as its dependencies are built.
 * @param {Map<Target, string>} stale
 */
async function buildAll(stale) {
  /** @type {Map<string, Promise<void>>} */
  const running = new Map();
  for (const [target, hash] of stale) {
    const below = target.after.flatMap((name) => running.get(name) ?? []);
    running.set(
      target.name,
      Promise.all(below).then(() => buildOne(target, hash)),
    );
  }
  const results = await Promise.allSettled(running.values());
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/**
 * @param {Target} target
 * @param {string} hash
 */
async function buildOne(target, hash) {
  const startedAt = Date.now();
  await runStep(`building ${target.name}`, target.command, {
    cwd: target.cwd,
    advice: 'correct the errors that the compiler reports, then start again.',
  });
  if (!target.clearsOutput) removeStale(target.output, startedAt);
  noteBuilt(target.output, hash);
}

/**
 * Makes `npx picostk` work in the checkout: npm links the commands of dependencies into
 * node_modules/.bin, but not the commands of the root package.
 */
function linkCommand() {
  if (!existsSync(inRoot(CLI))) return;
  chmodSync(inRoot(CLI), 0o755);
  const link = inRoot('node_modules/.bin/picostk');
  const destination = `../../${CLI}`;
  if (existsSync(link) && readlinkSync(link) === destination) return;
  mkdirSync(inRoot('node_modules/.bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(destination, link);
}
