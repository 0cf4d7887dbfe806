import { describe, expect, it } from 'vitest';

import { portAddress } from './port-addresses';

const port = (guestPort: number, hostAddress = '0.0.0.0', protocol: 'tcp' | 'udp' = 'tcp') => ({
  guestPort,
  hostAddress,
  protocol,
  hostPort: 40_001,
});

describe('portAddress', () => {
  it('uses the host name of the page for a mapping on all addresses', () => {
    expect(portAddress(port(80), 'lab.example', null)).toMatchObject({
      address: 'lab.example:40001',
      url: 'http://lab.example:40001',
      ssh: null,
      onlyOnHost: false,
    });
  });

  it('reports a mapping on the loopback address that the browser cannot reach', () => {
    expect(portAddress(port(80, '127.0.0.1'), 'lab.example', null)).toMatchObject({
      address: '127.0.0.1:40001',
      url: null,
      onlyOnHost: true,
    });
    expect(portAddress(port(80, '127.0.0.1'), 'localhost', null)).toMatchObject({
      url: 'http://localhost:40001',
      onlyOnHost: false,
    });
  });

  it('uses the address of a mapping on one address', () => {
    expect(portAddress(port(443, '10.0.0.7'), 'lab', null).url).toBe('https://10.0.0.7:40001');
  });

  it('offers ssh for port 22 over TCP', () => {
    expect(portAddress(port(22), 'lab', 'debian').ssh).toBe('ssh -p 40001 debian@lab');
    expect(portAddress(port(22), 'lab', null).ssh).toBe('ssh -p 40001 root@lab');
    expect(portAddress(port(22, '0.0.0.0', 'udp'), 'lab', null).ssh).toBeNull();
  });

  it('puts IPv6 addresses in brackets, except for ssh', () => {
    expect(portAddress(port(80, '::'), '[fd00::1]', null).url).toBe('http://[fd00::1]:40001');
    expect(portAddress(port(80, 'fd00::2'), 'lab', null).address).toBe('[fd00::2]:40001');
    expect(portAddress(port(22, 'fd00::2'), 'lab', null).ssh).toBe('ssh -p 40001 root@fd00::2');
  });
});
