import { Resolver } from 'node:dns/promises';
import type { LibvirtContents, NetworkReport } from '../../../common/libvirt-report.js';
import { type Check, joined, ok, problem, skipped, warning } from '../check.js';
import { listeningSockets, ownerOf } from '../listening-sockets.js';
import { quoted } from '../machine.js';
import { installCommand } from '../packages.js';
import { withLibvirt } from './libvirt.js';

const LEAST_FREE_PORTS = 10;
const QUERY_LIMIT_MS = 1_000;
const MAX_NAMED = 3;

export const NETWORK_CHECKS: readonly Check[] = [
  {
    id: 'networks',
    group: 'Network',
    title: 'The networks that guests use are active',
    symptom: `A guest does not start: "network 'default' is not active".`,
    reason:
      "Instances of picostack have QEMU's user network and need none of libvirt's. Adopted guests can use one, which must be active and start with libvirt.",
    mend: ['`virsh net-start default`', '`virsh net-autostart default`'],
    run: (facts) =>
      withLibvirt(facts, (contents) => {
        const virsh = `virsh --connect ${quoted(contents.uri)}`;
        return joined(
          usedNetworks(contents).map(([name, user]) => {
            const network = contents.networks.find((each) => each.name === name);
            if (!network) {
              return problem(
                `${user} uses the network ${name}, which does not exist`,
                'That guest cannot start.',
                `virsh edit ${quoted(user)}; or define the network: ${virsh} net-define FILE`,
              );
            }
            if (!network.isActive) {
              return problem(
                `the network ${name} is not active, and ${user} uses it`,
                'That guest cannot start.',
                `${virsh} net-start ${quoted(name)}`,
              );
            }
            if (network.startsAtBoot) return ok(`${name} is active`);
            return warning(
              `the network ${name} does not start with libvirt, and ${user} uses it`,
              'After a reboot of the host that guest does not start.',
              `${virsh} net-autostart ${quoted(name)}`,
            );
          }),
          ok("no guest uses a network of libvirt's"),
        );
      }),
  },
  {
    id: 'dnsmasq',
    group: 'Network',
    title: 'dnsmasq is installed for the networks that guests use',
    symptom: `A network does not start: "Cannot find 'dnsmasq' in path", or guests get no address.`,
    reason: 'libvirt runs dnsmasq for the addresses and names of its networks.',
    mend: ['Debian: `apt install dnsmasq-base`; elsewhere `dnsmasq`. Its service is not needed.'],
    run: (facts) => {
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, (contents) => {
        const network = usedReports(contents).find(({ hasDhcp }) => hasDhcp);
        if (!network) return skipped('no guest uses a network with DHCP');
        const found = facts.machine.findProgram('dnsmasq');
        if (found !== undefined) return ok(found);
        return problem(
          `dnsmasq is not installed, and the network ${network.name} needs it`,
          'The network cannot start, and its guests get no address.',
          installCommand(facts.machine, 'dnsmasq'),
        );
      });
    },
  },
  {
    id: 'ip-forwarding',
    group: 'Network',
    title: 'The host forwards packets of its networks',
    symptom: 'Guests in a network of libvirt have an address, but reach nothing beyond the host.',
    reason:
      'Forwarding is turned off (a setting of sysctl that was loaded after libvirt started the network), or Docker drops what is forwarded.',
    mend: [
      '`sudo sysctl -w net.ipv4.ip_forward=1`, and in /etc/sysctl.d for the next boot',
      'Docker: `sudo iptables -I DOCKER-USER -i virbr0 -j ACCEPT && sudo iptables -I DOCKER-USER -o virbr0 -j ACCEPT`',
    ],
    run: (facts) => {
      const { machine } = facts;
      if (!facts.libvirtIsHere) return skipped('libvirt is on another host');
      return withLibvirt(facts, async (contents) => {
        const network = usedReports(contents).find(
          ({ forwarding, isActive }) => isActive && /^(nat|route|open)$/.test(forwarding),
        );
        if (!network) return skipped('no guest uses a network that is forwarded');
        if (machine.read('/proc/sys/net/ipv4/ip_forward')?.trim() === '0') {
          return problem(
            `net.ipv4.ip_forward is 0, and the network ${network.name} is forwarded`,
            'Its guests reach nothing beyond this host.',
            machine.asRoot('sysctl -w net.ipv4.ip_forward=1'),
          );
        }
        const rules = await machine.run('iptables', ['--wait', '1', '-S', 'FORWARD']);
        if (rules?.code !== 0) return ok('net.ipv4.ip_forward is 1');
        if (/^-P FORWARD DROP$/m.test(rules.out) && /-j DOCKER-USER$/m.test(rules.out)) {
          return warning(
            "Docker's firewall drops forwarded packets",
            `Guests in the network ${network.name} may reach nothing beyond this host.`,
            'sudo iptables -I DOCKER-USER -i virbr0 -j ACCEPT; sudo iptables -I DOCKER-USER -o virbr0 -j ACCEPT',
          );
        }
        return ok('net.ipv4.ip_forward is 1, and the firewall forwards');
      });
    },
  },
  {
    id: 'firewall',
    group: 'Network',
    title: 'The firewall lets clients reach mapped ports',
    symptom: 'A mapped port answers on the host itself, but not from other machines.',
    reason:
      'Port mappings are open on an address of the network, and firewalld or ufw blocks the range.',
    mend: [
      '`sudo firewall-cmd --permanent --add-port=40000-44999/tcp && sudo firewall-cmd --reload`',
      '`sudo ufw allow 40000:44999/tcp`',
    ],
    run: async ({ machine, settings }) => {
      if (!settings) return skipped('the settings are invalid');
      const { portAddress } = settings;
      const { from, to } = settings.portRange;
      if (portAddress.startsWith('127.'))
        return ok(`ports are mapped on ${portAddress}, for this host only`);
      const meaning = 'Clients on other machines cannot reach the mapped ports.';
      const firewalld = await machine.run('firewall-cmd', ['--state']);
      if (firewalld?.code === 0) {
        const ports = await machine.run('firewall-cmd', ['--list-ports']);
        const target = await machine.run('firewall-cmd', ['--list-all']);
        if (/target: ACCEPT/.test(target?.out ?? '')) return ok('firewalld accepts everything');
        if (containsRange(ports?.out ?? '', from, to)) return ok(`firewalld opens ${from}-${to}`);
        return warning(
          `firewalld runs and does not open ${from}-${to}`,
          meaning,
          `sudo firewall-cmd --permanent --add-port=${from}-${to}/tcp && sudo firewall-cmd --reload`,
        );
      }
      const ufw = await machine.run('ufw', ['status']);
      if (ufw?.code === 0 && /^Status: active/m.test(ufw.out)) {
        const opened = [...ufw.out.matchAll(/^(\d+)(?::(\d+))?(?:\/tcp)?\s+ALLOW/gm)]
          .map(([, first, last = first]) => `${first}-${last}/tcp`)
          .join(' ');
        if (containsRange(opened, from, to)) return ok(`ufw opens ${from}-${to}`);
        return warning(
          `ufw is active and does not open ${from}-${to}`,
          meaning,
          `sudo ufw allow ${from}:${to}/tcp`,
        );
      }
      return ok('neither firewalld nor ufw is active');
    },
  },
  {
    id: 'name-resolution',
    group: 'Network',
    title: 'The host can resolve names',
    symptom: 'Guests have a network but no names: "Temporary failure in name resolution".',
    reason: "QEMU's user network asks the first name server of the host's /etc/resolv.conf.",
    mend: ['Correct /etc/resolv.conf, or the service that writes it: `resolvectl status`.'],
    run: async ({ machine }) => {
      const text = machine.read('/etc/resolv.conf');
      const servers = [...(text ?? '').matchAll(/^\s*nameserver\s+(\S+)/gm)].flatMap(
        ([, address]) => address ?? [],
      );
      const [first] = servers;
      const meaning = 'Guests on the user network cannot resolve names.';
      const command = machine.hasSystemd
        ? 'resolvectl status'
        : machine.asRoot('sh -c "echo nameserver ADDRESS >> /etc/resolv.conf"');
      if (first === undefined) {
        return warning(
          text === undefined ? 'there is no /etc/resolv.conf' : '/etc/resolv.conf names no server',
          meaning,
          command,
        );
      }
      const failure = await queryFailure(first);
      if (failure === undefined) return ok(`${first} answers`);
      return warning(`the name server ${first} does not answer (${failure})`, meaning, command);
    },
  },
  {
    id: 'port-range',
    group: 'Network',
    title: 'The kernel does not use the ports of mappings',
    symptom: 'A guest starts without one of its mapped ports, once in a while.',
    reason:
      "The range of port mappings overlaps the kernel's range for outgoing connections, so a connection can hold the port when the guest starts. On a loopback address that is rare.",
    mend: [
      '`sudo sysctl -w net.ipv4.ip_local_reserved_ports=40000-44999`, and in /etc/sysctl.d for the next boot',
    ],
    run: ({ machine, settings }) => {
      if (!settings) return skipped('the settings are invalid');
      const { from, to } = settings.portRange;
      const kernel = /^(\d+)\s+(\d+)/.exec(
        machine.read('/proc/sys/net/ipv4/ip_local_port_range') ?? '',
      );
      if (!kernel) return skipped('the range of the kernel cannot be read');
      const [first, last] = [Number(kernel[1]), Number(kernel[2])];
      if (to < first || from > last) return ok(`${from}-${to}, apart from ${first}-${last}`);
      const reserved = machine.read('/proc/sys/net/ipv4/ip_local_reserved_ports')?.trim() ?? '';
      if (containsRange(reserved.replaceAll(',', ' '), from, to))
        return ok(`${from}-${to} is reserved`);
      const found = `${from}-${to} overlaps ${first}-${last}, which the kernel uses for outgoing connections`;
      if (settings.portAddress.startsWith('127.'))
        return ok(`${found}; harmless on ${settings.portAddress}`);
      return warning(
        found,
        'A connection can hold a mapped port when its guest starts.',
        machine.asRoot(`sysctl -w net.ipv4.ip_local_reserved_ports=${from}-${to}`),
      );
    },
  },
  {
    id: 'ports-in-use',
    group: 'Network',
    title: 'No other program uses the ports of mappings',
    symptom: 'A port cannot be mapped: "the host port is in use".',
    reason: 'Another program listens within PICOSTACK_PORT_RANGE.',
    mend: ['`ss -ltnp` lists the programs. Set another `portRange`, or move the program.'],
    run: ({ machine, settings }) => {
      if (!settings) return skipped('the settings are invalid');
      const { from, to } = settings.portRange;
      const sockets = listeningSockets(machine).filter(
        ({ port, address }) =>
          port >= from &&
          port <= to &&
          (address === '*' ||
            settings.portAddress === '0.0.0.0' ||
            address === settings.portAddress),
      );
      const others = sockets
        .map((socket) => ({ port: socket.port, owner: ownerOf(machine, socket) }))
        // Mapped ports are held by QEMU; without root the holders of other users are not visible.
        .filter(({ owner }) => owner !== undefined && !/^(qemu|kvm)/.test(owner));
      const [first] = others;
      if (!first) return ok(`${from}-${to}, ${sockets.length} in use by guests`);
      const named = others
        .slice(0, MAX_NAMED)
        .map(({ port, owner }) => `${owner} listens on ${port}`);
      const more = others.length > MAX_NAMED ? ` and ${others.length - MAX_NAMED} more` : '';
      const found = `${named.join(', ')}${more}, within ${from}-${to}`;
      const command = 'Set another range: PICOSTACK_PORT_RANGE=FROM-TO; or move that program.';
      if (to - from + 1 - others.length < LEAST_FREE_PORTS) {
        return problem(found, 'Instances get no host ports.', command);
      }
      return warning(
        found,
        'picostack avoids these ports for new mappings. A mapping of one of them does not open.',
        command,
      );
    },
  },
];

