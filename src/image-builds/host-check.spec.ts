import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BOOT_CODE, checkBuildHost, programEnvironment, type BuildHost } from './host-check.js';

let folder: string;
let host: BuildHost;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostk-jeos-host-'));
  const env = { PATH: join(folder, 'bin') };
  host = { env, uid: 0, userName: 'root', arch: 'x64', root: folder };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = ''): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function putAll(): void {
  for (const name of [
    'mmdebstrap',
    'mkfs.vfat',
    'mcopy',
    'syslinux',
    'mke2fs',
    'sfdisk',
    'qemu-img',
  ])
    put(join('bin', name));
  put(BOOT_CODE);
  put('/usr/share/keyrings/debian-archive-keyring.gpg');
}

describe('checkBuildHost', () => {
  it('names everything that is missing, and the command that installs it', async () => {
    const refused = checkBuildHost(host, folder);
    await expect(refused).rejects.toMatchObject({ code: 'jeosProgramsMissing' });
    await expect(refused).rejects.toThrow(
      /because mmdebstrap, mkfs\.vfat, .* are missing\. .*\napt-get install mmdebstrap dosfstools mtools syslinux syslinux-common e2fsprogs fdisk qemu-utils debian-archive-keyring$/,
    );
  });

  it('names one program', async () => {
    putAll();
    rmSync(join(folder, 'bin/sfdisk'));
    await expect(checkBuildHost(host, folder)).rejects.toThrow(
      /because sfdisk is missing\. .*\napt-get install fdisk$/,
    );
  });

  it('accepts a complete host', async () => {
    putAll();
    await checkBuildHost(host, folder);
  });

  it('names a temporary folder that does not exist', async () => {
    putAll();
    await expect(checkBuildHost(host, join(folder, 'none'))).rejects.toThrow(
      /^The temporary folder .*none cannot be used: ENOENT.* Set TMPDIR/,
    );
  });

  it('needs subordinate ids for an ordinary user', async () => {
    putAll();
    const user = { ...host, uid: 1000, userName: 'ann' };
    await expect(checkBuildHost(user, folder)).rejects.toThrow(
      /apt-get install uidmap util-linux$/,
    );
    put('bin/newuidmap');
    put('bin/unshare', '#!/bin/sh\nexit 0\n');
    put('/etc/subuid', 'bob:100000:65536\nann:165536:1000\n');
    await expect(checkBuildHost(user, folder)).rejects.toThrow(
      /ann has no subordinate ids in \/etc\/subuid.*\nusermod --add-subuids .* ann$/,
    );
    put('/etc/subuid', 'ann:165536:65536\n');
    await expect(checkBuildHost(user, folder)).rejects.toThrow(/in \/etc\/subgid/);
    put('/etc/subgid', '1000:165536:65536\n');
    await checkBuildHost(user, folder);
    put('bin/unshare', '#!/bin/sh\necho "Operation not permitted" >&2\nexit 1\n');
    const refused = checkBuildHost(user, folder);
    await expect(refused).rejects.toMatchObject({ code: 'jeosNoNamespaces' });
    await expect(refused).rejects.toThrow(/Operation not permitted\n.*\nsudo picostk init jeos/);
  });

  it('refuses other architectures', async () => {
    await expect(checkBuildHost({ ...host, arch: 'arm64' }, folder)).rejects.toMatchObject({
      code: 'jeosUnsupportedArch',
    });
  });
});

describe('programEnvironment', () => {
  it('finds the programs of the system for ordinary users', () => {
    expect(programEnvironment({ PATH: '/home/ann/bin' })['PATH']).toBe(
      '/home/ann/bin:/usr/local/sbin:/usr/sbin:/sbin',
    );
  });
});
