// @ts-check
// What `picostk init host` runs: prepares this host for the service. Options: --dry-run, --remove.
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { StepError, reportFailure, say } from '../shell/log.mjs';
import { capture, runStep } from '../shell/run.mjs';
import {
  DATA_FOLDER,
  USER,
  fieldsOf,
  foreignRecords,
  giveCommand,
  userId,
} from './data-folder.mjs';
import { ensureHostPackages } from './host-packages.mjs';
import { ensureKvmDevice } from './kvm-device.mjs';
import { ensureSystemDaemon } from './libvirt-daemon.mjs';
import { isRoot } from './privilege.mjs';
import { findProgram, thisHost } from './programs.mjs';
import { REQUIREMENTS, missingRequirements, requirementsFor } from './requirements.mjs';

const GROUP = 'libvirt';
const SETTINGS_FOLDER = '/etc/picostack';

/**
 * @typedef {object} Step
 * @property {string} what
 * @property {() => boolean} isDone
 * @property {() => string[]} command
 */

/** @type {readonly Step[]} */
const STEPS = [
  {
    what: `the user ${USER}`,
    isDone: () => userId() !== undefined,
    command: () => [
      'useradd',
      '--system',
      '--user-group',
      '--home-dir',
      DATA_FOLDER,
      '--no-create-home',
      '--shell',
      findProgram('nologin') ?? '/usr/sbin/nologin',
      '--comment',
      'picostack',
      USER,
    ],
  },
  {
    what: `${USER} in the group ${GROUP}, which may use libvirt`,
    isDone: () => groupMembers(GROUP).includes(USER),
    command: () => ['usermod', '--append', '--groups', GROUP, USER],
  },
  {
    what: `the data folder ${DATA_FOLDER}, only for ${USER}`,
    isDone: () => {
      const found = lstatSync(DATA_FOLDER, { throwIfNoEntry: false });
      return found !== undefined && found.uid === userId() && (found.mode & 0o777) === 0o700;
    },
    command: () => ['install', '-d', '-m', '0700', '-o', USER, '-g', USER, DATA_FOLDER],
  },
  {
    what: `the records in ${DATA_FOLDER}, given to ${USER}`,
    isDone: () => foreignRecords().length === 0,
    command: () => giveCommand(foreignRecords()),
  },
  {
    what: `the settings folder ${SETTINGS_FOLDER}`,
    isDone: () => existsSync(SETTINGS_FOLDER),
    command: () => ['install', '-d', '-m', '0755', SETTINGS_FOLDER],
  },
];

/**
 * @param {{ dryRun: boolean }} options
 */
async function initHost({ dryRun }) {
  const needed = requirementsFor({ localLibvirt: true, systemDaemon: true, purpose: 'run' });
  if (dryRun) {
    const missing = missingRequirements(needed, thisHost).map((name) => REQUIREMENTS[name].what);
    if (missing.length > 0) say('would', `install ${missing.join(', ')}`);
  } else {
    await ensureHostPackages(needed);
    await ensureKvmDevice();
    await ensureSystemDaemon();
  }
  for (const { what, isDone, command } of STEPS) {
    if (isDone()) say('present', what);
    else if (dryRun) say('would', `run ${command().join(' ')}`);
    else {
      say('making', what);
      await runStep(`making ${what}`, command());
    }
  }
  if (!dryRun) say('ready', 'next: picostk init config, picostk init db, picostk init service');
}

/**
 * Undoes what `initHost` makes. Data, settings and host packages stay.
 * @param {{ dryRun: boolean }} options
 */
async function removeHost({ dryRun }) {
  for (const folder of [SETTINGS_FOLDER, DATA_FOLDER]) {
    if (!existsSync(folder)) continue;
    if (readdirSync(folder).length > 0) say('kept', `${folder}, because it has files`);
    else await run(dryRun, ['rmdir', folder]);
  }
  if (userId() === undefined) say('absent', `the user ${USER}`);
  else if (existsSync(DATA_FOLDER)) say('kept', `the user ${USER}, who owns ${DATA_FOLDER}`);
  else if ((await capture(['pgrep', '-u', USER])).code === 0) {
    throw new StepError(`processes of the user ${USER} are running`, {
      advice: 'stop the service first: picostk init service --remove',
    });
  } else await run(dryRun, ['userdel', USER]);
  say('kept', 'the packages of the host, such as libvirt and QEMU');
}

/**
 * @param {boolean} dryRun
 * @param {string[]} command
 */
async function run(dryRun, command) {
  if (dryRun) return say('would', `run ${command.join(' ')}`);
  say('running', command.join(' '));
  await runStep('running', command);
}

/**
 * @param {string} group
 * @returns {string[]}
 */
function groupMembers(group) {
  return (fieldsOf('/etc/group', group)?.[3] ?? '').split(',');
}

const options = process.argv.slice(2);
const dryRun = options.includes('--dry-run');
const remove = options.includes('--remove');
try {
  if (!isRoot() && !dryRun) {
    throw new StepError('changing this host needs root', {
      advice: `run: sudo picostk init host${remove ? ' --remove' : ''}. --dry-run shows what it does.`,
    });
  }
  await (remove ? removeHost({ dryRun }) : initHost({ dryRun }));
} catch (error) {
  reportFailure(error);
}
