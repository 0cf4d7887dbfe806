import type { Machine } from './machine.js';

/** The packages that only some guests need; "picostk init host" installs what all need. */
const PACKAGES = {
  firmware: {
    apt: 'ovmf',
    dnf: 'edk2-ovmf',
    zypper: 'qemu-ovmf-x86_64',
    pacman: 'edk2-ovmf',
    apk: 'ovmf',
  },
  tpm: {
    apt: 'swtpm swtpm-tools',
    dnf: 'swtpm swtpm-tools',
    zypper: 'swtpm',
    pacman: 'swtpm',
    apk: 'swtpm',
  },
  spice: {
    apt: 'qemu-system-modules-spice',
    dnf: 'qemu-ui-spice-core',
    zypper: 'qemu-ui-spice-core',
    pacman: 'qemu-ui-spice-core',
    apk: 'qemu-ui-spice-core',
  },
  dnsmasq: {
    apt: 'dnsmasq-base',
    dnf: 'dnsmasq',
    zypper: 'dnsmasq',
    pacman: 'dnsmasq',
    apk: 'dnsmasq',
  },
} as const;

const INSTALL = {
  apt: 'apt install',
  dnf: 'dnf install',
  zypper: 'zypper install',
  pacman: 'pacman -S',
  apk: 'apk add',
} as const;

/** By the names in os-release(5). */
const MANAGERS: readonly (readonly [RegExp, keyof typeof INSTALL])[] = [
  [/debian|ubuntu/, 'apt'],
  [/fedora|rhel|centos/, 'dnf'],
  [/suse|sles/, 'zypper'],
  [/arch/, 'pacman'],
  [/alpine/, 'apk'],
];

/** The command that installs packages on this distribution. */
export function installCommand(machine: Machine, what: keyof typeof PACKAGES): string {
  const text = machine.read('/etc/os-release') ?? machine.read('/usr/lib/os-release') ?? '';
  const names = [...text.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map(([, name = '']) => name).join(' ');
  const manager = MANAGERS.find(([pattern]) => pattern.test(names.toLowerCase()))?.[1];
  if (!manager) return `Install ${PACKAGES[what].apt} (the name on Debian).`;
  return machine.asRoot(`${INSTALL[manager]} ${PACKAGES[what][manager]}`);
}
