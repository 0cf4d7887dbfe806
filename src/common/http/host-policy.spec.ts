import { expect, it } from 'vitest';
import { canonicalHost, canonicalIp } from './host-name.js';
import { hostRefusal } from './host-policy.js';

const LOCAL = {
  listenAddress: '127.0.0.1',
  allowedHosts: ['cloud.example', '*.lan', '2001:db8::1'],
};

it.each([
  ['localhost', true],
  ['LocalHost.:80', true],
  ['127.0.0.1', true],
  ['127.1.2.3:9', true],
  ['[::1]:8080', true],
  ['[0:0:0:0:0:0:0:1]', true],
  ['[::ffff:7f00:1]', true],
  ['cloud.example', true],
  ['CLOUD.example.:443', true],
  ['a.lan', true],
  ['a.b.lan', true],
  ['[2001:0DB8::1]', true],
  ['lan', false],
  ['xlan', false],
  ['cloud.example.evil', false],
  ['127.0.0.1.evil', false],
  ['localhost.evil', false],
  ['127.1', false],
  ['2130706433', false],
  ['0.0.0.0', false],
  ['192.0.2.7', false],
  ['::1', false],
  ['', false],
  ['a..b', false],
])('a server on loopback answers for "%s": %s', (host, answers) => {
  expect(hostRefusal(host, LOCAL, '127.0.0.1') === undefined).toBe(answers);
});

it('accepts the address of the connection, and any address if the server listens on all', () => {
  const rules = { listenAddress: '192.0.2.1', allowedHosts: [] };
  expect(hostRefusal('192.0.2.1', rules, undefined)).toBeUndefined();
  expect(hostRefusal('192.0.2.9', rules, '::ffff:192.0.2.9')).toBeUndefined();
  expect(hostRefusal('192.0.2.8', rules, '::ffff:192.0.2.9')).toBeDefined();
  for (const listenAddress of ['0.0.0.0', '::']) {
    expect(hostRefusal('198.51.100.1', { ...rules, listenAddress }, undefined)).toBeUndefined();
    expect(hostRefusal('host.example', { ...rules, listenAddress }, undefined)).toBeDefined();
  }
  const named = { listenAddress: 'Box.example', allowedHosts: [] };
  expect(hostRefusal('box.example:80', named, undefined)).toBeUndefined();
});

it.each([
  ['[::FFFF:192.0.2.1]:80', '192.0.2.1'],
  ['2001:DB8:0::1', '2001:db8::1'],
  ['Example.ORG.', 'example.org'],
  ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
  ['-a.example', undefined],
  ['bücher.example', undefined],
  [`${'a'.repeat(64)}.example`, undefined],
])('the host "%s" is %s', (text, host) => {
  expect(canonicalHost(text)).toBe(host);
});

it('normalizes addresses', () => {
  expect(canonicalIp('fe80::1%eth0')).toBe('fe80::1');
  expect(canonicalIp('::ffff:1.2.3.4')).toBe('1.2.3.4');
  expect(canonicalIp('example')).toBeUndefined();
  expect(canonicalIp('1.2.3.4:5')).toBeUndefined();
});
