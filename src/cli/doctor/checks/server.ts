import { formatBytes } from '@picostack/api-client/formats';
import { VERSION } from '../../../common/version.js';
import { type Check, joined, ok, problem, skipped, warning } from '../check.js';

const LEAST_FREE_PORTS = 10;
const BUILD_TOOLS = ['apt-get', 'apt-cache', 'dpkg-deb'];

export const SERVER_CHECKS: readonly Check[] = [
  {
    id: 'server',
    group: 'Server',
    title: 'The server answers',
    symptom: 'Every command says that no server is running, or that it does not accept the token.',
    reason:
      'The server is stopped, hangs, belongs to another user, or the token in PICOSTACK_TOKEN was revoked. Guests continue to run without the server.',
    mend: [
      'Start it: `picostk serve`, `systemctl start picostk.service`, or `npm start` in a checkout.',
      'A server of another user: run the command as that user (`sudo -u pstk picostk doctor`).',
      'Another token: create one on the host with `picostk token create NAME`.',
    ],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state === 'reached') {
        return ok(`picostack ${server.host.picostackVersion} at ${server.url}`);
      }
      if (server.state === 'refused') {
        return problem(
          `the server does not accept this token: ${server.message}`,
          'This command cannot manage anything there.',
          'On the host of the server: picostk token create NAME; then set PICOSTACK_TOKEN.',
        );
      }
      if (server.state === 'otherUser') {
        return warning(
          server.message,
          'This user cannot manage it; the other checks look at the host with the rights of this user.',
          'sudo picostk doctor',
        );
      }
      return problem(
        // The rest is advice, which depends on the service here.
        server.message.split(/\.(?= [A-Z])/)[0] ?? server.message,
        'The page and the commands do not work. Guests that run continue to run.',
        facts.isRemote
          ? 'Check PICOSTACK_URL, and run "picostk doctor" on that host.'
          : startCommand(
              facts.machine.exists('/etc/systemd/system/picostk.service') ||
                facts.machine.exists('/lib/systemd/system/picostk.service'),
              facts.machine.exists('/etc/init.d/pstk'),
            ),
      );
    },
  },
  {
    id: 'server-version',
    group: 'Server',
    title: 'The command and the server have the same version',
    symptom: 'A command fails after an upgrade, or options have no effect.',
    reason: 'The package was upgraded, and the server still runs with the former version.',
    mend: ['Restart the server: `systemctl restart picostk.service`. Guests continue to run.'],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state !== 'reached') return skipped('the server does not answer');
      const { picostackVersion } = server.host;
      if (picostackVersion === VERSION) return ok(VERSION);
      return warning(
        `the server is picostack ${picostackVersion}, this command ${VERSION}`,
        'Options that only one of them knows do not work.',
        facts.isRemote
          ? `Install picostack ${picostackVersion} here, or upgrade the server.`
          : 'systemctl restart picostk.service',
      );
    },
  },
  {
    id: 'server-libvirt',
    group: 'Server',
    title: 'The server is connected to libvirt',
    symptom: 'The page says that libvirt is not connected. Nothing can be started or stopped.',
    reason: 'libvirt was stopped or restarted, or the server may not connect to it.',
    mend: [
      'See `libvirt-socket` and `libvirt-permission` below. The server connects again by itself.',
    ],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state !== 'reached') return skipped('the server does not answer');
      const { libvirtConnected, libvirtUri, libvirtProblem } = server.host;
      const { libvirtVersion, hypervisorVersion } = server.host;
      if (libvirtConnected) {
        return ok(`${libvirtUri}, version ${libvirtVersion}, QEMU ${hypervisorVersion}`);
      }
      return problem(
        `the server is not connected to ${libvirtUri}${libvirtProblem ? `: ${libvirtProblem}` : ''}`,
        'Instances cannot be created, started or stopped. Guests that run continue to run.',
        facts.isRemote ? 'On the host of the server: picostk doctor' : facts.machine.startLibvirt(),
      );
    },
  },
  {
    id: 'virtualization',
    group: 'Server',
    title: 'Guests run with KVM',
    symptom: 'Guests take minutes to boot, and QEMU keeps a processor busy.',
    reason:
      'Guests run in software emulation, which is several times slower. The server chooses it if libvirt offers no KVM or the processor does not support it; a /dev/kvm alone does not prove that a guest boots.',
    mend: ['See `kvm`, `kvm-permission` and `nested-virtualization`.'],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state !== 'reached') return skipped('the server does not answer');
      const { virtType, virtTypeReason } = server.host;
      if (virtType === null) return skipped('the server has not read the host yet');
      if (virtType === 'kvm') return ok(`KVM: ${virtTypeReason}`);
      return warning(
        `software emulation: ${virtTypeReason}`,
        'Guests work, but are several times slower than with KVM.',
        facts.isRemote
          ? 'On the host of the server: picostk doctor kvm'
          : 'picostk doctor kvm nested-virtualization',
      );
    },
  },
  {
    id: 'server-pools',
    group: 'Server',
    title: 'The server can use its storage pools',
    symptom: 'Images cannot be uploaded, and instances cannot be created.',
    reason: 'libvirt cannot start or read a pool, usually because its folder is missing.',
    mend: ['See `pools`, `pool-folder` and `pool-space`.', '`virsh pool-info NAME`'],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state !== 'reached') return skipped('the server does not answer');
      return joined(
        server.host.pools.map(({ name, problem: reason, availableBytes, capacityBytes }) => {
          if (reason === null) {
            return ok(
              `${name}: ${formatBytes(availableBytes)} free of ${formatBytes(capacityBytes)}`,
            );
          }
          return problem(
            `${name}: ${reason}`,
            'Images and instances cannot be created, and instances with disks there cannot start.',
            facts.isRemote
              ? 'On the host of the server: picostk doctor'
              : 'picostk doctor pools pool-folder',
          );
        }),
        skipped('the server is not connected to libvirt'),
      );
    },
  },
  {
    id: 'free-ports',
    group: 'Server',
    title: 'Host ports are left for port mappings',
    symptom: '"No free host port" when an instance is created or a port is added.',
    reason: 'Nearly all ports of PICOSTACK_PORT_RANGE are mapped.',
    mend: [
      'Set a wider `portRange` in the settings file, then reload: `systemctl reload picostk.service`.',
      'List the mappings with `picostk list`.',
    ],
    remote: true,
    run: async (facts) => {
      const server = await facts.server;
      if (server.state !== 'reached') return skipped('the server does not answer');
      const { portRange, portAddress } = server.host;
      const { from, to } = portRange;
      const found = `${from}-${to} on ${portAddress}, ${server.usedPorts} in use`;
      if (to - from + 1 - server.usedPorts >= LEAST_FREE_PORTS) return ok(found);
      return problem(
        found,
        'New instances get no host ports.',
        'Set a wider PICOSTACK_PORT_RANGE, and reload the server.',
      );
    },
  },
  {
    id: 'tiny-image-tools',
    group: 'This host',
    title: '"init tiny" can build its image here',
    symptom: '`picostk init tiny` says that a program is missing.',
    reason:
      'The tiny image is made from Debian packages, with the tools of Debian and Ubuntu on x86.',
    mend: [
      'Build it on Debian or Ubuntu with `picostk init tiny --output tiny.raw`, and add the file with `picostk image add`.',
    ],
    remote: true,
    run: ({ machine }) => {
      const missing = BUILD_TOOLS.filter((tool) => machine.findProgram(tool) === undefined);
      if (missing.length === 0 && process.arch === 'x64') {
        return ok(`can build here with ${BUILD_TOOLS.join(', ')}`);
      }
      return warning(
        missing.length > 0 ? `${missing.join(', ')} missing` : `not for ${process.arch}`,
        'The tiny image must come from another machine; other images are not affected.',
        'On Debian or Ubuntu: picostk init tiny --output tiny.raw; here: picostk image add tiny.raw',
      );
    },
  },
];

function startCommand(hasUnit: boolean, hasScript: boolean): string {
  if (hasUnit) return 'sudo systemctl start picostk.service';
  return hasScript ? 'sudo /etc/init.d/pstk start' : 'picostk serve   ("npm start" in a checkout)';
}
