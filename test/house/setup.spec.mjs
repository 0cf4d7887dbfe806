// @ts-check
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCompilerFailure, isInstalled, withoutUsage } from '../../scripts/setup/dependencies.mjs';
import { lacksItsGroup } from '../../scripts/setup/kvm-device.mjs';
import { daemonCommands } from '../../scripts/setup/libvirt-daemon.mjs';
import { chooseLibvirt } from '../../scripts/setup/libvirt-uri.mjs';
import { compileEnvironment, prebuiltUrl } from '../../scripts/setup/native-module.mjs';
import { nodeVersionProblem } from '../../scripts/setup/node-version.mjs';
import { parseOsRelease } from '../../scripts/setup/os-release.mjs';
import { PACKAGE_MANAGERS, choosePackageManager } from '../../scripts/setup/package-managers.mjs';
import { choosePrivilege } from '../../scripts/setup/privilege.mjs';
import {
  REQUIREMENTS,
  missingRequirements,
  packagesFor,
  requirementsFor,
} from '../../scripts/setup/requirements.mjs';
import { inRoot } from '../../scripts/shell/paths.mjs';

/** @typedef {import('../../scripts/setup/programs.mjs').Host} Host */

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nID=debian\n';
const UBUNTU = 'PRETTY_NAME="Ubuntu 24.04.2 LTS"\nID=ubuntu\nID_LIKE=debian\n';
const ROCKY = 'NAME="Rocky Linux"\nID="rocky"\nID_LIKE="rhel centos fedora"\n';
const TUMBLEWEED =
  'NAME="openSUSE Tumbleweed"\nID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n';
const ARCH_LIKE = "NAME='EndeavourOS'\nID=endeavouros\nID_LIKE=arch\n";
const ALPINE = 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.0\n';

/**
 * Creates a host that has these programs, files and libvirt modules.
 * @param {readonly string[]} has
 * @returns {Host}
 */
function hostWith(...has) {
  const isListed = (/** @type {string} */ name) => has.includes(name);
  return {
    hasProgram: isListed,
    hasFile: isListed,
    hasLibvirtModule: isListed,
    hasPythonModule: isListed,
  };
}

const everything = () => true;
const text = (/** @type {string[][]} */ commands) => commands.map((command) => command.join(' '));

describe('nodeVersionProblem', () => {
  it.each(['18.20.8', '20.18.3', '20.9.0', '8.0.0'])(
    'rejects %s and explains what to do',
    (version) => {
      expect(nodeVersionProblem(version)).toMatch(/needs Node 20\.19\.0 or newer.*\n.*nodejs\.org/);
    },
  );

  it.each(['20.19.0', '20.19.1', '20.20.0', '22.0.0', '24.1.0-nightly'])(
    'accepts %s',
    (version) => {
      expect(nodeVersionProblem(version)).toBeNull();
    },
  );
});

describe('parseOsRelease', () => {
  it('reads quoted and bare values', () => {
    expect(parseOsRelease(UBUNTU)).toEqual({
      id: 'ubuntu',
      like: ['debian'],
      name: 'Ubuntu 24.04.2 LTS',
    });
    expect(parseOsRelease(ARCH_LIKE)).toMatchObject({ id: 'endeavouros', name: 'EndeavourOS' });
    expect(parseOsRelease(ROCKY).like).toEqual(['rhel', 'centos', 'fedora']);
  });

  it('removes shell escapes and skips lines that are not assignments', () => {
    expect(parseOsRelease('# a comment\n\nPRETTY_NAME="5\\" \\$floppy"\n').name).toBe('5" $floppy');
  });

  it('accepts an empty file', () => {
    expect(parseOsRelease('')).toEqual({ id: 'linux', like: [], name: 'linux' });
  });
});

