import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loginUser, packagesOf } from '../../../image-builds/jeos-request.js';
import { EXIT } from '../../cli-error.js';
import { jeosRequest, type JeosOptions } from './jeos-options.js';

const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfATest me@here';
const DEFAULTS = { suite: 'bookworm', size: 4, hostname: 'debian' } as const;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostk-jeos-request-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function request(options: Partial<JeosOptions>) {
  return jeosRequest({ ...DEFAULTS, ...options });
}

function file(text: string): string {
  const path = join(folder, 'key.pub');
  writeFileSync(path, text);
  return path;
}

describe('jeosRequest', () => {
  it('accepts keys as text and as files, with comments and options', async () => {
    const withOptions = `restrict,command="echo 1" ${KEY}`;
    const path = file(`# mine\n\n${withOptions}\n${KEY}2\n`);
    const { sshKeys } = await request({ sshKey: [KEY, path] });
    expect(sshKeys).toEqual([KEY, withOptions, `${KEY}2`]);
  });

  it('installs only what the options need', async () => {
    const plain = await request({ sshKey: [KEY] });
    expect(packagesOf(plain)).not.toEqual(expect.arrayContaining(['cloud-init']));
    expect(packagesOf(plain)).not.toContain('locales');
    expect(packagesOf(plain)).not.toContain('systemd-repart');
    expect(loginUser(plain)).toBe('root');

    const cloud = await request({
      cloudInit: true,
      suite: 'trixie',
      locale: 'de_DE.UTF-8',
      package: ['vim-tiny', 'libstdc++6'],
    });
    expect(packagesOf(cloud)).toEqual(
      expect.arrayContaining(['cloud-init', 'sudo', 'locales', 'systemd-repart', 'libstdc++6']),
    );
    expect(loginUser(cloud)).toBe('debian');
  });

  it('refuses an image in which nobody could log in', async () => {
    await expect(request({})).rejects.toThrow(/^Nobody could log in .*--ssh-key .*--cloud-init/);
    await expect(request({ cloudInit: true })).resolves.toMatchObject({ sshKeys: [] });
  });

  it.each<[Partial<JeosOptions>, RegExp]>([
    [{ package: ['vim,emacs'] }, /--package "vim,emacs"/],
    [{ package: ['--simulate'] }, /--package "--simulate"/],
    [{ mirror: 'deb.debian.org' }, /--mirror "deb\.debian\.org" must be an HTTP address/],
    [{ mirror: 'file:///srv/mirror' }, /must be an HTTP address/],
    [{ mirror: 'http://mirror/debian x' }, /must be an HTTP address/],
    [{ hostname: 'web_1' }, /--hostname "web_1"/],
    [{ hostname: '-x' }, /--hostname/],
    [{ hostname: 'x'.repeat(64) }, /--hostname/],
    [{ locale: 'german' }, /--locale "german"/],
    [{ locale: "de_DE.UTF-8'; true '" }, /--locale/],
    [{ size: 1 }, /--size 1: the disk must have 2 to 2048 GiB/],
    [{ size: 4096 }, /--size 4096/],
    [{ sshKey: ['no-such-file'] }, /"no-such-file" is neither a public key nor a file/],
    [{ sshKey: [`${KEY}\nssh-rsa`] }, /is not a public SSH key/],
  ])('refuses %o', async (options, message) => {
    const refused = request({ cloudInit: true, ...options });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ exitCode: EXIT.usage });
  });

  it('refuses a private key, and files without keys', async () => {
    const secret = file('-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n');
    await expect(request({ sshKey: [secret] })).rejects.toThrow(/private key.*key\.pub\.pub/);
    await expect(request({ sshKey: [file('# none\n')] })).rejects.toThrow(/has no SSH key/);
    await expect(request({ sshKey: [file('hello\n')] })).rejects.toThrow(/not a public SSH key/);
  });
});
