import { describe, expect, it } from 'vitest';
import { parseConnectionUri } from '../connection-uri.js';
import { remoteCommand, sshArguments } from './ssh.js';

describe('ssh', () => {
  it('runs virt-ssh-helper if it is installed, and netcat otherwise', () => {
    expect(remoteCommand(parseConnectionUri('qemu+ssh://h/system'), false)).toBe(
      `sh -c 'command -v virt-ssh-helper >/dev/null 2>&1 && exec virt-ssh-helper '\\''qemu:///system'\\''; ` +
        `exec '\\''nc'\\'' -U '\\''/run/libvirt/libvirt-sock'\\'''`,
    );
  });

  it('runs netcat if the URI requests it', () => {
    const uri = parseConnectionUri("qemu+ssh://h/system?socket=/a'b&netcat=ncat");
    expect(remoteCommand(uri, false)).toBe(`exec 'ncat' -U '/a'\\''b'`);
  });

  it('ignores an empty socket', () => {
    const uri = parseConnectionUri('qemu+ssh://h/system?socket=');
    expect(remoteCommand(uri, false)).toBe(
      remoteCommand(parseConnectionUri('qemu+ssh://h/system'), false),
    );
  });

  it('passes the zone of an IPv6 address', () => {
    const uri = parseConnectionUri('qemu+ssh://[fe80::1%25eth0]/system');
    expect(sshArguments(uri, false).at(-2)).toBe('fe80::1%eth0');
  });

  it('requests a read-only connection from virt-ssh-helper', () => {
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
