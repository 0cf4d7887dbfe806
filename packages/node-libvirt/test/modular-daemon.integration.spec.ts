import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { canHaveSystemLibvirtd, SystemLibvirtd } from './support/system-libvirtd.js';

const execute = promisify(execFile);

/** A program that connects with the usual URI and the given parameters. */
const PROGRAM = `
import { Connection } from 'node-libvirt';
const connection = await Connection.open('qemu:///system' + process.argv[1]);
console.log(await connection.getHostname(), (await connection.listAllStoragePools()).length,
  (await connection.listAllNetworks()).length);
await connection.close();
`;

// Debian has no modular daemons, so libvirtd stands in for virtqemud. Both serve pools and networks: virtqemud forwards
// those calls to virtstoraged and virtnetworkd.
describe.skipIf(!canHaveSystemLibvirtd)('a host that has only the socket of virtqemud', () => {
  async function runProgram(libvirtd: SystemLibvirtd, parameters = ''): Promise<string> {
    const node = [process.execPath, '--input-type=module', '--eval', PROGRAM, parameters];
    const namespace = ['--mount', '--target', `${libvirtd.pid}`, `--wd=${import.meta.dirname}`];
    const { stdout } = await execute('nsenter', [...namespace, '--', ...node]);
    return stdout.trim();
  }

  it('is found with the usual URI, and `mode` restricts which socket is used', async () => {
    await using libvirtd = await SystemLibvirtd.start({ hostname: 'modular' });
    expect(await runProgram(libvirtd)).toBe('modular 0 0');
    await expect(runProgram(libvirtd, '?mode=direct')).rejects.toThrow(/virtqemud-sock/);
    await libvirtd.run('mv /run/libvirt/libvirt-sock /run/libvirt/virtqemud-sock');
    expect(await runProgram(libvirtd)).toBe('modular 0 0');
    expect(await runProgram(libvirtd, '?mode=direct')).toBe('modular 0 0');
    await expect(runProgram(libvirtd, '?mode=legacy')).rejects.toThrow(/libvirt-sock/);
  });
});
