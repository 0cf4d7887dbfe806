import { describe, expect, it } from 'vitest';
import { hostfwdAdd, hostfwdRemove, parseUsernet } from './hostfwd.js';

/** The output of QEMU 7.2, with a connection of a guest, one through a forward, and its DNS. */
const USERNET = [
  'Hub -1 (hostnet0):',
  '  Protocol[State]    FD  Source Address  Port   Dest. Address  Port RecvQ SendQ',
  '  TCP[ESTABLISHED]   27       127.0.0.1 40000       10.0.2.15    80     0     0',
  '  TCP[HOST_FORWARD]  24       127.0.0.1 40000       10.0.2.15    80     0     0',
  '  TCP[HOST_FORWARD]  25               * 40001       10.0.2.15    22     0     0',
  '  UDP[HOST_FORWARD]  26       127.0.0.1 40000       10.0.2.15    53     0     0',
  '  UDP[236 sec]       28       10.0.2.15 45102        10.0.2.3    53     0     0',
  '  ICMP[10 sec]       29       10.0.2.15 1           10.0.2.2     0     0     0',
  '',
].join('\r\n');

const web = { protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 40000, guestPort: 80 } as const;
const ssh = { protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 40001, guestPort: 22 } as const;
const dns = { protocol: 'udp', hostAddress: '127.0.0.1', hostPort: 40000, guestPort: 53 } as const;

describe('the port forwards in "info usernet"', () => {
  it('are the ones on the host, without connections', () => {
    const netdev = 'hostnet0';
    expect(parseUsernet(USERNET)).toEqual([web, ssh, dns].map((each) => ({ ...each, netdev })));
  });

  it('are found for each backend', () => {
    const both = `${USERNET}${USERNET.replace('hostnet0', 'hostua-lan')}`;
    expect(parseUsernet(both).map(({ netdev }) => netdev)).toEqual([
      ...Array.from({ length: 3 }, () => 'hostnet0'),
      ...Array.from({ length: 3 }, () => 'hostua-lan'),
    ]);
  });

  it('are empty if QEMU lists none', () => {
    expect(parseUsernet('')).toEqual([]);
    expect(parseUsernet('Hub -1 (hostnet0):\r\n')).toEqual([]);
  });

  it('match the ones in the commands', () => {
    expect(hostfwdAdd('hostua-lan', web)).toBe('hostfwd_add hostua-lan tcp:127.0.0.1:40000-:80');
    expect(hostfwdRemove('hostnet0', dns)).toBe('hostfwd_remove hostnet0 udp:127.0.0.1:40000');
  });
});
