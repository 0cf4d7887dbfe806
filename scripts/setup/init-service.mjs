// @ts-check
// What `picostk init service` runs: installs the boot service. Options: --dry-run, --remove, --yes, --systemd, --sysv, and
// --root FOLDER for the tree of another system, in which nothing is started.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StepError, reportFailure, say } from '../shell/log.mjs';
import { inRoot } from '../shell/paths.mjs';
import { runStep } from '../shell/run.mjs';
import { foreignRecords, giveCommand, userId } from './data-folder.mjs';
import { isRoot } from './privilege.mjs';
import { findProgram } from './programs.mjs';

/**
 * @typedef {object} Service
 * @property {string} template
 * @property {string} file
 * @property {number} mode
 * @property {string[][]} start
 * @property {string[][]} stop
 * @property {string[][]} afterRemoval
 */

/** @type {Service} */
const SYSTEMD = {
  template: 'packaging/systemd/picostk.service',
  file: '/etc/systemd/system/picostk.service',
  mode: 0o644,
  start: [
    ['systemctl', 'daemon-reload'],
    ['systemctl', 'enable', 'picostk.service'],
    ['systemctl', 'restart', 'picostk.service'],
  ],
  stop: [['systemctl', 'disable', '--now', 'picostk.service']],
  afterRemoval: [['systemctl', 'daemon-reload']],
};

/** @type {Service} */
const SYSV = {
  template: 'packaging/sysv/pstk',
  file: '/etc/init.d/pstk',
  mode: 0o755,
  start: [
    ['update-rc.d', 'pstk', 'defaults'],
    ['/etc/init.d/pstk', 'restart'],
  ],
  stop: [['/etc/init.d/pstk', 'stop']],
  afterRemoval: [['update-rc.d', 'pstk', 'remove']],
};

const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    remove: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    systemd: { type: 'boolean', default: false },
    sysv: { type: 'boolean', default: false },
    root: { type: 'string', default: '/' },
  },
});
const dryRun = options['dry-run'];
const isThisSystem = path.resolve(options.root) === '/';

/** @returns {Service} */
function chosenService() {
  if (options.systemd) return SYSTEMD;
  if (options.sysv) return SYSV;
  return existsSync('/run/systemd/system') ? SYSTEMD : SYSV;
}

/**
 * @param {Service} service
 * @returns {string} the file, with the paths of this installation
 */
function contentOf({ template }) {
  return readFileSync(inRoot(template), 'utf8')
    .replaceAll('@NODE@', process.execPath)
    .replaceAll('@ROOT@', inRoot());
}

/**
 * @param {Service} service
 */
async function install(service) {
  const file = path.join(options.root, service.file);
  const content = contentOf(service);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) say('present', file);
  else if (dryRun) {
    say('would', `write ${file}:`);
    process.stdout.write(content.replaceAll(/^/gm, '    '));
  } else {
    if (existsSync(file)) {
      writeFileSync(`${file}.bak`, readFileSync(file));
      say('kept', `the former ${file} as ${file}.bak`);
    }
    say('writing', file);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, service.mode);
  }
  await giveRecords();
  await runAll(service.start, 'see the log: journalctl -u picostk, or /var/log/picostk.log.');
}

/** A server that root ran in between has left files that the service could not open. */
async function giveRecords() {
  if (!isThisSystem || userId() === undefined) return;
  const records = foreignRecords();
  if (records.length > 0) await runAll([giveCommand(records)]);
}

/**
 * @param {Service} service
 */
async function remove(service) {
  const file = path.join(options.root, service.file);
  if (!existsSync(file)) return say('absent', file);
  if (readFileSync(file, 'utf8') !== contentOf(service) && !options.yes) {
    throw new StepError(`${file} was changed, or another version of picostk wrote it`, {
      advice: 'add --yes to remove it.',
    });
  }
  await runAll(service.stop);
  if (dryRun) say('would', `remove ${file}`);
  else {
    say('removing', file);
    rmSync(file);
  }
  await runAll(service.afterRemoval);
}

/**
 * Runs the commands that exist here: a container may have no update-rc.d.
 * @param {string[][]} commands
 * @param {string} [advice]
 */
async function runAll(commands, advice = '') {
  if (!isThisSystem) return;
  for (const command of commands) {
    const [program = ''] = command;
    if (dryRun) say('would', `run ${command.join(' ')}`);
    else if (findProgram(program) !== null || existsSync(program)) {
      say('running', command.join(' '));
      await runStep('starting the service', command, { advice });
    }
  }
}

try {
  if (!isRoot() && !dryRun) {
    throw new StepError('changing the services of this host needs root', {
      advice: `run: sudo picostk init service${options.remove ? ' --remove' : ''}. --dry-run shows what it does.`,
    });
  }
  if (isThisSystem && !options.remove && !dryRun && userId() === undefined) {
    throw new StepError('there is no user pstk', { advice: 'run: picostk init host' });
  }
  await (options.remove ? remove : install)(chosenService());
} catch (error) {
  reportFailure(error);
}
