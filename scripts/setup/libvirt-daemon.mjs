// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { StepError, formatDuration, say } from '../shell/log.mjs';
import { runStep } from '../shell/run.mjs';
import { needsRoot, printCommands, setupAllowed } from './host-packages.mjs';
import { accepts, systemDaemonAnswers } from './libvirt-uri.mjs';
import { privilegeHere } from './privilege.mjs';
import { thisHost } from './programs.mjs';

/** @typedef {import('./programs.mjs').Host} Host */

const ANSWER_LIMIT_MS = 20_000;

/** The modular daemons that a QEMU guest can need. Each is started only where it is installed. */
const MODULAR_DAEMONS = [
  'virtnodedevd',
  'virtsecretd',
  'virtnwfilterd',
  'virtnetworkd',
  'virtstoraged',
  'virtqemud',
];

/**
 * Returns the commands that start the system libvirt now and, where the init system can, at each boot.
 * Debian, Ubuntu, Arch and Alpine have one daemon, `libvirtd`; Fedora and SUSE have one per driver.
 * @param {Host} host
 * @param {{ logDaemonAnswers: boolean }} state
 * @returns {string[][]}
 */
export function daemonCommands(host, { logDaemonAnswers }) {
  const monolithic = host.hasProgram('libvirtd');
  if (host.hasFile('/run/systemd/system')) {
    if (monolithic && !host.hasFile('/etc/systemd/system/sockets.target.wants/virtqemud.socket')) {
      return [['systemctl', 'enable', '--now', 'libvirtd.service']];
    }
    const sockets = ['virtlogd.socket', 'virtstoraged.socket', 'virtqemud.socket'];
    // The service as well as its socket: guests with autostart must start at boot without a client.
    return [['systemctl', 'enable', '--now', ...sockets, 'virtqemud.service']];
  }
  if (monolithic && host.hasFile('/run/openrc/softlevel')) {
    return [
      ['rc-update', 'add', 'libvirtd'],
      ['rc-service', 'libvirtd', 'start'],
    ];
  }
  const daemons = monolithic
    ? ['libvirtd']
    : MODULAR_DAEMONS.filter((name) => host.hasProgram(name));
  return [...(logDaemonAnswers ? [] : ['virtlogd']), ...daemons].map((name) => [name, '-d']);
}

/**
 * Makes sure that the system libvirt daemon responds.
 * @returns {Promise<void>}
 * @throws {StepError}
 */
export async function ensureSystemDaemon() {
  if (await systemDaemonAnswers()) return;
  const commands = daemonCommands(thisHost, {
    logDaemonAnswers: await accepts('/run/libvirt/virtlogd-sock'),
  });
  say('missing', 'a running libvirt daemon');
  if (!setupAllowed()) {
    printCommands(commands);
    return;
  }
  const privilege = await privilegeHere();
  if (privilege === null) throw needsRoot('starting libvirt', commands);

  const startedAt = Date.now();
  for (const command of commands) {
    say('starting', command.join(' '));
    await runStep('starting libvirt', [...privilege, ...command], {
      advice: thisHost.hasFile('/run/systemd/system')
        ? 'journalctl -b -u libvirtd -u virtqemud says why.'
        : 'run the command without -d to see why.',
    });
  }
  await untilAnswers(commands);
  say('done', `in ${formatDuration(Date.now() - startedAt)}`);
}

/**
 * Waits until the daemon's socket accepts connections. On some hosts its parent process ends earlier.
 * @param {string[][]} commands for the message
 */
async function untilAnswers(commands) {
  const deadline = Date.now() + ANSWER_LIMIT_MS;
  while (!(await systemDaemonAnswers())) {
    if (Date.now() > deadline) {
      throw new StepError(`libvirt does not respond ${ANSWER_LIMIT_MS / 1000} s after its start`, {
        output: commands.map((command) => command.join(' ')).join('\n'),
        advice: 'read the log of libvirtd or virtqemud, then start again.',
      });
    }
    await sleep(100);
  }
}
