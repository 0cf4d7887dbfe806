// @ts-check
// What picostack needs from the host, how to check for it, and which package provides it. The checks
// test for files and programs instead of packages: a libvirt built by hand counts, and the checks of
// a later start take no time.

/** @typedef {import('./programs.mjs').Host} Host */
/** @typedef {import('./package-managers.mjs').PackageManagerName} PackageManagerName */

/**
 * @typedef {object} Requirement
 * @property {string} what as shown to users
 * @property {(host: Host) => boolean} isMet
 * @property {Record<PackageManagerName, string[]>} packages
 */

/** @satisfies {Record<string, Requirement>} */
export const REQUIREMENTS = {
  daemon: {
    what: "libvirt's daemon",
    isMet: (host) => host.hasProgram('libvirtd') || host.hasProgram('virtqemud'),
    packages: {
      apt: ['libvirt-daemon-system'],
      dnf: ['libvirt-daemon-driver-qemu'],
      zypper: ['libvirt-daemon-driver-qemu'],
      pacman: ['libvirt'],
      apk: ['libvirt-daemon'],
    },
  },
  logDaemon: {
    what: "libvirt's log daemon",
    isMet: (host) => host.hasProgram('virtlogd'),
    packages: {
      apt: ['libvirt-daemon-system'],
      dnf: ['libvirt-daemon-log'],
      zypper: ['libvirt-daemon-log'],
      pacman: ['libvirt'],
      apk: ['libvirt-daemon'],
    },
  },
  qemuDriver: {
    what: "libvirt's QEMU driver",
    isMet: (host) => host.hasLibvirtModule('connection-driver/libvirt_driver_qemu.so'),
    packages: {
      apt: ['libvirt-daemon-driver-qemu'],
      dnf: ['libvirt-daemon-driver-qemu'],
      zypper: ['libvirt-daemon-driver-qemu'],
      pacman: ['libvirt'],
      apk: ['libvirt-qemu'],
    },
  },
  storageDriver: {
    what: "libvirt's storage driver",
    isMet: (host) =>
      host.hasLibvirtModule('connection-driver/libvirt_driver_storage.so') &&
      host.hasLibvirtModule('storage-backend/libvirt_storage_backend_fs.so'),
    packages: {
      // A separate package since Debian 13; libvirt-daemon-system depends on it.
      apt: ['libvirt-daemon-system'],
      dnf: ['libvirt-daemon-driver-storage-core'],
      zypper: ['libvirt-daemon-driver-storage-core'],
      pacman: ['libvirt'],
      apk: ['libvirt-common-drivers'],
    },
  },
  systemSettings: {
    what: "libvirt's system-wide settings and its users",
    // Debian's libvirt-daemon does not create the user that runs QEMU, so qemu:///system would not start.
    isMet: (host) => host.hasFile('/etc/libvirt/qemu.conf'),
    packages: {
      apt: ['libvirt-daemon-system'],
      dnf: ['libvirt-daemon-driver-qemu'],
      zypper: ['libvirt-daemon-driver-qemu'],
      pacman: ['libvirt'],
      apk: ['libvirt-qemu'],
    },
  },
  emulator: {
    what: 'QEMU for x86',
    isMet: (host) =>
      host.hasProgram('qemu-system-x86_64') ||
      host.hasProgram('qemu-kvm') ||
      host.hasFile('/usr/libexec/qemu-kvm'),
    packages: {
      apt: ['qemu-system-x86'],
      // Fedora's qemu-kvm depends on qemu-system-x86; Red Hat's is the emulator itself.
      dnf: ['qemu-kvm'],
      zypper: ['qemu-x86'],
      pacman: ['qemu-base'],
      apk: ['qemu-system-x86_64'],
    },
  },
  diskImages: {
    what: 'qemu-img',
    isMet: (host) => host.hasProgram('qemu-img'),
    packages: {
      apt: ['qemu-utils'],
      dnf: ['qemu-img'],
      zypper: ['qemu-tools'],
      pacman: ['qemu-img'],
      apk: ['qemu-img'],
    },
  },
  decompressors: {
    // The server runs them on compressed images.
    what: 'xz, zstd and bzip2',
    isMet: (host) => ['xz', 'zstd', 'bzip2'].every((name) => host.hasProgram(name)),
    packages: {
      apt: ['xz-utils', 'zstd', 'bzip2'],
      dnf: ['xz', 'zstd', 'bzip2'],
      zypper: ['xz', 'zstd', 'bzip2'],
      pacman: ['xz', 'zstd', 'bzip2'],
      apk: ['xz', 'zstd', 'bzip2'],
    },
  },
  compiler: {
    what: 'a C++ compiler, make and Python (to build native modules)',
    isMet: (host) =>
      ['g++', 'c++', 'clang++'].some((name) => host.hasProgram(name)) &&
      host.hasProgram('make') &&
      host.hasProgram('python3'),
    packages: {
      apt: ['g++', 'make', 'python3'],
      dnf: ['gcc-c++', 'make', 'python3'],
      zypper: ['gcc-c++', 'make', 'python3'],
      pacman: ['gcc', 'make', 'python'],
      apk: ['g++', 'make', 'python3'],
    },
  },
  virsh: {
    what: 'virsh and virt-xml-validate',
    isMet: (host) => host.hasProgram('virsh') && host.hasProgram('virt-xml-validate'),
    packages: {
      apt: ['libvirt-clients'],
      dnf: ['libvirt-client'],
      zypper: ['libvirt-client'],
      pacman: ['libvirt'],
      apk: ['libvirt-client'],
    },
  },
  xmllint: {
    // virt-xml-validate runs it; Debian only recommends it.
    what: 'xmllint',
    isMet: (host) => host.hasProgram('xmllint'),
    packages: {
      apt: ['libxml2-utils'],
      dnf: ['libxml2'],
      zypper: ['libxml2-tools'],
      pacman: ['libxml2'],
      apk: ['libxml2-utils'],
    },
  },
  chromium: {
    what: 'Chromium',
    isMet: (host) =>
      ['chromium', 'chromium-browser', 'google-chrome'].some((name) => host.hasProgram(name)),
    packages: {
      apt: ['chromium'],
      dnf: ['chromium'],
      zypper: ['chromium'],
      pacman: ['chromium'],
      apk: ['chromium'],
    },
  },
  curl: {
    what: 'curl',
    isMet: (host) => host.hasProgram('curl'),
    packages: { apt: ['curl'], dnf: ['curl'], zypper: ['curl'], pacman: ['curl'], apk: ['curl'] },
  },
  ssh: {
    // node-libvirt's tests start it for one connection at a time; no service is needed.
    what: 'ssh and sshd',
    isMet: (host) => ['ssh', 'sshd', 'ssh-keygen'].every((name) => host.hasProgram(name)),
    packages: {
      apt: ['openssh-client', 'openssh-server'],
      dnf: ['openssh-clients', 'openssh-server'],
      zypper: ['openssh-clients', 'openssh-server'],
      pacman: ['openssh'],
      apk: ['openssh'],
    },
  },
  networkDrivers: {
    what: "libvirt's drivers for networks and their filters",
    isMet: (host) =>
      host.hasLibvirtModule('connection-driver/libvirt_driver_network.so') &&
      host.hasLibvirtModule('connection-driver/libvirt_driver_nwfilter.so'),
    packages: {
      apt: ['libvirt-daemon-system'],
      dnf: ['libvirt-daemon-driver-network', 'libvirt-daemon-driver-nwfilter'],
      zypper: ['libvirt-daemon-driver-network', 'libvirt-daemon-driver-nwfilter'],
      pacman: ['libvirt'],
      apk: ['libvirt-common-drivers'],
    },
  },
  networkFilters: {
    what: "libvirt's filters for networks",
    isMet: (host) => host.hasFile('/etc/libvirt/nwfilter/clean-traffic.xml'),
    packages: {
      apt: ['libvirt-daemon-config-nwfilter'],
      dnf: ['libvirt-daemon-config-nwfilter'],
      zypper: ['libvirt-daemon-config-nwfilter'],
      pacman: ['libvirt'],
      apk: ['libvirt-daemon'],
    },
  },
  firewall: {
    // libvirt applies network filters with it.
    what: 'iptables and ebtables',
    isMet: (host) => host.hasProgram('iptables') && host.hasProgram('ebtables'),
    packages: {
      apt: ['iptables'],
      dnf: ['iptables-nft'],
      zypper: ['iptables', 'ebtables'],
      pacman: ['iptables-nft'],
      apk: ['iptables', 'ebtables'],
    },
  },
  dhcpServer: {
    // libvirt's networks run it. Debian's dnsmasq-base is the program without a service.
    what: 'dnsmasq',
    isMet: (host) => host.hasProgram('dnsmasq'),
    packages: {
      apt: ['dnsmasq-base'],
      dnf: ['dnsmasq'],
      zypper: ['dnsmasq'],
      pacman: ['dnsmasq'],
      apk: ['dnsmasq'],
    },
  },
  uefiFirmware: {
    what: 'UEFI firmware for QEMU',
    // The folder differs between distributions.
    isMet: (host) =>
      [
        '/usr/share/OVMF/OVMF_CODE.fd',
        '/usr/share/OVMF/OVMF_CODE_4M.fd',
        '/usr/share/edk2/ovmf/OVMF_CODE.fd',
        '/usr/share/edk2/x64/OVMF_CODE.4m.fd',
        '/usr/share/qemu/ovmf-x86_64-code.bin',
        '/usr/share/OVMF/OVMF.fd',
      ].some((file) => host.hasFile(file)),
    packages: {
      apt: ['ovmf'],
      dnf: ['edk2-ovmf'],
      zypper: ['qemu-ovmf-x86_64'],
      pacman: ['edk2-ovmf'],
      apk: ['ovmf'],
    },
  },
  tpmEmulator: {
    // libvirt runs both: one creates a TPM, the other emulates it.
    what: 'swtpm and swtpm_setup',
    isMet: (host) => host.hasProgram('swtpm') && host.hasProgram('swtpm_setup'),
    packages: {
      apt: ['swtpm', 'swtpm-tools'],
      dnf: ['swtpm', 'swtpm-tools'],
      zypper: ['swtpm'],
      pacman: ['swtpm'],
      apk: ['swtpm'],
    },
  },
  openssl: {
    // The tests create certificates with it.
    what: 'openssl',
    isMet: (host) => host.hasProgram('openssl'),
    packages: {
      apt: ['openssl'],
      dnf: ['openssl'],
      zypper: ['openssl'],
      pacman: ['openssl'],
      apk: ['openssl'],
    },
  },
  sasl: {
    // node-libvirt's tests log in to a private daemon with it.
    what: 'saslpasswd2 and the SCRAM mechanisms of SASL',
    isMet: (host) =>
      host.hasProgram('saslpasswd2') && host.hasLibvirtModule('../sasl2/libscram.so'),
    packages: {
      apt: ['sasl2-bin', 'libsasl2-modules', 'libsasl2-modules-db'],
      dnf: ['cyrus-sasl', 'cyrus-sasl-md5', 'cyrus-sasl-plain', 'cyrus-sasl-scram'],
      zypper: ['cyrus-sasl', 'cyrus-sasl-digestmd5', 'cyrus-sasl-plain', 'cyrus-sasl-scram'],
      pacman: ['libsasl'],
      apk: ['cyrus-sasl', 'cyrus-sasl-digestmd5', 'cyrus-sasl-scram'],
    },
  },
  proxies: {
    // With the configuration that the distribution ships. The tests start them on other ports.
    what: 'nginx, Apache and Caddy',
    isMet: (host) =>
      host.hasFile('/etc/nginx/nginx.conf') &&
      host.hasFile('/etc/apache2/apache2.conf') &&
      host.hasProgram('caddy'),
    packages: {
      apt: ['nginx-light', 'apache2', 'caddy'],
      dnf: ['nginx', 'httpd', 'caddy'],
      zypper: ['nginx', 'apache2', 'caddy'],
      pacman: ['nginx', 'apache', 'caddy'],
      apk: ['nginx', 'apache2', 'caddy'],
    },
  },
  containers: {
    // A test builds the container image, and runs it with runc: crun refuses hosts with cgroups of both versions.
    what: 'podman and runc',
    isMet: (host) => host.hasProgram('podman') && host.hasProgram('runc'),
    packages: {
      apt: ['podman', 'runc'],
      dnf: ['podman', 'runc'],
      zypper: ['podman', 'runc'],
      pacman: ['podman', 'runc'],
      apk: ['podman', 'runc'],
    },
  },
  groff: {
    // A test formats the manual pages with it.
    what: 'groff',
    isMet: (host) => host.hasProgram('groff'),
    packages: {
      apt: ['groff-base'],
      dnf: ['groff-base'],
      zypper: ['groff'],
      pacman: ['groff'],
      apk: ['groff'],
    },
  },
  debianBuilders: {
    // Only Debian and Ubuntu have all of it, as for the tiny image, which all tests of guests use.
    what: 'mmdebstrap and the other programs that build the Debian image',
    isMet: (host) =>
      ['mmdebstrap', 'mkfs.vfat', 'mcopy', 'syslinux', 'mke2fs', 'sfdisk'].every((name) =>
        host.hasProgram(name),
      ) &&
      host.hasFile('/usr/lib/syslinux/mbr/gptmbr.bin') &&
      host.hasFile('/usr/share/keyrings/debian-archive-keyring.gpg'),
    packages: {
      apt: [
        'mmdebstrap',
        'dosfstools',
        'mtools',
        'syslinux',
        'syslinux-common',
        'e2fsprogs',
        'fdisk',
        'debian-archive-keyring',
      ],
      dnf: ['mmdebstrap', 'dosfstools', 'mtools', 'syslinux', 'e2fsprogs', 'util-linux'],
      zypper: ['dosfstools', 'mtools', 'syslinux', 'e2fsprogs', 'util-linux'],
      pacman: ['dosfstools', 'mtools', 'syslinux', 'e2fsprogs', 'util-linux'],
      apk: ['dosfstools', 'mtools', 'syslinux', 'e2fsprogs', 'sfdisk'],
    },
  },
  shells: {
    what: 'zsh and fish',
    isMet: (host) => host.hasProgram('zsh') && host.hasProgram('fish'),
    packages: {
      apt: ['zsh', 'fish'],
      dnf: ['zsh', 'fish'],
      zypper: ['zsh', 'fish'],
      pacman: ['zsh', 'fish'],
      apk: ['zsh', 'fish'],
    },
  },
  notifications: {
    // A test in Python plays the part of systemd, because Node cannot open a datagram socket.
    what: 'systemd-notify and Python',
    isMet: (host) => host.hasProgram('systemd-notify') && host.hasProgram('python3'),
    packages: {
      apt: ['systemd', 'python3'],
      dnf: ['systemd', 'python3'],
      zypper: ['systemd', 'python3'],
      pacman: ['systemd', 'python'],
      apk: ['python3'],
    },
  },
  pythonBinding: {
    what: "libvirt's module for Python",
    isMet: (host) => host.hasPythonModule('libvirt.py'),
    packages: {
      apt: ['python3-libvirt'],
      dnf: ['python3-libvirt'],
      zypper: ['python3-libvirt-python'],
      pacman: ['libvirt-python'],
      apk: ['py3-libvirt'],
    },
  },
  libvirtHeaders: {
    what: "libvirt's headers (to build another client)",
    isMet: (host) => host.hasFile('/usr/include/libvirt/libvirt.h'),
    packages: {
      apt: ['libvirt-dev'],
      dnf: ['libvirt-devel'],
      zypper: ['libvirt-devel'],
      pacman: ['libvirt'],
      apk: ['libvirt-dev'],
    },
  },
};

