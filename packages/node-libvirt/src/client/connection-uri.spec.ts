import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultUri, parseConnectionUri } from './connection-uri.js';

describe('parseConnectionUri', () => {
  it.each([
    ['qemu:///system', 'unix', '', 'qemu:///system'],
    ['qemu:///session', 'unix', '', 'qemu:///session'],
    ['test:///default', 'unix', '', 'test:///default'],
    ['qemu+unix:///system?socket=/tmp/a%20b', 'unix', '', 'qemu:///system'],
    ['qemu+ssh://me@host.example/system', 'ssh', 'host.example', 'qemu:///system'],
    ['qemu+tcp://[::1]:16509/system', 'tcp', '::1', 'qemu:///system'],
    ['qemu+tcp://[fe80::1%25eth0]/system', 'tcp', 'fe80::1%eth0', 'qemu:///system'],
    ['qemu+tcp://me@[fe80::1%25br%2D0]:1/system', 'tcp', 'fe80::1%br-0', 'qemu:///system'],
    ['qemu://host/system', 'tls', 'host', 'qemu:///system'],
    ['qemu+tcp://h/system?no_tty=1', 'tcp', 'h', 'qemu:///system'],
    ['qemu+tcp://h/?name=qemu:///system%3Fother=2', 'tcp', 'h', 'qemu:///system?other=2'],
    ['qemu+ssh://h/?name=qemu:///session', 'ssh', 'h', 'qemu:///session'],
    ['vmwareplayer:///session', 'unix', '', 'vmwareplayer:///session'],
  ])('parses %s', (text, transport, host, remoteName) => {
    expect(parseConnectionUri(text)).toMatchObject({ transport, host, remoteName });
  });

  it('returns the user, the port and the parameters for the client', () => {
    const uri = parseConnectionUri('qemu+ssh://a%40b@h:2222/system?keyfile=/k&socket=/tmp/a%20b');
    expect(uri).toMatchObject({ user: 'a@b', port: 2222, path: '/system', driver: 'qemu' });
    expect(uri.parameters.get('keyfile')).toBe('/k');
    expect(uri.parameters.get('socket')).toBe('/tmp/a b');
  });

  it('ignores an empty parameter', () => {
    expect(parseConnectionUri('qemu+ssh://h/system?socket=&netcat=').parameters.size).toBe(0);
  });

  it.each(['', 'qemu', '/run/libvirt', 'qemu+carrier-pigeon:///system', 'a+b+c:///x'])(
    'refuses %j',
    (text) => expect(() => parseConnectionUri(text)).toThrow(TypeError),
  );

  it('reports an unknown parameter, lists the known ones, and explains how to pass one to the driver', () => {
    expect(() => parseConnectionUri('qemu+tcp://h/system?sokcet=/x')).toThrow(
      /^Unknown parameter 'sokcet' in '.*'\. The parameters are auth, .*, socket, .*\?name=qemu:\/\/\/system%3Fsokcet=/,
    );
  });

  it('explains how to write the zone of an IPv6 address', () => {
    expect(() => parseConnectionUri('qemu+tcp://[fe80::1%eth0]/system')).toThrow(/as '%25'/);
  });

  it.each([
    ['esx://server/?no_verify=1', 'a VMware ESX server'],
    ['gsx://server/', 'a VMware GSX server'],
    ['vpx://server/dc/host', 'a VMware vCenter server'],
    ['hyperv://server/', 'a Microsoft Hyper-V server'],
  ])('refuses %s, because its driver runs without a daemon', (text, server) => {
    expect(() => parseConnectionUri(text)).toThrow(
      new RegExp(`libvirt connects to ${server} from its C library`),
    );
  });
});

describe('defaultUri', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('returns LIBVIRT_DEFAULT_URI', () => {
    vi.stubEnv('LIBVIRT_DEFAULT_URI', 'test:///default');
    expect(defaultUri()).toBe('test:///default');
  });
});