describe('choosePackageManager', () => {
  it.each([
    [DEBIAN, 'apt'],
    [UBUNTU, 'apt'],
    [ROCKY, 'dnf'],
    [TUMBLEWEED, 'zypper'],
    [ARCH_LIKE, 'pacman'],
    [ALPINE, 'apk'],
  ])('supports %j', (release, name) => {
    expect(choosePackageManager(parseOsRelease(release), everything)?.name).toBe(name);
  });

  it('chooses by the installed program on an unknown distribution', () => {
    const os = parseOsRelease('ID=newcomer\n');
    expect(choosePackageManager(os, (program) => program === 'zypper')?.name).toBe('zypper');
    expect(choosePackageManager(os, () => false)).toBeNull();
  });

  it('installs without prompts and without recommended packages', () => {
    const commands = PACKAGE_MANAGERS.map((manager) => manager.install(['one', 'two']).join(' '));
    expect(commands).toEqual([
      'env DEBIAN_FRONTEND=noninteractive apt-get -q -y -oDPkg::Lock::Timeout=180 install --no-install-recommends one two',
      'dnf -y --setopt=install_weak_deps=False install one two',
      'zypper --non-interactive install --no-recommends one two',
      expect.stringMatching(/^pacman -Sy? --needed --noconfirm one two$/),
      'apk add one two',
    ]);
  });
});

describe('requirements', () => {
  const toRun = requirementsFor({ localLibvirt: true, systemDaemon: true, purpose: 'run' });

  it('list packages of each distribution', () => {
    expect(packagesFor(toRun, 'apt')).toEqual([
      'libvirt-daemon-system',
      'libvirt-daemon-driver-qemu',
      'qemu-system-x86',
      'qemu-utils',
      'xz-utils',
      'zstd',
      'bzip2',
    ]);
    expect(packagesFor(toRun, 'dnf')).toEqual([
      'libvirt-daemon-driver-qemu',
      'libvirt-daemon-log',
      'libvirt-daemon-driver-storage-core',
      'qemu-kvm',
      'qemu-img',
      'xz',
      'zstd',
      'bzip2',
    ]);
    expect(packagesFor(toRun, 'zypper')).toEqual([
      'libvirt-daemon-driver-qemu',
      'libvirt-daemon-log',
      'libvirt-daemon-driver-storage-core',
      'qemu-x86',
      'qemu-tools',
      'xz',
      'zstd',
      'bzip2',
    ]);
    expect(packagesFor(toRun, 'pacman')).toEqual([
      'libvirt',
      'qemu-base',
      'qemu-img',
      'xz',
      'zstd',
      'bzip2',
    ]);
    expect(packagesFor(toRun, 'apk')).toEqual([
      'libvirt-daemon',
      'libvirt-qemu',
      'libvirt-common-drivers',
      'qemu-system-x86_64',
      'qemu-img',
      'xz',
      'zstd',
      'bzip2',
    ]);
  });

  it.each(PACKAGE_MANAGERS)('match docs/install.md for $name', ({ name }) => {
    const guide = readFileSync(inRoot('docs/install.md'), 'utf8');
    expect(guide).toContain(`\`${packagesFor(toRun, name).join(' ')}\``);
  });

  it('name a package for every package manager', () => {
    for (const requirement of Object.values(REQUIREMENTS)) {
      for (const { name } of PACKAGE_MANAGERS) {
        expect(requirement.packages[name].length, `${requirement.what}, ${name}`).toBeGreaterThan(
          0,
        );
      }
    }
  });

  it('are all missing on an empty host', () => {
    expect(missingRequirements(toRun, hostWith())).toEqual(toRun);
  });

  it('are met by the modular daemons and an emulator outside of PATH', () => {
    const fedora = hostWith(
      'virtqemud',
      'virtlogd',
      'connection-driver/libvirt_driver_qemu.so',
      'connection-driver/libvirt_driver_storage.so',
      'storage-backend/libvirt_storage_backend_fs.so',
      '/etc/libvirt/qemu.conf',
      '/usr/libexec/qemu-kvm',
      'qemu-img',
      'xz',
      'zstd',
      'bzip2',
    );
    expect(missingRequirements(toRun, fedora)).toEqual([]);
  });

  it('are only those of the server itself if libvirt is on another host', () => {
    expect(requirementsFor({ localLibvirt: false, systemDaemon: false, purpose: 'run' })).toEqual([
      'decompressors',
    ]);
  });

  it('include no system-wide settings for a user session', () => {
    const names = requirementsFor({ localLibvirt: true, systemDaemon: false, purpose: 'run' });
    expect(names).not.toContain('systemSettings');
    expect(names).toContain('daemon');
  });

  it('include test tools only for tests', () => {
    const names = requirementsFor({ localLibvirt: true, systemDaemon: true, purpose: 'test' });
    expect(names).toEqual(expect.arrayContaining([...toRun, 'virsh', 'chromium', 'ssh']));
  });

  it('include ssh client, server and key generator', () => {
    expect(missingRequirements(['ssh'], hostWith('ssh', 'ssh-keygen'))).toEqual(['ssh']);
    expect(missingRequirements(['ssh'], hostWith('ssh', 'sshd', 'ssh-keygen'))).toEqual([]);
  });

  it('include UEFI firmware and both TPM programs for tests, and not for guests', () => {
    expect(toRun).not.toContain('uefiFirmware');
    const names = requirementsFor({ localLibvirt: true, systemDaemon: true, purpose: 'test' });
    expect(names).toEqual(expect.arrayContaining(['uefiFirmware', 'tpmEmulator']));
    expect(missingRequirements(['tpmEmulator'], hostWith('swtpm'))).toEqual(['tpmEmulator']);
    expect(missingRequirements(['tpmEmulator'], hostWith('swtpm', 'swtpm_setup'))).toEqual([]);
    const debian = hostWith('/usr/share/OVMF/OVMF_CODE_4M.fd');
    expect(missingRequirements(['uefiFirmware'], debian)).toEqual([]);
    expect(missingRequirements(['uefiFirmware'], hostWith())).toEqual(['uefiFirmware']);
    expect(packagesFor(['uefiFirmware', 'tpmEmulator'], 'apt')).toEqual([
      'ovmf',
      'swtpm',
      'swtpm-tools',
    ]);
  });

  it('include the other clients for benchmarks, and no browser', () => {
    const names = requirementsFor({ localLibvirt: true, systemDaemon: true, purpose: 'bench' });
    expect(names).toEqual(expect.arrayContaining([...toRun, 'virsh', 'pythonBinding']));
    expect(names).not.toContain('chromium');
    const debian = hostWith('libvirt.py', '/usr/include/libvirt/libvirt.h');
    expect(missingRequirements(['pythonBinding', 'libvirtHeaders'], debian)).toEqual([]);
  });

  it('include all parts of a compiler', () => {
    expect(missingRequirements(['compiler'], hostWith('g++', 'make'))).toEqual(['compiler']);
    expect(missingRequirements(['compiler'], hostWith('clang++', 'make', 'python3'))).toEqual([]);
  });
});

