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

const LOCK = inRoot('package-lock.json');

/** Lies inside node_modules, so that removing the folder also removes the mark that it is complete. */
const STAMP = inRoot('node_modules', '.picostack-installed.json');

/**
 * Hashes what the installed packages depend on: the lock file, and the Node that native code was built for.
 * @param {string} lockFile its content
 * @returns {string}
 */
export function installationKey(lockFile) {
  const lock = createHash('sha256').update(lockFile).digest('hex');
  return JSON.stringify({ lock, abi: process.versions.modules, arch: process.arch });
}

/**
 * @param {{ key: string, stamp: string | null, byHand: boolean }} facts `byHand`: somebody ran npm
 *   after the lock file and our mark were last changed
 * @returns {boolean}
 */
export function isInstalled({ key, stamp, byHand }) {
  return stamp === key || byHand;
}

/**
 * Lists the host packages that `npm ci` will need, so that one run installs them with the rest.
 * @returns {Promise<import('./requirements.mjs').RequirementName[]>}
 */
export async function requirementsToInstall() {
  if (dependenciesAreInstalled() || REQUIREMENTS.compiler.isMet(thisHost)) return [];
  return (await prebuiltIsThere()) ? [] : ['compiler'];
}

/** @returns {boolean} */
export function dependenciesAreInstalled() {
  const key = installationKey(readFileSync(LOCK, 'utf8'));
  const stamp = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : null;
  const byNpm = changedAt(inRoot('node_modules/.package-lock.json'));
  const byHand = byNpm > 0 && byNpm >= changedAt(LOCK) && byNpm > changedAt(STAMP);
  if (!isInstalled({ key, stamp, byHand })) return false;
  if (stamp !== key) writeFileSync(STAMP, key);
  return true;
}

/**
 * @param {string} file
 * @returns {number} in ms since 1970; 0 when it is not there
 */
function changedAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/**
 * Runs `npm ci` where node_modules is missing or belongs to another lock file or Node.
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
  const compilerIsMissing = !REQUIREMENTS.compiler.isMet(thisHost) && setupAllowed();
  if (result.code !== 0 && isCompilerFailure(result.output) && compilerIsMissing) {
    // The published build does not run on this host.
    await ensureHostPackages(['compiler']);
    result = await runNpmCi(npm, env);
  }
  if (result.code !== 0) {
    throw new StepError(`npm ci (exit ${result.code})`, {
      output: withoutUsage(result.output),
      advice: adviceFor(result.output),
    });
  }
  writeFileSync(STAMP, installationKey(readFileSync(LOCK, 'utf8')));
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
 * Finds the npm that started this process; its shell wrapper would cost another process.
 * @returns {string[]}
 */
export function npmCommand() {
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
 * Cuts off the manual page that npm prints after some errors.
 * @param {string} output
 * @returns {string}
 */
export function withoutUsage(output) {
  const usage = output.indexOf('npm error Clean install a project');
  return usage === -1 ? output : output.slice(0, usage);
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
