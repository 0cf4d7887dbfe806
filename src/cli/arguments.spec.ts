import { describe, expect, it } from 'vitest';
import { collectPorts, parseCount, parseMoment, parsePort } from './arguments.js';

describe('parsePort', () => {
  it.each([
    ['22', { protocol: 'tcp', guestPort: 22 }],
    ['8080:80', { protocol: 'tcp', guestPort: 80, hostPort: 8080 }],
    ['0.0.0.0:8080:80', { protocol: 'tcp', guestPort: 80, hostPort: 8080, hostAddress: '0.0.0.0' }],
    ['5353:53/udp', { protocol: 'udp', guestPort: 53, hostPort: 5353 }],
    ['22/tcp', { protocol: 'tcp', guestPort: 22 }],
  ])('reads %s', (text, expected) => {
    expect(parsePort(text)).toEqual(expected);
  });

  it.each([
    '',
    '0',
    '65536',
    '70000:80',
    '80:',
    ':80',
    'http',
    '80/icmp',
    'host:8080:80',
    '1:2:3:4',
  ])('refuses "%s" and says what to write', (text) => {
    expect(() => parsePort(text)).toThrow(/GUEST, HOST:GUEST or ADDRESS:HOST:GUEST/);
  });
});

it('collects an option that is repeated', () => {
  const first = collectPorts('22');
  expect(collectPorts('8080:80', first).map(({ guestPort }) => guestPort)).toEqual([22, 80]);
});

it.each(['0', '-1', '1.5', 'ten', ''])('refuses the count "%s"', (text) => {
  expect(() => parseCount(text)).toThrow('whole number greater than 0');
});

describe('parseMoment', () => {
  const now = Date.parse('2026-02-01T00:00:00Z');
  it.each([
    ['90s', '2026-01-31T23:58:30.000Z'],
    ['10m', '2026-01-31T23:50:00.000Z'],
    ['2h', '2026-01-31T22:00:00.000Z'],
    ['7d', '2026-01-25T00:00:00.000Z'],
    ['999999999d', '1970-01-01T00:00:00.000Z'],
    ['2026-01-31', '2026-01-31'],
    ['yesterday', 'yesterday'],
  ])('parses %s as %s; the server refuses an invalid time', (text, expected) => {
    expect(parseMoment(text, undefined, now)).toBe(expected);
  });
});
