// @ts-check
import { StepError, formatDuration, say } from '../shell/log.mjs';
import { capture, runStep } from '../shell/run.mjs';
import { readOsRelease } from './os-release.mjs';
import { choosePackageManager } from './package-managers.mjs';
import { privilegeHere } from './privilege.mjs';
import { thisHost } from './programs.mjs';
import { REQUIREMENTS, missingRequirements, packagesFor } from './requirements.mjs';

/** @typedef {import('./requirements.mjs').RequirementName} RequirementName */

/** @returns {boolean} false where the person turned changes of the host off */
export function setupAllowed() {
  return process.env['PICOSTACK_SETUP'] !== '0';
}

/**
 * Installs the requirements that the host lacks, or prints the commands where set-up is turned off.
 * @param {readonly RequirementName[]} names
 * @returns {Promise<void>}
 * @throws {StepError}
 */
export async function ensureHostPackages(names) {
  const missing = missingRequirements(names, thisHost);
  if (missing.length === 0) return;
  say('missing', missing.map((name) => REQUIREMENTS[name].what).join(', '));

  const os = readOsRelease();
  const manager = choosePackageManager(os);
  if (manager === null) {
    if (!setupAllowed()) return;
    throw new StepError(`picostack does not support the package manager of ${os.name}`, {
      advice:
        'install what is missing by hand; PICOSTACK_SETUP=0 then starts without looking after the host.',
    });
  }

  const packages = packagesFor(missing, manager.name);
  const commands = [manager.refresh, manager.install(packages)].filter(
    (command) => command !== null,
  );
  if (!setupAllowed()) {
    printCommands(commands);
    return;
  }
  const privilege = await privilegeHere();
  if (privilege === null) throw needsRoot('installing packages', commands);

  say('installing', `${packages.join(' ')} (${manager.name})`);
  const startedAt = Date.now();
  if (manager.refresh !== null) await refreshLists([...privilege, ...manager.refresh]);
  await runStep(`installing ${packages.join(' ')}`, [...privilege, ...manager.install(packages)], {
    advice:
      'see what the package manager says above; the same command by hand shows it again. ' +
      'PICOSTACK_SETUP=0 starts without looking after the host.',
  });
  say('done', `in ${formatDuration(Date.now() - startedAt)}`);

  const still = missingRequirements(missing, thisHost);
  if (still.length > 0) {
    throw new StepError(
      `${packages.join(' ')} installed, but ${still.map((name) => REQUIREMENTS[name].what).join(', ')} cannot be found`,
      {
        advice:
          'PICOSTACK_SETUP=0 starts without looking after the host, if it is there after all.',
      },
    );
  }
}

/**
 * Refreshes the package lists. A failure (one broken third-party source is enough) is only a note:
 * the packages may be in the existing lists. If they are not, the installation fails and says why.
 * @param {string[]} command
 */
async function refreshLists(command) {
  const { code } = await capture(command);
  if (code !== 0)
    say(
      'note',
      `${command.join(' ')} failed (exit ${code}); continuing with the existing package lists`,
    );
}

/**
 * @param {readonly string[][]} commands
 */
export function printCommands(commands) {
  say('by hand', 'PICOSTACK_SETUP=0, so nothing on this host is changed. Run as root:');
  for (const command of commands) say('', `  ${command.join(' ')}`);
}

/**
 * @param {string} doing
 * @param {readonly string[][]} commands
 * @returns {StepError}
 */
export function needsRoot(doing, commands) {
  const lines = commands.map((command) => `    ${command.join(' ')}`).join('\n');
  return new StepError(`${doing} needs root, and sudo would ask for a password`, {
    advice: `run this as root, then start again:\n${lines}`,
  });
}
