import type { LibvirtContents, LibvirtFailure } from '../../../common/libvirt-report.js';
import { SERVICE_USER } from '../../../config/folders.js';
import { type Check, type Outcome, ok, problem, skipped, warning } from '../check.js';
import { type Facts, NOT_STARTED } from '../facts.js';
import { type Machine, quoted } from '../machine.js';
import { isOlder } from '../versions.js';

const MONOLITHIC = '/run/libvirt/libvirt-sock';
const MODULAR = '/run/libvirt/virtqemud-sock';
/** The daemons that virtqemud asks for pools, networks and logs. */
const MODULAR_OTHERS = { virtstoraged: 'storage pools', virtnetworkd: 'networks' } as const;
/** Older ones lack calls that picostack uses. */
const OLDEST_LIBVIRT: readonly [number, number] = [6, 0];
const OLDEST_QEMU: readonly [number, number] = [4, 2];

/** Run a check on what libvirt contains. */
export async function withLibvirt(
  facts: Facts,
  check: (contents: LibvirtContents) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const report = await facts.libvirt;
  return report.failed ? skipped('libvirt cannot be read; see libvirt-socket') : check(report);
}

export const LIBVIRT_CHECKS: readonly Check[] = [
  {
    id: 'libvirt-installed',
    group: 'libvirt',
    title: 'libvirt is installed',
    symptom: 'The server starts, but libvirt is not connected, and no daemon can be started.',
    reason: "The package with libvirt's daemon is missing.",
    mend: [
      '`sudo picostk init host` installs what picostack needs.',
      'Debian: `apt install libvirt-daemon-system`',
    ],
    run: (facts) => {
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      const { machine } = facts;
      const found = ['libvirtd', 'virtqemud'].flatMap((name) => machine.findProgram(name) ?? []);
      if (found.length > 0) return ok(found.join(', '));
      // In a container, the daemon is outside.
      if (socketOf(facts) !== undefined) return ok(`the daemon of ${socketOf(facts)}`);
      return problem(
        'neither libvirtd nor virtqemud is installed',
        'No guest can run on this host.',
        machine.asRoot('picostk init host'),
      );
    },
  },
  {
    id: 'libvirt-socket',
    group: 'libvirt',
    title: 'libvirt accepts connections',
    symptom: 'The page says that libvirt is not connected; the server tries again by itself.',
    reason:
      'The daemon does not run, its socket is left over from a daemon that has ended, or the daemon hangs.',
    mend: [
      '`sudo systemctl enable --now libvirtd.service` (modular: `virtqemud.socket`)',
      'Without systemd: `sudo virtlogd -d; sudo libvirtd -d`',
      'The daemon hangs: `sudo systemctl restart libvirtd.service`. Guests continue to run.',
    ],
    run: async (facts) => {
      const report = await facts.libvirt;
      if (!report.failed) return ok(`${report.uri} answers`);
      if (report.failed.code === NOT_STARTED) return ok(`${report.uri}: ${report.failed.message}`);
      if (isPermission(facts, report)) return skipped('see libvirt-permission');
      const { code, message } = report.failed;
      const { machine } = facts;
      if (!facts.libvirtIsHere) {
        return problem(
          `${report.uri}: ${message}`,
          'Nothing can be managed on that host. Its guests continue to run.',
          `virsh --connect ${quoted(report.uri)} list`,
        );
      }
      const socket = pathIn(report.uri) ?? socketOf(facts) ?? MONOLITHIC;
      if (machine.stat(socket)?.isDirectory()) return asDirectory(socket);
      if (code === 'TimeoutError') {
        return problem(
          `the daemon at ${socket} accepts connections, but does not respond`,
          'Nothing can be started or stopped. Guests that run continue to run.',
          machine.hasSystemd
            ? machine.asRoot('systemctl restart libvirtd.service')
            : machine.asRoot('kill "$(pidof libvirtd)" && libvirtd -d'),
        );
      }
      const reason =
        code === 'ECONNREFUSED'
          ? `${socket} is left over: no daemon accepts connections there`
          : code === 'ENOENT'
            ? `there is no ${socket}: the daemon does not run`
            : `${socket}: ${message}`;
      return problem(
        reason,
        'Nothing can be started or stopped. Guests that run continue to run.',
        machine.startLibvirt(),
      );
    },
  },
  {
    id: 'libvirt-permission',
    group: 'libvirt',
    title: 'This user may use libvirt',
    symptom: '"Permission denied" on the socket of libvirt, or "authentication unavailable".',
    reason:
      "Only root and the members of a group may use the system's libvirt. A new membership counts only for new logins.",
    mend: [
      '`sudo usermod -aG libvirt USER`, then log out and in again (or `newgrp libvirt`).',
      'In a container: `podman run --user UID:GID`, a user of the host and the group of the socket. libvirt looks up both on its host.',
      'In a rootless container: `podman run --group-add keep-groups` with the runtime crun; runc drops the groups.',
    ],
    run: async (facts) => {
      const report = await facts.libvirt;
      if (!report.failed)
        return ok(`${facts.machine.user.name || 'this user'} may use ${report.uri}`);
      if (!isPermission(facts, report)) return skipped('see libvirt-socket');
      const { machine } = facts;
      const socket = pathIn(report.uri) ?? socketOf(facts) ?? MONOLITHIC;
      const groupId = machine.stat(socket)?.gid ?? 0;
      // A socket for all users has polkit behind it, whose rule is for the group libvirt.
      const group = groupId === 0 ? 'libvirt' : machine.nameOf('group', groupId);
      const { name } = machine.user;
      const isMember = machine.group(group)?.members.includes(name) ?? false;
      const isActive = machine.user.gids.includes(machine.group(group)?.id ?? groupId);
      const meaning = 'The server of this user cannot manage guests.';
      if (machine.isContainer) {
        const isPodman = !machine.exists('/.dockerenv');
        const run = `${isPodman ? 'podman' : 'docker'} run --user UID:GID ...   (a user of the host, and the group of ${socket})`;
        return problem(
          machine.user.gids.includes(groupId)
            ? `libvirt refuses the user ${machine.user.uid} of this container: ${report.failed.message}`
            : `this container is not in the group ${group} of ${socket}`,
          meaning,
          isPodman
            ? `${run}; rootless: podman --runtime crun run --user 0 --group-add keep-groups ...   (runc drops the groups)`
            : run,
        );
      }
      if (isMember && !isActive) {
        return problem(
          `the user ${name} is in the group ${group}, but this login is older than that`,
          meaning,
          `Log out and in again, or: newgrp ${quoted(group)}`,
        );
      }
      return problem(
        `the user ${name || machine.user.uid} may not use ${socket}${isActive ? ` (${report.failed.message})` : ''}`,
        meaning,
        `sudo usermod -aG ${quoted(group)} ${quoted(name || 'USER')}; then log out and in again`,
      );
    },
  },
  {
    id: 'service-user',
    group: 'libvirt',
    title: 'The user of the service is in the group of libvirt',
    symptom: '`picostk` works as root, but the service logs "permission denied" for libvirt.',
    reason: `The service runs as ${SERVICE_USER}, which needs the group libvirt.`,
    mend: [
      `\`sudo usermod -aG libvirt ${SERVICE_USER} && sudo systemctl restart picostk.service\``,
    ],
    run: ({ machine, libvirtIsHere }) => {
      if (!machine.hasUser(SERVICE_USER)) return skipped(`there is no user ${SERVICE_USER}`);
      if (!libvirtIsHere) return skipped('libvirt is on another host');
      const group = machine.group('libvirt');
      if (!group) return skipped('there is no group libvirt');
      if (group.members.includes(SERVICE_USER))
        return ok(`${SERVICE_USER} is in the group libvirt`);
      return problem(
        `${SERVICE_USER} is not in the group libvirt`,
        'The service cannot connect to libvirt.',
        machine.asRoot(`usermod -aG libvirt ${SERVICE_USER}`),
      );
    },
  },
  {
    id: 'container-socket',
    group: 'libvirt',
    title: 'A container has the folder of the socket, not the socket',
    symptom:
      'In a container, libvirt stays disconnected after libvirtd was restarted; or the socket is a folder.',
    reason:
      'A mounted socket file keeps pointing to the daemon that has ended. If the daemon does not run at the start of the container, the mount becomes a folder.',
    mend: ['Mount the folder: `--volume /run/libvirt:/run/libvirt`'],
    run: ({ machine }) => {
      const mounted = (machine.read('/proc/self/mountinfo') ?? '')
        .split('\n')
        .map((line) => line.split(' ')[4] ?? '')
        .find((path) => /\/run\/libvirt\/[\w-]+-sock(-ro)?$/.test(path));
      const folder = [MONOLITHIC, MODULAR].find((path) => machine.stat(path)?.isDirectory());
      if (folder !== undefined) return asDirectory(folder);
      if (mounted !== undefined) {
        return problem(
          `${mounted} is mounted as a file`,
          'After a restart of libvirtd the server cannot connect again.',
          'Mount the folder instead: --volume /run/libvirt:/run/libvirt',
        );
      }
      return machine.isContainer
        ? ok('no socket is mounted as a file')
        : skipped('this is not a container');
    },
  },
  {
    id: 'libvirt-daemons',
    group: 'libvirt',
    title: "libvirt's daemons are complete",
    symptom:
      'Guests are listed, but pools or networks are not; or `virsh` shows other guests than picostack.',
    reason:
      'With modular daemons, pools and networks have daemons of their own. If libvirtd runs beside them, there are two sets of everything.',
    mend: [
      '`sudo systemctl enable --now virtstoraged.socket virtnetworkd.socket`',
      'Both kinds: `sudo systemctl disable --now libvirtd.service libvirtd.socket`',
    ],
    run: ({ machine, libvirtIsHere }) => {
      if (!libvirtIsHere) return skipped('libvirt is on another host');
      const isMonolithic = machine.exists(MONOLITHIC) && !isProxy(machine);
      if (!machine.exists(MODULAR))
        return isMonolithic ? ok('libvirtd') : skipped('see libvirt-socket');
      if (isMonolithic) {
        return warning(
          'both libvirtd and virtqemud have a socket',
          'Programs that use the other one see other guests, pools and networks.',
          machine.asRoot('systemctl disable --now libvirtd.service libvirtd.socket'),
        );
      }
      const missing = Object.entries(MODULAR_OTHERS).filter(
        ([daemon]) => !machine.exists(`/run/libvirt/${daemon}-sock`),
      );
      if (missing.length === 0) return ok('virtqemud, virtstoraged, virtnetworkd');
      return problem(
        `virtqemud runs without ${missing.map(([daemon]) => daemon).join(' and ')}`,
        `There are no ${missing.map(([, what]) => what).join(' and no ')}.`,
        machine.hasSystemd
          ? machine.asRoot(
              `systemctl enable --now ${missing.map(([daemon]) => `${daemon}.socket`).join(' ')}`,
            )
          : machine.asRoot(missing.map(([daemon]) => `${daemon} -d`).join(' && ')),
      );
    },
  },
  {
    id: 'log-daemon',
    group: 'libvirt',
    title: "libvirt's log daemon runs",
    symptom: 'A guest does not start: "Failed to connect socket to /run/libvirt/virtlogd-sock".',
    reason:
      'libvirt writes the output of QEMU through virtlogd, which is started separately without systemd.',
    mend: ['`sudo systemctl enable --now virtlogd.socket`', 'Without systemd: `sudo virtlogd -d`'],
    run: async (facts) => {
      const { machine } = facts;
      const { uri } = await facts.libvirt;
      // A session daemon starts its own, and a private one has its own folder.
      if (!facts.libvirtIsHere || uri.includes('/session') || pathIn(uri) !== undefined) {
        return skipped('libvirtd starts its own, or is elsewhere');
      }
      if (machine.exists('/run/libvirt/virtlogd-sock')) return ok('/run/libvirt/virtlogd-sock');
      return problem(
        'there is no /run/libvirt/virtlogd-sock',
        'No guest can start.',
        machine.hasSystemd
          ? machine.asRoot('systemctl enable --now virtlogd.socket')
          : machine.asRoot('virtlogd -d'),
      );
    },
  },
  {
    id: 'libvirt-version',
    group: 'libvirt',
    title: 'libvirt and QEMU are new enough',
    symptom: 'Single actions fail with "this function is not supported" or "unknown procedure".',
    reason: `picostack needs libvirt ${OLDEST_LIBVIRT.join('.')} and QEMU ${OLDEST_QEMU.join('.')} or newer.`,
    mend: ['Upgrade the distribution of the host; Debian 11 and Ubuntu 20.04 are new enough.'],
    run: (facts) =>
      withLibvirt(facts, ({ libvirtVersion, qemuVersion }) => {
        const found = `libvirt ${libvirtVersion}, QEMU ${qemuVersion}`;
        const isOld =
          isOlder(libvirtVersion, OLDEST_LIBVIRT) ||
          // 0.0.0 means that QEMU is missing, which is another check.
          (qemuVersion !== '0.0.0' && isOlder(qemuVersion, OLDEST_QEMU));
        if (!isOld) return ok(found);
        return warning(
          found,
          `picostack needs libvirt ${OLDEST_LIBVIRT.join('.')} and QEMU ${OLDEST_QEMU.join('.')}; some actions will fail.`,
          'Upgrade the distribution of this host.',
        );
      }),
  },
];

/** The path of the socket in a URI. */
function pathIn(uri: string): string | undefined {
  return URL.canParse(uri) ? (new URL(uri).searchParams.get('socket') ?? undefined) : undefined;
}

function socketOf({ machine }: Facts): string | undefined {
  return [MONOLITHIC, MODULAR].find((path) => machine.exists(path));
}

/** With modular daemons, virtproxyd serves the socket of libvirtd. */
function isProxy(machine: Machine): boolean {
  return machine.exists('/run/virtproxyd.pid') || machine.exists('/run/libvirt/virtproxyd.pid');
}

function isPermission(facts: Facts, { failed }: LibvirtFailure): boolean {
  const refusals = ['EACCES', 'EPERM', 'AuthenticationError', 'UnsupportedAuthenticationError'];
  // A daemon that authenticates with polkit refuses an ordinary user with an error of libvirt.
  return (
    refusals.includes(failed.code) || (failed.code === 'LibvirtError' && !facts.machine.isRoot)
  );
}

function asDirectory(path: string): Outcome {
  return problem(
    `${path} is a folder: it was mounted when no daemon was running`,
    'The server cannot connect to libvirt.',
    'Remove the folder, start libvirtd, and mount the folder: --volume /run/libvirt:/run/libvirt',
  );
}