describe('choosePrivilege', () => {
  const user = {
    isRoot: false,
    hasSudo: true,
    hasTerminal: true,
    sudoNeedsPassword: async () => true,
  };

  it('needs no command as root', async () => {
    expect(await choosePrivilege({ ...user, isRoot: true, hasSudo: false })).toEqual([]);
  });

  it('allows sudo to prompt for a password at a terminal', async () => {
    expect(await choosePrivilege(user)).toEqual(['sudo']);
  });

  it('never allows sudo to prompt without a terminal', async () => {
    const unattended = { ...user, hasTerminal: false };
    expect(await choosePrivilege(unattended)).toBeNull();
    const withoutPassword = { ...unattended, sudoNeedsPassword: async () => false };
    expect(await choosePrivilege(withoutPassword)).toEqual(['sudo', '-n']);
  });

  it('fails without sudo', async () => {
    expect(await choosePrivilege({ ...user, hasSudo: false })).toBeNull();
  });
});

describe('chooseLibvirt', () => {
  it.each([
    [{ uri: undefined, isRoot: true, systemAnswers: false }, 'system'],
    [{ uri: '', isRoot: true, systemAnswers: false }, 'system'],
    [{ uri: undefined, isRoot: false, systemAnswers: true }, 'system'],
    [{ uri: undefined, isRoot: false, systemAnswers: false }, 'session'],
    [{ uri: 'qemu:///session', isRoot: true, systemAnswers: true }, 'session'],
    [{ uri: 'qemu:///system', isRoot: false, systemAnswers: false }, 'system'],
    [{ uri: 'qemu+unix:///system?socket=/x', isRoot: false, systemAnswers: false }, 'system'],
    [{ uri: 'qemu+ssh://host/system', isRoot: true, systemAnswers: true }, 'elsewhere'],
    [{ uri: 'test:///default', isRoot: true, systemAnswers: false }, 'elsewhere'],
  ])('%j -> %s', (facts, where) => {
    expect(chooseLibvirt(facts)).toBe(where);
  });
});

