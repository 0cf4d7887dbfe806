import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { LibvirtContents } from '../../common/libvirt-report.js';
import { VERSION } from '../../common/version.js';
import type { Host } from '../client/api.js';
import type { Outcome } from './check.js';
import { CHECKS } from './checks.js';
import { type DatabaseReport, Facts, type ServerReport } from './facts.js';
import { Machine, type MachineUser } from './machine.js';
import { type Finding, runChecks } from './run-checks.js';

const DATA = '/var/lib/picostack';
const GID = process.getgid?.() ?? 0;
const UID = process.getuid?.() ?? 0;
const POOL = { isActive: true, startsAtBoot: true, capacityBytes: 1e12, availableBytes: 5e11 };
const NETWORK = {
  name: 'lan',
  isActive: true,
  startsAtBoot: true,
  hasDhcp: true,
  forwarding: 'nat',
};
const DOMAIN = {
  name: 'web',
  isActive: true,
  memoryMiB: 1024,
  networks: ['lan'],
  firmware: ['/usr/share/OVMF/OVMF_CODE.fd'],
  hasEmulatedTpm: true,
  displays: ['vnc'],
};

const CONTENTS: LibvirtContents = {
  uri: 'qemu:///system',
  failed: null,
  libvirtVersion: '9.0.0',
  qemuVersion: '7.2.0',
  arch: 'x86_64',
  domainTypes: ['qemu', 'kvm'],
  qemuUser: { userId: 64_055, groupId: 106 },
  memoryMiB: 8192,
  pools: [
    { ...POOL, name: 'picostack-images', path: '/srv/pools/images' },
    { ...POOL, name: 'picostack-disks', path: '/srv/pools/disks' },
  ],
  networks: [NETWORK],
  domains: [DOMAIN],
  displays: ['vnc', 'spice'],
};

const HOST: Host = {
  name: 'host',
  arch: 'x86_64',
  libvirtUri: 'qemu:///system',
  libvirtConnected: true,
  libvirtProblem: null,
  libvirtVersion: '9.0.0',
  hypervisorVersion: '7.2.0',
  virtType: 'kvm',
  virtTypeReason: 'libvirt offers KVM and the CPU supports it',
  cpus: 4,
  memoryMiB: 8192,
  memoryFreeMiB: 4096,
  pools: [
    { name: 'picostack-disks', path: '/srv', capacityBytes: 2, availableBytes: 1, problem: null },
  ],
  portRange: { from: 20_000, to: 20_999 },
  portAddress: '127.0.0.1',
  picostackVersion: VERSION,
};
const REACHED: Extract<ServerReport, { state: 'reached' }> = {
  state: 'reached',
  url: 'http://127.0.0.1:8080',
  host: HOST,
  usedPorts: 3,
};

const SYSTEMCTL = (state: string): string =>
  `printf '%s\\n' LoadState=loaded ${state
    .split(' ')
    .map((each) => `'${each}'`)
    .join(' ')}`;
const DENIAL =
  'audit: type=1400 apparmor="DENIED" operation="open" profile="virt-aa-helper" name="/srv/it\'s/a.qcow2" pid=1';

/** A healthy host: its files, and its programs as shell scripts. Null removes one. */
const FILES: Readonly<Record<string, string | null>> = {
  '/etc/os-release': 'ID=debian\n',
  '/etc/group': `root:x:0:\nlibvirt:x:${GID}:pstk,anna\nkvm:x:${GID}:\n`,
  '/etc/passwd': 'root:x:0:0::/root:/bin/sh\npstk:x:999:999::/var/lib/picostack:/bin/false\n',
  '/etc/resolv.conf': '',
  '/proc/cpuinfo': 'processor : 0\nflags : fpu vmx sse\n',
  '/proc/meminfo': 'MemTotal: 8388608 kB\nSwapTotal: 1048576 kB\n',
  '/proc/self/mounts': '/dev/sda1 / ext4 rw,relatime 0 0\n',
  '/proc/self/mountinfo':
    '1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:1 / /run/libvirt rw - tmpfs tmpfs rw\n',
  '/proc/self/limits': 'Limit  Soft  Hard\nMax open files            524288     524288   files\n',
  '/proc/sys/net/ipv4/ip_forward': '1\n',
  '/proc/sys/net/ipv4/ip_local_port_range': '32768\t60999\n',
  '/proc/net/tcp': '',
  '/dev/kvm': '',
  '/run/systemd/system/x': '',
  '/run/libvirt/libvirt-sock': '',
  '/run/libvirt/virtlogd-sock': '',
  '/run/.containerenv': '',
  '/sys/module/apparmor/parameters/enabled': 'Y\n',
  '/sys/fs/selinux/enforce': '1\n',
  '/var/log/kern.log': 'nothing\n',
  '/usr/share/OVMF/OVMF_CODE.fd': '',
  '/srv/pools/images/a': '',
  '/srv/pools/disks/a': '',
  [`${DATA}/picostack.sqlite`]: 'x',
  [`${DATA}/picostack.sqlite-wal`]: 'x',
};
const PROGRAMS: Readonly<Record<string, string | null>> = {
  libvirtd: '',
  'qemu-system-x86_64': '',
  'qemu-img': '',
  xz: '',
  zstd: '',
  bzip2: '',
  dnsmasq: '',
  swtpm: '',
  swtpm_setup: '',
  'apt-get': '',
  'apt-cache': '',
  'dpkg-deb': '',
  iptables: "echo '-P FORWARD ACCEPT'",
  'firewall-cmd': 'exit 252',
  ufw: "echo 'Status: inactive'",
  stat: 'echo system_u:object_r:virt_image_t:s0',
  systemctl: SYSTEMCTL('ActiveState=active UnitFileState=enabled'),
  timedatectl: 'echo yes',
};

