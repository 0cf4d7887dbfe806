import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bootFiles, guestFiles, setupScript } from './guest-files.js';
import type { JeosRequest } from './jeos-request.js';

const IDS = { root: '0f0e0d0c-0000-4000-8000-000000000001', boot: '1a2b3c4d' };
const KEY = "ssh-ed25519 AAAAC3 user's key";
const PLAIN: JeosRequest = {
  suite: 'bookworm',
  mirror: undefined,
  packages: [],
  sizeGiB: 4,
  hostname: 'web-1',
  sshKeys: [KEY],
  locale: undefined,
  cloudInit: false,
};
const CLOUD: JeosRequest = { ...PLAIN, cloudInit: true };

function textOf(request: JeosRequest, path: string): string | undefined {
  return guestFiles(request, IDS).find((file) => file.path === path)?.text;
}

function assertShellSyntax(script: string): void {
  execFileSync('sh', ['-n'], { input: script });
}

describe('guestFiles', () => {
  it('mounts both file systems by the ids that were given to them', () => {
    expect(textOf(PLAIN, '/etc/fstab')).toBe(
      `UUID=${IDS.root} / ext4 errors=remount-ro,x-systemd.growfs 0 1
UUID=1A2B-3C4D /boot/efi vfat umask=0077,nofail,x-systemd.device-timeout=15min 0 2
`,
    );
  });

  it('has no machine id of its own', () => {
    expect(textOf(PLAIN, '/etc/machine-id')).toBe('');
  });

  it('sets the hostname and the locale', () => {
    expect(textOf(PLAIN, '/etc/hostname')).toBe('web-1\n');
    expect(textOf(PLAIN, '/etc/locale.conf')).toBe('LANG=C.UTF-8\n');
    expect(textOf({ ...PLAIN, locale: 'de_DE.UTF-8' }, '/etc/locale.conf')).toBe(
      'LANG=de_DE.UTF-8\n',
    );
  });

  it('leaves the network and the host keys to cloud-init, if it is there', () => {
    const paths = (request: JeosRequest) => guestFiles(request, IDS).map(({ path }) => path);
    const own = [
      '/etc/systemd/network/80-dhcp.network',
      '/etc/systemd/system/ssh-host-keys.service',
    ];
    expect(paths(PLAIN)).toEqual(expect.arrayContaining(own));
    expect(paths(PLAIN).filter((path) => path.includes('cloud'))).toEqual([]);
    expect(paths(CLOUD).filter((path) => own.includes(path))).toEqual([]);
  });

  it('enables cloud-init without a seed too', () => {
    const config = textOf(CLOUD, '/etc/cloud/cloud.cfg.d/90_picostack.cfg');
    expect(config).toContain('datasource_list: [NoCloud, ConfigDrive, None]\n');
    expect(textOf(CLOUD, '/etc/cloud/ds-identify.cfg')).toContain('notfound=enabled');
  });

  it('has a valid script for kernel updates', () => {
    assertShellSyntax(textOf(PLAIN, '/usr/local/sbin/update-boot-partition') ?? 'fi');
  });
});

describe('bootFiles', () => {
  it('boots the same kernel with the same options on BIOS and UEFI', () => {
    const files = bootFiles(IDS);
    const options = `root=UUID=${IDS.root} ro console=tty0 console=ttyS0,115200`;
    expect(files['syslinux.cfg']).toContain(`APPEND ${options}\n`);
    expect(files['loader/entries/debian.conf']).toContain(`options ${options}\n`);
  });
});

describe('setupScript', () => {
  it('gives the keys to the login user, whatever characters they contain', () => {
    const script = setupScript(PLAIN);
    assertShellSyntax(script);
    const line = script.split('\n').find((each) => each.startsWith('printf')) ?? '';
    expect(line).toMatch(/> \/root\/\.ssh\/authorized_keys$/);
    const printed = execFileSync('sh', ['-c', line.replace(/ > .*/, '')]);
    expect(printed.toString()).toBe(`${KEY}\n`);
    expect(setupScript(CLOUD)).toContain('> /home/debian/.ssh/authorized_keys');
    assertShellSyntax(setupScript(CLOUD));
  });

  it('removes what belongs to this host or to one instance', () => {
    expect(setupScript(PLAIN)).toMatch(/^rm -f \/etc\/ssh\/ssh_host_/m);
    expect(setupScript(PLAIN)).toMatch(/^rm -f \/etc\/apt\/apt\.conf\.d\/99mmdebstrap$/m);
  });

  it('generates a locale that libc does not have', () => {
    expect(setupScript(PLAIN)).not.toContain('locale-gen');
    expect(setupScript({ ...PLAIN, locale: 'C.UTF-8' })).not.toContain('locale-gen');
    expect(setupScript({ ...PLAIN, locale: 'de_DE.UTF-8' })).toMatch(
      /^echo 'de_DE\.UTF-8 UTF-8' > \/etc\/locale\.gen\nlocale-gen$/m,
    );
  });
});
