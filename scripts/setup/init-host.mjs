// @ts-check
// What `picostk init host` runs: prepares this host for the service. Options: --dry-run, --remove.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { StepError, reportFailure, say } from '../shell/log.mjs';
import { capture, runStep } from '../shell/run.mjs';
import { ensureHostPackages } from './host-packages.mjs';
import { ensureKvmDevice } from './kvm-device.mjs';
import { ensureSystemDaemon } from './libvirt-daemon.mjs';
import { isRoot } from './privilege.mjs';
import { findProgram, thisHost } from './programs.mjs';
import { REQUIREMENTS, missingRequirements, requirementsFor } from './requirements.mjs';

const USER = 'pstk';
const GROUP = 'libvirt';
const DATA_FOLDER = '/var/lib/picostack';
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
      const found = statSync(DATA_FOLDER, { throwIfNoEntry: false });
      return found !== undefined && found.uid === userId() && (found.mode & 0o777) === 0o700;
    },
    command: () => ['install', '-d', '-m', '0700', '-o', USER, '-g', USER, DATA_FOLDER],
  },
  {
    what: `the records in ${DATA_FOLDER}, given to ${USER}`,
    isDone: () => foreignFiles().length === 0,
    // -h: a link is changed, and not what it points to.
    command: () => ['chown', '-h', `${USER}:${USER}`, ...foreignFiles()],
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

/** @returns {number | undefined} */
function userId() {
  const fields = fieldsOf('/etc/passwd', USER);
  return fields && Number(fields[2]);
}

/**
 * @param {string} group
 * @returns {string[]}
 */
function groupMembers(group) {
  return (fieldsOf('/etc/group', group)?.[3] ?? '').split(',');
}

/**
 * @param {string} file
 * @param {string} name
 * @returns {string[] | undefined}
 */
function fieldsOf(file, name) {
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  return line?.split(':');
}

/** @returns {string[]} files of a server that ran as another user; the folders of guests' disks belong to libvirt */
function foreignFiles() {
  if (!existsSync(DATA_FOLDER)) return [];
  return readdirSync(DATA_FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name !== 'pools' && !name.startsWith('pools/'))
    .map((name) => `${DATA_FOLDER}/${name}`)
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.uid !== userId());
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