/** What is wrong on a host that is healthy otherwise. */
interface Provocation {
  readonly files?: Readonly<Record<string, string | null>>;
  readonly programs?: Readonly<Record<string, string | null>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: MachineUser;
  readonly now?: Date;
  readonly nodeVersion?: string;
  readonly libvirt?: Partial<LibvirtContents>;
  readonly failure?: { readonly uri?: string; readonly code: string; readonly message?: string };
  readonly database?: DatabaseReport;
  readonly server?: ServerReport;
  readonly prepare?: (root: string) => void;
}

const temporary: string[] = [];
afterEach(() => {
  for (const folder of temporary.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function hostWith(provocation: Provocation): Facts {
  const root = mkdtempSync(join(tmpdir(), 'picostack-doctor-'));
  temporary.push(root);
  for (const [path, text] of Object.entries({ ...FILES, ...provocation.files })) {
    if (text === null) continue;
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, '/usr/bin'), { recursive: true });
  for (const [name, script] of Object.entries({ ...PROGRAMS, ...provocation.programs })) {
    if (script === null) continue;
    writeFileSync(join(root, '/usr/bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  mkdirSync(join(root, DATA), { recursive: true });
  // QEMU must be able to enter all of it.
  chmodSync(root, 0o755);
  chmodSync(join(root, '/dev/kvm'), 0o660);
  chmodSync(join(root, DATA), 0o700);
  provocation.prepare?.(root);
  const machine = new Machine({
    root,
    env: {
      PATH: '',
      LANG: 'C.UTF-8',
      TERM: 'xterm',
      PICOSTACK_CONFIG: '/dev/null',
      PICOSTACK_DATA_DIR: DATA,
      PICOSTACK_LIBVIRT_URI: 'qemu:///system',
      PICOSTACK_PORT_RANGE: '20000-20999',
      ...provocation.env,
    },
    user: provocation.user ?? { uid: 0, gids: [0], name: 'root' },
    now: provocation.now ?? new Date(Date.now() + 1_000),
    nodeVersion: provocation.nodeVersion ?? '20.20.0',
  });
  const { failure } = provocation;
  return new Facts(machine, {
    libvirt: async () =>
      failure
        ? {
            uri: failure.uri ?? 'qemu:///system',
            failed: { code: failure.code, message: failure.message ?? failure.code },
          }
        : { ...CONTENTS, ...provocation.libvirt },
    database: async () => provocation.database ?? { error: null, pending: 0 },
    server: async () => provocation.server ?? REACHED,
  });
}

async function find(id: string, provocation: Provocation): Promise<Finding> {
  const check = CHECKS.filter((each) => each.id === id);
  const [finding] = await runChecks(check, hostWith(provocation));
  if (!finding) throw new Error(`There is no check ${id}`);
  return finding;
}

const ANNA: MachineUser = { uid: UID + 1, gids: [GID + 1], name: 'anna' };
const BERT: MachineUser = { uid: UID + 1, gids: [GID + 1], name: 'bert' };
const STOPPED: ServerReport = {
  state: 'unreachable',
  message: 'No server is running here: x. Start it.',
};
const REMOTE = { PICOSTACK_URL: 'http://cloud.example', PICOSTACK_TOKEN: 'x' };

function hostDiffers(changes: Partial<Host>): Provocation {
  return { server: { ...REACHED, host: { ...HOST, ...changes } } };
}

/** A listener on a port, as the kernel shows it, and the process that has it open. */
function listener(port: number, program: string, address = '0100007F'): Provocation {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  return {
    files: {
      '/proc/net/tcp': `  sl  local_address rem_address   st\n   0: ${address}:${hex} 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1\n`,
      '/proc/99/comm': `${program}\n`,
    },
    prepare: (root) => {
      mkdirSync(join(root, '/proc/99/fd'));
      symlinkSync('socket:[4711]', join(root, '/proc/99/fd/3'));
    },
  };
}

/** The check, what is wrong, its status, and parts of what was found and of the command. */
const SICK: readonly (readonly [
  check: string,
  provocation: Provocation,
  status: Outcome['status'],
  found: string,
  command: string,
])[] = [
  ['server', { server: STOPPED }, 'problem', 'No server is running here: x', 'picostk serve'],
  [
    'server',
    { server: STOPPED, files: { '/etc/systemd/system/picostk.service': '' } },
    'problem',
    'No server',
    'systemctl start picostk.service',
  ],
  [
    'server',
    { server: STOPPED, files: { '/etc/init.d/pstk': '' } },
    'problem',
    'No server',
    '/etc/init.d/pstk start',
  ],
  ['server', { server: STOPPED, env: REMOTE }, 'problem', 'No server', 'PICOSTACK_URL'],
  [
    'server',
    { server: { state: 'refused', message: 'Sign in.' } },
    'problem',
    'does not accept this token',
    'token create',
  ],
  [
    'server',
    { server: { state: 'otherUser', message: 'It belongs to another user.' } },
    'warning',
    'another user',
    'sudo picostk doctor',
  ],
  [
    'server-version',
    hostDiffers({ picostackVersion: '0.0.1' }),
    'warning',
    '0.0.1',
    'systemctl restart',
  ],
  [
    'server-libvirt',
    hostDiffers({ libvirtConnected: false, libvirtProblem: 'connect ENOENT' }),
    'problem',
    'not connected to qemu:///system: connect ENOENT',
    'libvirtd',
  ],
  [
    'virtualization',
    hostDiffers({ virtType: 'qemu', virtTypeReason: 'no vmx' }),
    'warning',
    'software emulation: no vmx',
    'picostk doctor kvm',
  ],
  [
    'server-pools',
    hostDiffers({
      pools: [
        { name: 'a', path: '/a', capacityBytes: 0, availableBytes: 0, problem: 'it is gone' },
      ],
    }),
    'problem',
    'a: it is gone',
    'picostk doctor',
  ],
  [
    'free-ports',
    { server: { ...REACHED, usedPorts: 995 } },
    'problem',
    '995 in use',
    'PICOSTACK_PORT_RANGE',
  ],
  [
    'tiny-image-tools',
    { programs: { 'dpkg-deb': null } },
    'warning',
    'dpkg-deb missing',
    'init tiny --output',
  ],
  [
    'settings',
    { env: { PICOSTACK_PORT_RAGNE: '1-2' } },
    'problem',
    'PICOSTACK_PORT_RAGNE',
    'config check',
  ],
  [
    'settings',
    { env: { PICOSTACK_CONFIG: '/nonexistent/x.yaml' } },
    'problem',
    '/nonexistent/x.yaml',
    'config check',
  ],
  [
    'allowed-hosts',
    { env: { PICOSTACK_LISTEN: '0.0.0.0:8080' } },
    'warning',
    'listens on 0.0.0.0',
    'PICOSTACK_ALLOWED_HOSTS',
  ],
  [
    'trusted-proxies',
    { env: { PICOSTACK_TRUSTED_PROXIES: '127.0.0.1,0.0.0.0/0' } },
    'problem',
    '0.0.0.0/0',
    'PICOSTACK_TRUSTED_PROXIES',
  ],
  [
    'trusted-proxies',
    { env: { PICOSTACK_TRUSTED_PROXIES: '::/0' } },
    'problem',
    '::/0',
    'PICOSTACK_TRUSTED_PROXIES',
  ],
  [
    'listen-port',
    { ...listener(8080, 'nginx'), server: STOPPED },
    'problem',
    'nginx (pid 99) listens on 127.0.0.1:8080',
    'PICOSTACK_LISTEN',
  ],
  [
    'listen-port',
    { ...listener(8080, 'nginx', '00000000'), server: STOPPED },
    'problem',
    'nginx',
    'PICOSTACK_LISTEN',
  ],
  [
    'listen-port',
    { server: STOPPED, env: { PICOSTACK_LISTEN: '203.0.113.7:8080' } },
    'problem',
    'does not have the address 203.0.113.7',
    'PICOSTACK_LISTEN',
  ],
  [
    'listen-port',
    { server: STOPPED, user: ANNA, env: { PICOSTACK_LISTEN: '127.0.0.1:80' } },
    'problem',
    'port 80 is below 1024',
    'PICOSTACK_LISTEN',
  ],
  [
    'data-folder',
    { prepare: (root) => chmodSync(join(root, DATA), 0o755) },
    'warning',
    'other users',
    `chmod 700 ${DATA}`,
  ],
  [
    'data-folder',
    {
      files: {
        [`${DATA}/picostack.sqlite`]: null,
        [`${DATA}/picostack.sqlite-wal`]: null,
        '/var/lib/x': '',
      },
      env: { PICOSTACK_DATA_DIR: '/var/lib/x' },
    },
    'problem',
    'is not a folder',
    'PICOSTACK_DATA_DIR',
  ],
  [
    'data-folder-filesystem',
    { files: { '/proc/self/mounts': `/dev/sda1 / ext4 rw 0 0\nnas:/x ${DATA} nfs4 rw 0 0\n` } },
    'problem',
    'nfs4',
    'local disk',
  ],
  [
    'data-folder-filesystem',
    { files: { '/proc/self/mounts': `/dev/sda1 / ext4 rw 0 0\nx ${DATA} virtiofs rw 0 0\n` } },
    'warning',
    'virtiofs',
    'local disk',
  ],
  [
    'data-folder-filesystem',
    {
      files: {
        '/proc/self/mounts': '/dev/sda1 / ext4 rw 0 0\n/dev/sdb /var/lib ext4 ro,relatime 0 0\n',
      },
    },
    'problem',
    'read-only',
    'mount -o remount,rw /var/lib',
  ],
  [
    'native-module',
    { database: { error: { code: 'nativeModule', message: 'does not load' }, pending: 0 } },
    'problem',
    'does not load',
    'npm rebuild better-sqlite3',
  ],
  [
    'database',
    { database: { error: { code: 'databaseNewer', message: 'a newer picostack' }, pending: 0 } },
    'problem',
    'newer',
    'dbrestore FILE',
  ],
  [
    'database',
    { database: { error: { code: 'late', message: 'No answer within 10 s.' }, pending: 0 } },
    'warning',
    'No answer',
    'picostk doctor database',
  ],
  [
    'database',
    { database: { error: { code: 'databaseCorrupt', message: 'is damaged' }, pending: 0 } },
    'problem',
    'damaged',
    'picostk recover',
  ],
  [
    'service',
    { programs: { systemctl: SYSTEMCTL('ActiveState=failed UnitFileState=enabled') } },
    'problem',
    'has failed',
    'journalctl -u picostk.service',
  ],
  [
    'service',
    { programs: { systemctl: SYSTEMCTL('ActiveState=active UnitFileState=disabled') } },
    'warning',
    'is disabled',
    'systemctl enable picostk.service',
  ],
  [
    'service',
    { files: { '/run/systemd/system/x': null, '/etc/init.d/pstk': '' } },
    'warning',
    'not started at boot',
    'update-rc.d pstk defaults',
  ],
  [
    'linger',
    { user: ANNA, libvirt: { uri: 'qemu:///session' } },
    'warning',
    'anna does not linger',
    'loginctl enable-linger anna',
  ],
  [
    'libvirt-installed',
    { programs: { libvirtd: null }, files: { '/run/libvirt/libvirt-sock': null } },
    'problem',
    'neither',
    'picostk init host',
  ],
  [
    'libvirt-socket',
    { failure: { code: 'ENOENT' }, files: { '/run/libvirt/libvirt-sock': null } },
    'problem',
    'does not run',
    'systemctl enable --now libvirtd.service',
  ],
  [
    'libvirt-socket',
    {
      failure: { code: 'ENOENT' },
      files: { '/run/libvirt/libvirt-sock': null, '/run/systemd/system/x': null },
    },
    'problem',
    'does not run',
    'virtlogd -d; libvirtd -d',
  ],
  [
    'libvirt-socket',
    {
      failure: { code: 'ENOENT' },
      files: { '/run/libvirt/libvirt-sock': null },
      programs: { libvirtd: null, virtqemud: '' },
    },
    'problem',
    'does not run',
    'virtqemud.socket',
  ],
  [
    'libvirt-socket',
    { failure: { code: 'ECONNREFUSED' } },
    'problem',
    'left over',
    'systemctl enable --now libvirtd.service',
  ],
  [
    'libvirt-socket',
    { failure: { code: 'TimeoutError' } },
    'problem',
    'does not respond',
    'systemctl restart libvirtd.service',
  ],
  [
    'libvirt-socket',
    {
      failure: { code: 'ECONNREFUSED' },
      files: { '/run/libvirt/libvirt-sock': null, '/run/libvirt/libvirt-sock/x': '' },
    },
    'problem',
    'is a folder',
    '/run/libvirt:/run/libvirt',
  ],
  [
    'libvirt-socket',
    {
      failure: { code: 'ENOTFOUND', uri: 'qemu+ssh://far/system', message: 'far: not found' },
      env: { PICOSTACK_LIBVIRT_URI: 'qemu+ssh://far/system' },
    },
    'problem',
    'far: not found',
    'virsh --connect',
  ],
  [
    'libvirt-permission',
    { failure: { code: 'EACCES' }, user: BERT, files: { '/run/.containerenv': null } },
    'problem',
    'bert may not use',
    'usermod -aG',
  ],
  [
    'libvirt-permission',
    { failure: { code: 'LibvirtError' }, user: BERT, files: { '/run/.containerenv': null } },
    'problem',
    'bert may not use',
    'usermod -aG',
  ],
  [
    'libvirt-permission',
    { failure: { code: 'EACCES' }, user: BERT },
    'problem',
    'this container is not in the group',
    'keep-groups',
  ],
  [
    'libvirt-permission',
    {
      failure: { code: 'LibvirtError', message: "Failed to find user record for uid '7'" },
      user: { uid: 7, gids: [GID], name: '' },
    },
    'problem',
    'libvirt refuses the user 7 of this container: Failed to find',
    '--user UID:GID',
  ],
  [
    'service-user',
    { files: { '/etc/group': 'libvirt:x:5:anna\n' } },
    'problem',
    'pstk is not in the group libvirt',
    'usermod -aG libvirt pstk',
  ],
  [
    'container-socket',
    {
      files: {
        '/proc/self/mountinfo': '2 1 0:1 /x /run/libvirt/libvirt-sock rw - tmpfs tmpfs rw\n',
      },
    },
    'problem',
    'mounted as a file',
    '/run/libvirt:/run/libvirt',
  ],
  [
    'container-socket',
    { files: { '/run/libvirt/libvirt-sock': null, '/run/libvirt/libvirt-sock/x': '' } },
    'problem',
    'is a folder',
    '/run/libvirt:/run/libvirt',
  ],
  [
    'libvirt-daemons',
    {
      files: {
        '/run/libvirt/libvirt-sock': null,
        '/run/libvirt/virtqemud-sock': '',
        '/run/libvirt/virtstoraged-sock': '',
      },
    },
    'problem',
    'without virtnetworkd',
    'virtnetworkd.socket',
  ],
  [
    'libvirt-daemons',
    { files: { '/run/libvirt/virtqemud-sock': '' } },
    'warning',
    'both',
    'disable --now libvirtd',
  ],
  [
    'log-daemon',
    { files: { '/run/libvirt/virtlogd-sock': null } },
    'problem',
    'virtlogd-sock',
    'virtlogd.socket',
  ],
  [
    'log-daemon',
    { files: { '/run/libvirt/virtlogd-sock': null, '/run/systemd/system/x': null } },
    'problem',
    'virtlogd-sock',
    'virtlogd -d',
  ],
  [
    'libvirt-version',
    { libvirt: { libvirtVersion: '5.10.0' } },
    'warning',
    'libvirt 5.10.0',
    'Upgrade',
  ],
  ['libvirt-version', { libvirt: { qemuVersion: '4.1.9' } }, 'warning', 'QEMU 4.1.9', 'Upgrade'],
  [
    'qemu',
    { libvirt: { domainTypes: [] }, programs: { 'qemu-system-x86_64': null } },
    'problem',
    'not installed',
    'picostk init host',
  ],
  ['qemu', { libvirt: { domainTypes: [] } }, 'problem', 'does not know', 'restart libvirtd'],
  [
    'decompressors',
    { programs: { zstd: null } },
    'warning',
    'not installed: zstd',
    'picostk init host',
  ],
  ['qemu-img', { programs: { 'qemu-img': null } }, 'problem', 'not installed', 'picostk init host'],
  [
    'kvm',
    { env: { PICOSTACK_VIRT_TYPE: 'qemu' } },
    'warning',
    'PICOSTACK_VIRT_TYPE is qemu',
    'Remove virtType',
  ],
  [
    'kvm',
    { prepare: (root) => rmSync(join(root, '/dev/kvm')) },
    'problem',
    'no /dev/kvm',
    'modprobe kvm_intel',
  ],
  [
    'kvm',
    {
      files: { '/proc/cpuinfo': 'flags : svm\n' },
      prepare: (root) => rmSync(join(root, '/dev/kvm')),
    },
    'problem',
    'has svm',
    'modprobe kvm_amd',
  ],
  [
    'kvm',
    { files: { '/proc/cpuinfo': 'flags : fpu\n' } },
    'warning',
    'neither vmx nor svm',
    'firmware',
  ],
  [
    'kvm',
    {
      files: { '/proc/cpuinfo': 'Features : fp asimd\n' },
      prepare: (root) => rmSync(join(root, '/dev/kvm')),
    },
    'warning',
    'no /dev/kvm',
    'kernel',
  ],
  [
    'nested-virtualization',
    { files: { '/proc/cpuinfo': 'flags : fpu hypervisor\n' } },
    'warning',
    'without vmx or svm',
    'host-passthrough',
  ],
  [
    'kvm-permission',
    { prepare: (root) => chmodSync(join(root, '/dev/kvm'), 0o600) },
    'problem',
    'group kvm',
    'chmod 660 /dev/kvm',
  ],
  [
    'kvm-permission',
    { files: { '/etc/group': `kvm:x:${GID + 7}:\n` } },
    'problem',
    'group kvm',
    'chgrp kvm /dev/kvm',
  ],
  [
    'kvm-permission',
    { user: ANNA, libvirt: { uri: 'qemu:///session' } },
    'problem',
    'anna may not open',
    'usermod -aG kvm anna',
  ],
  [
    'memory',
    {
      libvirt: {
        domains: [
          { ...DOMAIN, memoryMiB: 9000 },
          { ...DOMAIN, memoryMiB: 900 },
        ],
      },
    },
    'problem',
    '9900 MiB',
    'picostk stop',
  ],
  [
    'memory',
    {
      libvirt: { domains: [{ ...DOMAIN, memoryMiB: 8000 }] },
      files: { '/proc/meminfo': 'SwapTotal: 0 kB\n' },
    },
    'warning',
    '8000 MiB',
    'swap',
  ],
  [
    'firmware',
    { files: { '/usr/share/OVMF/OVMF_CODE.fd': null } },
    'problem',
    'OVMF_CODE.fd is missing',
    'apt install ovmf',
  ],
  [
    'firmware',
    {
      files: {
        '/usr/share/OVMF/OVMF_CODE.fd': null,
        '/etc/os-release': 'ID=rocky\nID_LIKE="rhel fedora"\n',
      },
    },
    'problem',
    'web needs',
    'dnf install edk2-ovmf',
  ],
  [
    'tpm',
    { programs: { swtpm_setup: null } },
    'problem',
    'swtpm_setup missing',
    'apt install swtpm',
  ],
  [
    'displays',
    { libvirt: { displays: ['vnc'], domains: [{ ...DOMAIN, displays: ['spice'] }] } },
    'problem',
    'does not support spice',
    'apt install qemu-system-modules-spice',
  ],
  [
    'pools',
    { libvirt: { pools: [{ ...POOL, name: 'picostack-disks', path: '/a', isActive: false }] } },
    'problem',
    'picostack-disks is not active',
    'pool-start picostack-disks',
  ],
  [
    'pools',
    { libvirt: { pools: [{ ...POOL, name: 'picostack-disks', path: '/a', startsAtBoot: false }] } },
    'warning',
    'does not start',
    'pool-autostart picostack-disks',
  ],
  [
    'pool-space',
    { libvirt: { pools: [{ ...POOL, name: 'picostack-disks', path: '/a', availableBytes: 1e6 }] } },
    'problem',
    'picostack-disks',
    'image delete',
  ],
  [
    'pool-space',
    {
      libvirt: { pools: [{ ...POOL, name: 'picostack-disks', path: '/a', availableBytes: 4e10 }] },
    },
    'warning',
    'picostack-disks',
    'image delete',
  ],
  [
    'pool-folder',
    {
      libvirt: { pools: [{ ...POOL, name: 'picostack-disks', path: '/srv/gone' }] },
      files: { '/run/.containerenv': null },
    },
    'problem',
    '/srv/gone is missing',
    'mkdir -p /srv/gone',
  ],
  [
    'pool-folder',
    { prepare: (root) => chmodSync(join(root, '/srv/pools'), 0o750) },
    'problem',
    'may not enter /srv/pools',
    'chmod o+x /srv/pools',
  ],
  [
    'apparmor',
    { files: { '/var/log/kern.log': `${DENIAL}\n` } },
    'warning',
    "/srv/it's/a.qcow2",
    String.raw`'/srv/it'\''s/** r,'`,
  ],
  [
    'selinux',
    { programs: { stat: 'echo unconfined_u:object_r:user_home_t:s0' } },
    'problem',
    'user_home_t',
    'restorecon -R /srv/pools/images',
  ],
  ['networks', { libvirt: { networks: [] } }, 'problem', 'does not exist', 'virsh'],
  [
    'networks',
    { libvirt: { networks: [{ ...NETWORK, isActive: false }] } },
    'problem',
    'not active',
    'net-start lan',
  ],
  [
    'networks',
    { libvirt: { networks: [{ ...NETWORK, startsAtBoot: false }] } },
    'warning',
    'does not start',
    'net-autostart lan',
  ],
  [
    'dnsmasq',
    { programs: { dnsmasq: null } },
    'problem',
    'not installed',
    'apt install dnsmasq-base',
  ],
  [
    'ip-forwarding',
    { files: { '/proc/sys/net/ipv4/ip_forward': '0\n' } },
    'problem',
    'ip_forward is 0',
    'sysctl -w net.ipv4.ip_forward=1',
  ],
  [
    'ip-forwarding',
    { programs: { iptables: "printf '%s\\n' '-P FORWARD DROP' '-A FORWARD -j DOCKER-USER'" } },
    'warning',
    'Docker',
    'DOCKER-USER',
  ],
  [
    'firewall',
    { env: { PICOSTACK_PORT_ADDRESS: '0.0.0.0' }, programs: { 'firewall-cmd': 'echo 22/tcp' } },
    'warning',
    'firewalld',
    '--add-port=20000-20999/tcp',
  ],
  [
    'firewall',
    {
      env: { PICOSTACK_PORT_ADDRESS: '0.0.0.0' },
      programs: { ufw: "printf '%s\\n' 'Status: active' '22/tcp ALLOW Anywhere'" },
    },
    'warning',
    'ufw',
    'ufw allow 20000:20999/tcp',
  ],
  [
    'name-resolution',
    { files: { '/etc/resolv.conf': '# nothing\n' } },
    'warning',
    'names no server',
    'resolvectl status',
  ],
  [
    'name-resolution',
    { files: { '/etc/resolv.conf': null } },
    'warning',
    'no /etc/resolv.conf',
    'resolvectl status',
  ],
  [
    'name-resolution',
    { files: { '/etc/resolv.conf': 'nameserver 127.77.77.77\n' } },
    'warning',
    'does not answer',
    'resolvectl status',
  ],
  [
    'port-range',
    { env: { PICOSTACK_PORT_RANGE: '40000-40999', PICOSTACK_PORT_ADDRESS: '0.0.0.0' } },
    'warning',
    'overlaps 32768-60999',
    'ip_local_reserved_ports=40000-40999',
  ],
  [
    'ports-in-use',
    listener(20_005, 'python3'),
    'warning',
    'python3 (pid 99) listens on 20005',
    'PICOSTACK_PORT_RANGE',
  ],
  [
    'ports-in-use',
    { ...listener(20_005, 'python3'), env: { PICOSTACK_PORT_RANGE: '20005-20006' } },
    'problem',
    'python3',
    'PICOSTACK_PORT_RANGE',
  ],
  ['node', { nodeVersion: '20.18.3' }, 'problem', '20.18.3', 'nodejs.org'],
  ['node', { nodeVersion: '18.20.0' }, 'problem', '18.20.0', 'nodejs.org'],
  ['clock', { now: new Date('1970-01-05') }, 'problem', '1970-01-05', 'timedatectl set-ntp true'],
  [
    'clock',
    { prepare: (root) => utimesSync(join(root, DATA, 'picostack.sqlite'), 4e9, 4e9) },
    'problem',
    'but the database was changed',
    'timedatectl',
  ],
  [
    'clock',
    { programs: { timedatectl: 'echo no' } },
    'warning',
    'not synchronized',
    'timedatectl set-ntp true',
  ],
  [
    'open-files',
    { files: { '/proc/self/limits': 'Max open files            256     256   files\n' } },
    'warning',
    '256 for this shell',
    'ulimit -n',
  ],
  [
    'open-files',
    {
      files: {
        [`${DATA}/run/server.json`]: '{"pid":77}',
        '/proc/77/limits': 'Max open files            256     256   files\n',
      },
    },
    'warning',
    'the server (pid 77)',
    'LimitNOFILE',
  ],
  ['locale', { env: { LANG: 'de_DE.ISO-8859-1' } }, 'warning', 'ISO-8859-1', 'LC_ALL=C.UTF-8'],
];

/** test/integration/doctor.spec.ts provokes these with real files and filesystems. */
const PROVOKED_ELSEWHERE = [
  'settings-file',
  'data-folder-owner',
  'data-folder-space',
  'database-log',
];

describe('on a sick host', () => {
  it.each(SICK)('%s: %j', async (id, provocation, status, found, command) => {
    const finding = await find(id, provocation);
    expect(finding).toMatchObject({ check: id, status });
    expect(finding.found).toContain(found);
    expect(finding.command).toContain(command);
    expect(finding.meaning).toMatch(/\.$/);
  });

  it('has a provocation for every check', () => {
    const provoked = new Set([...SICK.map(([id]) => id), ...PROVOKED_ELSEWHERE]);
    expect(CHECKS.map(({ id }) => id).filter((id) => !provoked.has(id))).toEqual([]);
  });
});

describe('on a healthy host', () => {
  it('finds nothing', async () => {
    const findings = await runChecks(CHECKS, hostWith({}));
    const bad = findings.filter(({ status }) => status === 'problem' || status === 'warning');
    // The name server of the fixture does not exist.
    expect(bad.map(({ check }) => check)).toEqual(['name-resolution']);
    const skippedIds = findings
      .filter(({ status }) => status === 'skipped')
      .map(({ check }) => check);
    // These need a settings file, another user or another kind of host.
    expect(skippedIds).toEqual(['settings-file', 'linger', 'nested-virtualization']);
  });

  it.each([
    [
      'port-range',
      {
        files: { '/proc/sys/net/ipv4/ip_local_reserved_ports': '1,40000-41000\n' },
        env: { PICOSTACK_PORT_RANGE: '40000-40999', PICOSTACK_PORT_ADDRESS: '0.0.0.0' },
      },
    ],
    ['port-range', { env: { PICOSTACK_PORT_RANGE: '40000-40999' } }],
    ['ports-in-use', listener(20_005, 'qemu-system-x86')],
    ['ports-in-use', listener(20_005, 'python3', '0200A8C0')],
    ['ports-in-use', listener(19_999, 'python3')],
    ['listen-port', { ...listener(8081, 'nginx'), server: STOPPED }],
    [
      'firewall',
      {
        env: { PICOSTACK_PORT_ADDRESS: '0.0.0.0' },
        programs: { 'firewall-cmd': 'echo 20000-21000/tcp' },
      },
    ],
    [
      'firewall',
      {
        env: { PICOSTACK_PORT_ADDRESS: '0.0.0.0' },
        programs: { ufw: "printf '%s\\n' 'Status: active' '20000:20999/tcp ALLOW Anywhere'" },
      },
    ],
    ['nested-virtualization', { files: { '/proc/cpuinfo': 'flags : vmx hypervisor\n' } }],
    [
      'linger',
      {
        user: ANNA,
        libvirt: { uri: 'qemu:///session' },
        files: { '/var/lib/systemd/linger/anna': '' },
      },
    ],
    [
      'libvirt-daemons',
      {
        files: {
          '/run/libvirt/virtqemud-sock': '',
          '/run/libvirt/virtstoraged-sock': '',
          '/run/libvirt/virtnetworkd-sock': '',
          '/run/libvirt/virtproxyd.pid': '',
        },
      },
    ],
    ['memory', { libvirt: { domains: [{ ...DOMAIN, isActive: false, memoryMiB: 90_000 }] } }],
    [
      'pool-folder',
      {
        libvirt: { qemuUser: null },
        prepare: (root: string) => chmodSync(join(root, '/srv/pools'), 0o750),
      },
    ],
    [
      'allowed-hosts',
      { env: { PICOSTACK_LISTEN: '0.0.0.0:8080', PICOSTACK_ALLOWED_HOSTS: 'cloud.example' } },
    ],
    ['trusted-proxies', { env: { PICOSTACK_TRUSTED_PROXIES: '10.0.0.0/8' } }],
    ['data-folder', { env: { PICOSTACK_DATA_DIR: '/var/lib/none' } }],
    ['node', { nodeVersion: '24.0.0' }],
  ] satisfies [string, Provocation][])('%s is ok with %j', async (id, provocation) => {
    expect(await find(id, provocation)).toMatchObject({ check: id, status: 'ok' });
  });

  it('leaves out the folders of pools that are only on the host of a container', async () => {
    const pools = [{ ...POOL, name: 'picostack-disks', path: '/srv/gone' }];
    expect(await find('pool-folder', { libvirt: { pools } })).toMatchObject({
      status: 'skipped',
      found: 'picostack-disks: the folder /srv/gone is not in this container',
    });
  });

  it('looks for QEMU and libvirt on the host of a container', async () => {
    const programs = { 'qemu-system-x86_64': null, libvirtd: null };
    const failure = { code: 'EACCES' };
    expect(await find('qemu', { failure, programs })).toMatchObject({
      status: 'skipped',
      found: 'QEMU is on the host of this container, and libvirt cannot be asked',
    });
    const server = hostDiffers({ libvirtConnected: false, libvirtProblem: 'connect EACCES' });
    expect(await find('server-libvirt', { ...server, failure, programs })).toMatchObject({
      status: 'problem',
      command: expect.stringContaining('On the host of this container: '),
    });
  });

  it('says to log in again after a user was added to the group', async () => {
    const files = { '/etc/group': `libvirt:x:${GID}:anna\n`, '/run/.containerenv': null };
    // A socket of the group root is open for all, and polkit asks for the group libvirt.
    const finding = await find('libvirt-permission', {
      files,
      user: ANNA,
      failure: { code: 'EACCES' },
    });
    expect(finding).toMatchObject({
      status: 'problem',
      command: 'Log out and in again, or: newgrp libvirt',
    });
  });
});

describe('a check', () => {
  const check = { ...CHECKS[0]!, remote: true, id: 'x' };

  it('that fails does not affect the others', async () => {
    const failing = {
      ...check,
      run: () => {
        throw new Error('broken');
      },
    };
    const findings = await runChecks([failing, ...CHECKS.slice(0, 1)], hostWith({}));
    expect(findings.map(({ status }) => status)).toEqual(['problem', 'ok']);
    expect(findings[0]?.found).toBe('the check failed: broken');
  });

  it('that does not end is a problem', async () => {
    const never = { ...check, run: () => new Promise<Outcome>(() => undefined) };
    const [finding] = await runChecks([never], hostWith({}), 20);
    expect(finding).toMatchObject({ status: 'problem', found: 'no result within 0.02 s' });
  });

  it('of this host is skipped for a server elsewhere', async () => {
    const findings = await runChecks(CHECKS, hostWith({ env: REMOTE }));
    const ran = findings.filter(({ status }) => status !== 'skipped').map(({ check: id }) => id);
    expect(ran).toEqual(CHECKS.filter(({ remote }) => remote).map(({ id }) => id));
    expect(findings.filter(({ status }) => status === 'problem')).toEqual([]);
  });

  it('has its own id, in small letters', () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z-]+$/.test(id))).toEqual([]);
    expect(ids.length).toBeGreaterThanOrEqual(50);
  });
});
