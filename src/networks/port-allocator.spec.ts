import { describe, expect, it } from 'vitest';
import type { Settings } from '../config/settings.js';
import { loadSettings } from '../config/settings.js';
import type { HostEndpoint } from './host-endpoint.js';
import type { HostPorts } from './host-ports.js';
import { randomMac } from './mac.js';
import { PortAllocator } from './port-allocator.js';

const settings: Settings = {
  ...loadSettings({ PICOSTACK_CONFIG: '/dev/null' }),
  portRange: { from: 40000, to: 40003 },
  portAddress: '127.0.0.1',
};

/** An allocator on a host with only 127.0.0.0/8, where other programs listen on these ports. */
function allocator(...busy: number[]): PortAllocator {
  const hostPorts: Pick<HostPorts, 'probe'> = {
    probe: ({ hostAddress, hostPort }) => {
      if (!/^(127\.|0\.0\.0\.0)/.test(hostAddress)) return Promise.resolve('addressNotOnHost');
      if (hostPort < 1024) return Promise.resolve('privilegedPort');
      return Promise.resolve(busy.includes(hostPort) ? 'portBusy' : 'free');
    },
  };
  return new PortAllocator(settings, hostPorts as HostPorts);
}

const tcp = (hostPort: number, hostAddress = '127.0.0.1'): HostEndpoint => ({
  protocol: 'tcp',
  hostAddress,
  hostPort,
});

describe('a host port', () => {
  it('is the next free one of the range', async () => {
    const ports = allocator(40001);
    expect(await ports.allocate([{ protocol: 'tcp' }, { protocol: 'tcp' }], [tcp(40000)])).toEqual([
      tcp(40002),
      tcp(40003),
    ]);
  });

  it('is not reused immediately after it was released', async () => {
    const ports = allocator();
    expect(await ports.allocate([{ protocol: 'tcp' }], [])).toEqual([tcp(40000)]);
    expect(await ports.allocate([{ protocol: 'tcp' }], [])).toEqual([tcp(40001)]);
  });

  it('is also searched at the start of the range, or refused', async () => {
    const ports = allocator();
    const taken = [tcp(40000), tcp(40001), tcp(40003)];
    await ports.allocate([{ protocol: 'tcp' }], taken);
    expect(await ports.allocate([{ protocol: 'tcp' }], taken)).toEqual([tcp(40002)]);
    await expect(
      ports.allocate([{ protocol: 'tcp' }], [...taken, tcp(40002)]),
    ).rejects.toMatchObject({ code: 'noFreePort' });
  });

  it('that is requested explicitly is allocated before others are chosen', async () => {
    const requests = [{ protocol: 'tcp' }, { protocol: 'tcp', hostPort: 40000 }] as const;
    expect(await allocator().allocate(requests, [])).toEqual([tcp(40001), tcp(40000)]);
  });

  it.each([
    ['a mapping has it', [tcp(40000)], '127.0.0.1'],
    ['a mapping has it on all addresses', [tcp(40000, '0.0.0.0')], '127.0.0.1'],
    ['all addresses are asked for', [tcp(40000)], '0.0.0.0'],
    ['another program listens', [], '127.0.0.1'],
  ])('that is asked for is refused where %s', async (_, taken, hostAddress) => {
    const busy = taken.length === 0 ? [40000] : [];
    const request = { protocol: 'tcp', hostPort: 40000, hostAddress } as const;
    await expect(allocator(...busy).allocate([request], taken)).rejects.toMatchObject({
      code: 'portTaken',
      details: { errors: [{ field: 'hostPort' }] },
    });
  });

  it.each([
    [{ hostPort: 40000, hostAddress: '10.99.99.99' }, 'addressNotOnHost', 'hostAddress'],
    [{ hostAddress: '10.99.99.99' }, 'addressNotOnHost', 'hostAddress'],
    [{ hostPort: 80 }, 'privilegedPort', 'hostPort'],
  ])('that cannot be is refused with the reason: %j', async (wish, code, field) => {
    await expect(allocator().allocate([{ protocol: 'tcp', ...wish }], [])).rejects.toMatchObject({
      code,
      details: { errors: [{ field }] },
    });
  });

  it('is refused with its user: another mapping, or another program', async () => {
    const wish = [{ protocol: 'tcp', hostPort: 40000 }] as const;
    await expect(allocator().allocate(wish, [tcp(40000)])).rejects.toThrow('another port mapping');
    await expect(allocator(40000).allocate(wish, [])).rejects.toThrow('another program');
  });

  it('that is requested may be on another address, or of another protocol', async () => {
    const request = { hostPort: 40000, hostAddress: '127.0.0.2' } as const;
    const taken = [tcp(40000)];
    expect(await allocator().allocate([{ ...request, protocol: 'tcp' }], taken)).toHaveLength(1);
    expect(await allocator().allocate([{ protocol: 'udp', hostPort: 40000 }], taken)).toMatchObject(
      [{ protocol: 'udp', hostPort: 40000 }],
    );
  });

  it('that is requested twice is refused', async () => {
    const twice = [
      { protocol: 'tcp', hostPort: 40000 },
      { protocol: 'tcp', hostPort: 40000 },
    ] as const;
    await expect(allocator().allocate(twice, [])).rejects.toMatchObject({ code: 'portTaken' });
  });
});

describe('a MAC address', () => {
  it("has QEMU's prefix, and differs each time", () => {
    const macs = Array.from({ length: 100 }, randomMac);
    for (const mac of macs) expect(mac).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
    expect(new Set(macs).size).toBeGreaterThan(90);
  });
});