/** Each network that a guest uses, with one of its guests. */
function usedNetworks({ domains }: LibvirtContents): [network: string, user: string][] {
  const users = new Map<string, string>();
  for (const { name, networks } of domains) {
    for (const network of networks) if (!users.has(network)) users.set(network, name);
  }
  return [...users];
}

function usedReports(contents: LibvirtContents): NetworkReport[] {
  return usedNetworks(contents).flatMap(
    ([name]) => contents.networks.find((each) => each.name === name) ?? [],
  );
}

/** Check whether "80/tcp 40000-44999/tcp" contains a range. */
function containsRange(list: string, from: number, to: number): boolean {
  return [...list.matchAll(/(\d+)(?:-(\d+))?(?:\/tcp)?(?=\s|$)/g)].some(
    ([, first, last = first]) => Number(first) <= from && Number(last) >= to,
  );
}

/** Ask for the root servers: each name server knows them or answers with an error, which is an answer too. */
async function queryFailure(server: string): Promise<string | undefined> {
  const resolver = new Resolver({ timeout: QUERY_LIMIT_MS, tries: 1 });
  try {
    resolver.setServers([server]);
    await resolver.resolve('.', 'NS');
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isSilent = ['ETIMEOUT', 'ECONNREFUSED', 'ERR_INVALID_IP_ADDRESS'].includes(code);
    return isSilent ? code : undefined;
  }
}
