// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { StepError, formatDuration, say } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';
import { capture } from '../shell/run.mjs';
import { ensureHostPackages, setupAllowed } from './host-packages.mjs';
import { compileEnvironmentHere, prebuiltIsThere } from './native-module.mjs';
import { thisHost } from './programs.mjs';
import { REQUIREMENTS } from './requirements.mjs';

/** Goes with node_modules: who removes the folder removes the note that it is complete. */
const STAMP = inRoot('node_modules', '.picostack-installed.json');

/**
 * What the installed packages depend on: the lock, and the Node that native code was built for.
 * @param {string} lockFile its content
 * @returns {string}
 */
export function installationKey(lockFile) {
  const lock = createHash('sha256').update(lockFile).digest('hex');
  return JSON.stringify({ lock, abi: process.versions.modules, arch: process.arch });
}

/**
 * @param {{ key: string, stamp: string | null, npmIsNewer: boolean }} facts `npmIsNewer`: somebody
 *   ran npm by hand after the lock last changed
 * @returns {boolean}
 */
export function isInstalled({ key, stamp, npmIsNewer }) {
  return stamp === null ? npmIsNewer : stamp === key || npmIsNewer;
}

/**
 * What of the host `npm ci` will need, so that it is installed in one go with the rest.
 * @returns {Promise<import('./requirements.mjs').RequirementName[]>}
 */
export async function requirementsToInstall() {
  if (dependenciesAreInstalled() || REQUIREMENTS.compiler.isMet(thisHost)) return [];
  return (await prebuiltIsThere()) ? [] : ['compiler'];
}

/** @returns {boolean} */
export function dependenciesAreInstalled() {
  const lock = inRoot('package-lock.json');
  const byNpm = inRoot('node_modules/.package-lock.json');
  const key = installationKey(readFileSync(lock, 'utf8'));
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
  const npmIsNewer = existsSync(byNpm) && statSync(byNpm).mtimeMs >= statSync(lock).mtimeMs;
  if (!isInstalled({ key, stamp, npmIsNewer })) return false;
  if (stamp !== key) writeFileSync(STAMP, key);
  return true;
}

/**
 * Runs `npm ci` where node_modules is missing or of another lock file or Node.
 * @returns {Promise<void>}
 * @throws {StepError}
 */
export async function ensureDependencies() {
  if (dependenciesAreInstalled()) return;
  say('installing', 'npm packages (npm ci)');
  const startedAt = Date.now();
  const npm = npmCommand();
  const env = await compileEnvironmentHere(npm);
  let result = await runNpmCi(npm, env);
  if (result.code !== 0 && isCompilerFailure(result.output) && setupAllowed()) {
    // The published build turned out not to fit this host after all.
    await ensureHostPackages(['compiler']);
    result = await runNpmCi(npm, env);
  }
  if (result.code !== 0) {
    throw new StepError(`npm ci (exit ${result.code})`, {
      output: result.output,
      advice: adviceFor(result.output),
    });
  }
  writeFileSync(STAMP, installationKey(readFileSync(inRoot('package-lock.json'), 'utf8')));
  say('done', `in ${formatDuration(Date.now() - startedAt)}`);
}

/**
 * @param {string[]} npm
 * @param {Record<string, string>} env
 */
function runNpmCi(npm, env) {
  return capture([...npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: inRoot(),
    env,
  });
}

/**
 * The npm that runs us, where one does; its shell wrapper would cost a process.
 * @returns {string[]}
 */
function npmCommand() {
  const running = process.env['npm_execpath'];
  return running?.endsWith('npm-cli.js') === true ? [process.execPath, running] : ['npm'];
}

/**
 * @param {string} output
 * @returns {boolean}
 */
export function isCompilerFailure(output) {
  return /gyp ERR!|not found: make|g\+\+: not found|Could not find any Python/i.test(output);
}

/**
 * @param {string} output
 * @returns {string}
 */
function adviceFor(output) {
  if (isCompilerFailure(output)) {
    return `the SQLite module did not compile. It needs ${REQUIREMENTS.compiler.what}, and Node's headers.`;
  }
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|CERT|certificate/i.test(output)) {
    return 'npm could not reach its registry. See `npm config get registry`, the proxy and the CA settings, then start again.';
  }
  return 'see what npm says above, then start again.';
}
