import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const execute = promisify(execFile);

/** A program that gets only the usual URI. */
const PROGRAM = `
import { Connection } from 'node-libvirt';
const connection = await Connection.open('qemu:///system' + process.argv[1]);
console.log(await connection.getHostname(), (await connection.listAllStoragePools()).length,
  (await connection.listAllNetworks()).length);
await connection.close();
`;

// Debian has no modular daemons, so libvirtd replaces one: virtqemud, too, answers for pools and networks, by
// forwarding to virtstoraged and virtnetworkd.
describe.skipIf(!canHaveSystemLibvirtd)('a host with the socket of virtqemud alone', () => {
  async function openThere(libvirtd: SystemLibvirtd, parameters = ''): Promise<string> {
    const node = [process.execPath, '--input-type=module', '--eval', PROGRAM, parameters];
    const there = ['--mount', '--target', `${libvirtd.pid}`, `--wd=${import.meta.dirname}`];
    const { stdout } = await execute('nsenter', [...there, '--', ...node]);
    return stdout.trim();
  }

  it('is found by the usual URI, and libvirtd comes first if both exist', async () => {
    await using libvirtd = await SystemLibvirtd.start({ hostname: 'modular' });
    expect(await openThere(libvirtd)).toBe('modular 0 0');
    await expect(openThere(libvirtd, '?mode=direct')).rejects.toThrow(/virtqemud-sock/);
    await libvirtd.run('mv /run/libvirt/libvirt-sock /run/libvirt/virtqemud-sock');
    expect(await openThere(libvirtd)).toBe('modular 0 0');
    expect(await openThere(libvirtd, '?mode=direct')).toBe('modular 0 0');
    await expect(openThere(libvirtd, '?mode=legacy')).rejects.toThrow(/libvirt-sock/);
  });
});