describe('daemonCommands', () => {
  const quiet = { logDaemonAnswers: false };

  it('starts the daemons directly without an init system', () => {
    expect(text(daemonCommands(hostWith('libvirtd', 'virtlogd'), quiet))).toEqual([
      'virtlogd -d',
      'libvirtd -d',
    ]);
  });

  it('does not start a second log daemon', () => {
    const host = hostWith('libvirtd', 'virtlogd');
    expect(text(daemonCommands(host, { logDaemonAnswers: true }))).toEqual(['libvirtd -d']);
  });

  it('starts the installed modular daemons, QEMU last', () => {
    const host = hostWith('virtqemud', 'virtstoraged', 'virtlogd');
    expect(text(daemonCommands(host, quiet))).toEqual([
      'virtlogd -d',
      'virtstoraged -d',
      'virtqemud -d',
    ]);
  });

  it('enables the unit that the distribution uses', () => {
    expect(text(daemonCommands(hostWith('libvirtd', '/run/systemd/system'), quiet))).toEqual([
      'systemctl enable --now libvirtd.service',
    ]);
    const modular = [
      'systemctl enable --now virtlogd.socket virtstoraged.socket virtqemud.socket virtqemud.service',
    ];
    expect(text(daemonCommands(hostWith('virtqemud', '/run/systemd/system'), quiet))).toEqual(
      modular,
    );
    const both = hostWith(
      'libvirtd',
      'virtqemud',
      '/run/systemd/system',
      '/etc/systemd/system/sockets.target.wants/virtqemud.socket',
    );
    expect(text(daemonCommands(both, quiet))).toEqual(modular);
  });

  it('uses OpenRC on Alpine', () => {
    expect(text(daemonCommands(hostWith('libvirtd', '/run/openrc/softlevel'), quiet))).toEqual([
      'rc-update add libvirtd',
      'rc-service libvirtd start',
    ]);
  });
});

describe('npm packages', () => {
  it('are up to date if the stamp matches, or if npm ran by hand after the lock file changed', () => {
    expect(isInstalled({ key: 'a', stamp: 'a', byHand: false })).toBe(true);
    expect(isInstalled({ key: 'a', stamp: null, byHand: true })).toBe(true);
  });

  it('are out of date in a fresh clone, and after the lock file or Node changed', () => {
    expect(isInstalled({ key: 'a', stamp: null, byHand: false })).toBe(false);
    expect(isInstalled({ key: 'a', stamp: 'b', byHand: false })).toBe(false);
  });

  it('distinguish a missing compiler from other failures', () => {
    expect(isCompilerFailure('npm error gyp ERR! stack Error: not found: make')).toBe(true);
    expect(isCompilerFailure('npm error code ENOTFOUND')).toBe(false);
  });

  it('fail without printing the usage of npm', () => {
    expect(withoutUsage('npm error why\nnpm error Clean install a project\nnpm error --x')).toBe(
      'npm error why\n',
    );
  });

  it('compile with the headers of the installed Node, unless the user sets others', () => {
    const facts = { configured: '', prefix: '/opt/node', hasHeaders: true };
    expect(compileEnvironment(facts)).toEqual({ JOBS: 'max', npm_config_nodedir: '/opt/node' });
    expect(compileEnvironment({ ...facts, configured: '/usr' })).toEqual({ JOBS: 'max' });
    expect(compileEnvironment({ ...facts, hasHeaders: false })).toEqual({ JOBS: 'max' });
  });

  it('use the URL of the published build for this version of Node', () => {
    const build = { version: '12.1.0', abi: '115', platform: 'linuxmusl', arch: 'arm64' };
    expect(prebuiltUrl(build)).toMatch(
      /\/v12\.1\.0\/better-sqlite3-v12\.1\.0-node-v115-linuxmusl-arm64\.tar\.gz$/,
    );
  });
});

describe('/dev/kvm', () => {
  const facts = { groupOfDevice: 0, mode: 0o600, groupKvm: 107 };

  it('gets its group if udev did not set it', () => {
    expect(lacksItsGroup(facts)).toBe(true);
    expect(lacksItsGroup({ ...facts, groupOfDevice: 107 })).toBe(true);
  });

  it('is not changed if udev set its group, or if the group does not exist', () => {
    expect(lacksItsGroup({ ...facts, groupOfDevice: 107, mode: 0o660 })).toBe(false);
    expect(lacksItsGroup({ ...facts, mode: 0o666 })).toBe(false);
    expect(lacksItsGroup({ ...facts, groupKvm: undefined })).toBe(false);
  });
});