/** @typedef {keyof typeof REQUIREMENTS} RequirementName */

/** @type {readonly RequirementName[]} */
const TO_RUN_GUESTS = [
  'daemon',
  'logDaemon',
  'qemuDriver',
  'storageDriver',
  'emulator',
  'diskImages',
];

/** @type {readonly RequirementName[]} */
const TO_TEST = [
  'virsh',
  'xmllint',
  'chromium',
  'containers',
  'curl',
  'ssh',
  'groff',
  'notifications',
  'openssl',
  'proxies',
  'sasl',
  'shells',
  'debianBuilders',
  'networkDrivers',
  'networkFilters',
  'firewall',
  'dhcpServer',
  'uefiFirmware',
  'tpmEmulator',
];

/** @type {readonly RequirementName[]} the other libvirt clients, and the tools that build them */
const TO_COMPARE = ['virsh', 'pythonBinding', 'libvirtHeaders', 'compiler'];

/** @typedef {'run' | 'test' | 'bench'} Purpose */

/** @type {Record<Purpose, readonly RequirementName[]>} the requirements of a purpose in addition to those of guests */
const BY_PURPOSE = { run: [], test: TO_TEST, bench: TO_COMPARE };

/**
 * @param {{ localLibvirt: boolean, systemDaemon: boolean, purpose: Purpose }} needs
 *   `localLibvirt`: the daemon is on this host; `systemDaemon`: as root's, not a user's own
 * @returns {RequirementName[]}
 */
export function requirementsFor({ localLibvirt, systemDaemon, purpose }) {
  /** @type {RequirementName[]} */
  const names = [];
  if (localLibvirt) names.push(...TO_RUN_GUESTS);
  if (localLibvirt && systemDaemon) names.push('systemSettings');
  return [...names, 'decompressors', ...BY_PURPOSE[purpose]];
}

/**
 * @param {readonly RequirementName[]} names
 * @param {Host} host
 * @returns {RequirementName[]}
 */
export function missingRequirements(names, host) {
  return names.filter((name) => !REQUIREMENTS[name].isMet(host));
}

/**
 * @param {readonly RequirementName[]} names
 * @param {PackageManagerName} manager
 * @returns {string[]} each package once
 */
export function packagesFor(names, manager) {
  return [...new Set(names.flatMap((name) => REQUIREMENTS[name].packages[manager]))];
}
