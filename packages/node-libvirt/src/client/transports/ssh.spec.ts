import { describe, expect, it } from 'vitest';
import { parseConnectionUri } from '../connection-uri.js';
import { remoteCommand, sshArguments } from './ssh.js';

describe('ssh', () => {
  it('runs the helper where it is installed, else netcat', () => {
    expect(remoteCommand(parseConnectionUri('qemu+ssh://h/system'), false)).toBe(
      `sh -c 'command -v virt-ssh-helper >/dev/null 2>&1 && exec virt-ssh-helper '\\''qemu:///system'\\''; ` +
        `exec '\\''nc'\\'' -U '\\''/run/libvirt/libvirt-sock'\\'''`,
    );
  });

  it('runs netcat where the URI asks for it', () => {
    const uri = parseConnectionUri("qemu+ssh://h/system?socket=/a'b&netcat=ncat");
    expect(remoteCommand(uri, false)).toBe(`exec 'ncat' -U '/a'\\''b'`);
  });

  it('ignores an empty socket', () => {
    const uri = parseConnectionUri('qemu+ssh://h/system?socket=');
    expect(remoteCommand(uri, false)).toBe(
      remoteCommand(parseConnectionUri('qemu+ssh://h/system'), false),
    );
  });

  it('passes the zone of an address', () => {
    const uri = parseConnectionUri('qemu+ssh://[fe80::1%25eth0]/system');
    expect(sshArguments(uri, false).at(-2)).toBe('fe80::1%eth0');
  });

  it('asks the helper for a read-only connection', () => {
    const uri = parseConnectionUri('qemu+ssh://h/system?proxy=native');
    expect(remoteCommand(uri, true)).toBe(`exec virt-ssh-helper -r 'qemu:///system'`);
  });

  it('refuses a proxy that libvirt does not have', () => {
    const uri = parseConnectionUri('qemu+ssh://h/system?proxy=x');
    expect(() => remoteCommand(uri, false)).toThrow(TypeError);
  });

  it('passes user, port and key, and ends the options before the host', () => {
    const uri = parseConnectionUri('qemu+ssh://me@[::1]:2222/system?keyfile=/k&no_verify=1');
    const args = sshArguments(uri, false);
    expect(args.slice(0, -1).join(' ')).toBe(
      '-T -e none -o BatchMode=yes -p 2222 -l me -i /k -o StrictHostKeyChecking=no -- ::1',
    );
  });
});
