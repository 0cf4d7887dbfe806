import { describe, expect, it } from 'vitest';
import { diffForwards, hostfwdAdd, hostfwdRemove, parseUsernet } from './hostfwd.js';

/** As QEMU 7.2 prints it, with a connection of a guest, one through a forward, and its own DNS. */
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

describe('the forwards of "info usernet"', () => {
  it('are the ones on the host, and no connection', () => {
    expect(parseUsernet(USERNET)).toEqual([web, ssh, dns]);
  });

  it('are none where QEMU says nothing of them', () => {
    expect(parseUsernet('')).toEqual([]);
    expect(parseUsernet('Hub -1 (hostnet0):\r\n')).toEqual([]);
  });

  it('are what the commands name', () => {
    expect(hostfwdAdd(web)).toBe('hostfwd_add hostnet0 tcp:127.0.0.1:40000-:80');
    expect(hostfwdRemove(dns)).toBe('hostfwd_remove hostnet0 udp:127.0.0.1:40000');
  });
});

describe('the difference of forwards', () => {
  it('is nothing where the wanted ones stand, in any order', () => {
    expect(diffForwards([web, ssh], [ssh, web])).toEqual({ remove: [], add: [] });
  });

  it('is what is missing, and what is too much', () => {
    expect(diffForwards([web, ssh], [ssh, dns])).toEqual({ remove: [web], add: [dns] });
  });

  it('moves a host port to another port of the guest', () => {
    const moved = { ...web, guestPort: 8080 };
    expect(diffForwards([web], [moved])).toEqual({ remove: [web], add: [moved] });
  });
});
