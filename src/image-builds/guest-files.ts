import type { DiskIds } from './disk-layout.js';
import { loginUser, needsLocales, type JeosRequest } from './jeos-request.js';

/** A file of the image: a path from its root, and a text or the target of a symbolic link. */
export interface GuestFile {
  readonly path: string;
  readonly text?: string;
  readonly target?: string;
  readonly executable?: boolean;
}

/** The files that are written over those of the packages. All of them belong to root. */
export function guestFiles(request: JeosRequest, ids: DiskIds): GuestFile[] {
  const { hostname, locale } = request;
  const updateBoot = '/usr/local/sbin/update-boot-partition';
  return [
    { path: '/etc/hostname', text: `${hostname}\n` },
    { path: '/etc/hosts', text: HOSTS },
    { path: '/etc/fstab', text: fstab(ids) },
    // Empty: each instance gets an id of its own at its first boot. Some guests do not boot without the file.
    { path: '/etc/machine-id', text: '' },
    { path: '/var/lib/dbus/machine-id', target: '/etc/machine-id' },
    { path: '/etc/resolv.conf', target: '../run/systemd/resolve/stub-resolv.conf' },
    // Debian 12 reads the second path, and Debian 13 the first one.
    { path: '/etc/locale.conf', text: `LANG=${locale ?? 'C.UTF-8'}\n` },
    { path: '/etc/default/locale', target: '../locale.conf' },
    // The partition grows before the file system: x-systemd.growfs in /etc/fstab.
    { path: '/etc/repart.d/50-root.conf', text: '[Partition]\nType=root\n' },
    { path: updateBoot, text: UPDATE_BOOT_PARTITION, executable: true },
    ...['kernel/postinst.d', 'kernel/postrm.d', 'initramfs/post-update.d'].map((folder) => ({
      path: `/etc/${folder}/zz-update-boot-partition`,
      target: updateBoot,
    })),
    ...(request.cloudInit
      ? [
          { path: '/etc/cloud/cloud.cfg.d/90_picostack.cfg', text: CLOUD_CONFIG },
          { path: '/etc/cloud/ds-identify.cfg', text: DS_IDENTIFY },
        ]
      : withoutCloudInit()),
  ];
}

/** The files of the boot partition by name. Both loaders read the same kernel. */
export function bootFiles(ids: DiskIds): Record<string, string> {
  const options = `root=UUID=${ids.root} ro console=tty0 console=ttyS0,115200`;
  return {
    'syslinux.cfg': `SERIAL 0 115200
DEFAULT debian
PROMPT 0
LABEL debian
  LINUX /vmlinuz
  INITRD /initrd.img
  APPEND ${options}
`,
    'loader/loader.conf': 'default debian.conf\ntimeout 0\n',
    'loader/entries/debian.conf': `title Debian
linux /vmlinuz
initrd /initrd.img
options ${options}
`,
  };
}

/** A shell script that runs as root in the new system when all packages are installed. */
export function setupScript(request: JeosRequest): string {
  const user = loginUser(request);
  const home = user === 'root' ? '/root' : `/home/${user}`;
  return [
    'set -eu',
    'export LC_ALL=C',
    'systemctl enable systemd-networkd.service systemd-resolved.service',
    // Each instance creates its own.
    'rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub',
    // The proxy and other settings with which this host downloaded the packages.
    'rm -f /etc/apt/apt.conf.d/99mmdebstrap',
    ...(needsLocales(request)
      ? [`echo ${quote(`${request.locale} UTF-8`)} > /etc/locale.gen`, 'locale-gen']
      : []),
    ...(user === 'root'
      ? []
      : [
          // cloud-init keeps an existing user, and adds the keys of the instance.
          `useradd --create-home --shell /bin/bash --comment Debian ${user}`,
          `echo '${user} ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/90-${user}`,
          `chmod 0440 /etc/sudoers.d/90-${user}`,
        ]),
    ...(request.sshKeys.length === 0
      ? []
      : [
          `install -d -m 0700 -o ${user} -g ${user} ${home}/.ssh`,
          `printf '%s\\n' ${request.sshKeys.map(quote).join(' ')} > ${home}/.ssh/authorized_keys`,
          `chown ${user}:${user} ${home}/.ssh/authorized_keys`,
          `chmod 0600 ${home}/.ssh/authorized_keys`,
        ]),
    '',
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * How long systemd waits for the boot partition. Its default of 90 s is too short for a guest in software emulation on a busy
 * host, which then has no boot partition, and does not update its kernel there.
 */
const BOOT_DEVICE_LIMIT = '15min';

function fstab(ids: DiskIds): string {
  const fat = `${ids.boot.slice(0, 4)}-${ids.boot.slice(4)}`.toUpperCase();
  return `UUID=${ids.root} / ext4 errors=remount-ro,x-systemd.growfs 0 1
UUID=${fat} /boot/efi vfat umask=0077,nofail,x-systemd.device-timeout=${BOOT_DEVICE_LIMIT} 0 2
`;
}

/** Without cloud-init: an address from DHCP on each network card, and SSH host keys at the first boot. */
function withoutCloudInit(): GuestFile[] {
  const unit = '/etc/systemd/system/ssh-host-keys.service';
  return [
    {
      path: '/etc/systemd/network/80-dhcp.network',
      text: '[Match]\nName=en* eth*\n\n[Network]\nDHCP=yes\n',
    },
    {
      path: unit,
      text: `[Unit]
Description=Create the SSH host keys of this instance
ConditionPathExists=!/etc/ssh/ssh_host_ed25519_key
Before=ssh.service

[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -A
RemainAfterExit=yes
`,
    },
    { path: '/etc/systemd/system/ssh.service.wants/ssh-host-keys.service', target: unit },
  ];
}

/** libnss-myhostname resolves the guest's own name. */
const HOSTS = `127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
ff02::1 ip6-allnodes
ff02::2 ip6-allrouters
`;

/**
 * ds-identify would disable cloud-init where it finds no seed, also with None in the list. Then nothing would configure
 * the network or create the SSH host keys.
 */
const DS_IDENTIFY = 'policy: search,found=all,maybe=all,notfound=enabled\n';

const CLOUD_CONFIG = `# Written by picostk init jeos.
datasource_list: [NoCloud, ConfigDrive, None]
# systemd-repart and x-systemd.growfs in /etc/fstab do this.
growpart:
  mode: "off"
resize_rootfs: false
# ds-identify.cfg allows an instance without a seed; no warning at each login.
warnings:
  dsid_missing_source: "off"
`;

const UPDATE_BOOT_PARTITION = `#!/bin/sh
# Copies the newest kernel to the boot partition, where syslinux (BIOS) and systemd-boot (UEFI) read it.
# The hooks of the kernel and of initramfs-tools run this.
set -eu
mountpoint -q /boot/efi || exit 0
version=$(cd /boot && ls -d vmlinuz-* | sed s/^vmlinuz-// | sort -V | tail -n 1)
[ -n "$version" ] && [ -e "/boot/initrd.img-$version" ] || exit 0
for file in vmlinuz initrd.img; do
  cp "/boot/$file-$version" "/boot/efi/$file.new"
done
for file in vmlinuz initrd.img; do
  mv "/boot/efi/$file.new" "/boot/efi/$file"
done
sync
`;
