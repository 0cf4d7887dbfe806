import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultUri, parseConnectionUri } from './connection-uri.js';

describe('parseConnectionUri', () => {
  it.each([
    ['qemu:///system', 'unix', '', 'qemu:///system'],
    ['qemu:///session', 'unix', '', 'qemu:///session'],
    ['test:///default', 'unix', '', 'test:///default'],
    ['qemu+unix:///system?socket=/tmp/a%20b', 'unix', '', 'qemu:///system'],
    ['qemu+ssh://me@host.example/system', 'ssh', 'host.example', 'qemu:///system'],
    ['qemu+tcp://[::1]:16509/system', 'tcp', '[::1]', 'qemu:///system'],
    ['qemu://host/system', 'tls', 'host', 'qemu:///system'],
    ['qemu+tcp://h/system?no_tty=1&other=2', 'tcp', 'h', 'qemu:///system?other=2'],
    ['qemu+ssh://h/?name=qemu:///session', 'ssh', 'h', 'qemu:///session'],
  ])('%s', (text, transport, host, remoteName) => {
    expect(parseConnectionUri(text)).toMatchObject({ transport, host, remoteName });
  });

  it('keeps user, port and the settings of the transport', () => {
    const uri = parseConnectionUri('qemu+ssh://a%40b@h:2222/system?keyfile=/k&socket=/tmp/a%20b');
    expect(uri).toMatchObject({ user: 'a@b', port: 2222, path: '/system', driver: 'qemu' });
    expect(uri.parameters.get('keyfile')).toBe('/k');
    expect(uri.parameters.get('socket')).toBe('/tmp/a b');
  });

  it.each(['', 'qemu', '/run/libvirt', 'qemu+carrier-pigeon:///system', 'a+b+c:///x'])(
    'refuses %j',
    (text) => expect(() => parseConnectionUri(text)).toThrow(TypeError),
  );
});

describe('defaultUri', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('follows LIBVIRT_DEFAULT_URI', () => {
    vi.stubEnv('LIBVIRT_DEFAULT_URI', 'test:///default');
    expect(defaultUri()).toBe('test:///default');
  });
});
