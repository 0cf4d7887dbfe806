// @ts-check
// better-sqlite3 is the one dependency with native code. npm downloads a build where there is one,
// and compiles it otherwise. Set-up finds out which, so that it installs host packages only once.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../shell/paths.mjs';
import { capture } from '../shell/run.mjs';

const RELEASES = 'https://github.com/WiseLibs/better-sqlite3/releases/download';
const ANSWER_LIMIT_MS = 5000;

/**
 * @param {{ version: string, abi: string, platform: string, arch: string }} build
 * @returns {string} where its makers publish that build
 */
export function prebuiltUrl({ version, abi, platform, arch }) {
  return `${RELEASES}/v${version}/better-sqlite3-v${version}-node-v${abi}-${platform}-${arch}.tar.gz`;
}

/** @returns {Promise<boolean>} false also when we cannot tell: compilers do no harm, a failed install does */
export async function prebuiltIsThere() {
  // The user has set a mirror for prebuild-install: assume that it has the build.
  if (process.env['npm_config_better_sqlite3_binary_host'] !== undefined) return true;
  const version = lockedVersion('better-sqlite3');
  if (version === null) return false;
  const url = prebuiltUrl({
    version,
    abi: process.versions.modules,
    platform: isMusl() ? 'linuxmusl' : process.platform,
    arch: process.arch,
  });
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * Returns the environment in which npm compiles with the headers of the installed Node. Most
 * installations include them, and many servers cannot download them.
 * @param {{ configured: string, prefix: string, hasHeaders: boolean }} facts `configured`: npm's own setting
 * @returns {Record<string, string>}
 */
export function compileEnvironment({ configured, prefix, hasHeaders }) {
  /** @type {Record<string, string>} */
  const environment = { JOBS: 'max' };
  if (configured === '' && hasHeaders) environment['npm_config_nodedir'] = prefix;
  return environment;
}

/**
 * @param {string[]} npm how to run it
 * @returns {Promise<Record<string, string>>}
 */
export async function compileEnvironmentHere(npm) {
  const prefix = path.resolve(process.execPath, '../..');
  const { output } = await capture([...npm, 'config', 'get', 'nodedir', '--loglevel=silent'], {
    cwd: inRoot(),
  });
  const value = output.trim();
  return compileEnvironment({
    configured: ['undefined', 'null'].includes(value) ? '' : value,
    prefix,
    hasHeaders: existsSync(path.join(prefix, 'include/node/node.h')),
  });
}

/**
 * @param {string} name
 * @returns {string | null}
 */
function lockedVersion(name) {
  const lock = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8'));
  return lock.packages?.[`node_modules/${name}`]?.version ?? null;
}

/** @returns {boolean} whether this Node runs on musl (Alpine) and not on glibc */
function isMusl() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  return report.header?.glibcVersionRuntime === undefined;
}
