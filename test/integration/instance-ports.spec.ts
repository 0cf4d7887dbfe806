import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { PortMappingDto } from '../../src/instances/dto/port.dto.js';
import { EventStream } from '../support/event-stream.js';
import { createForeignDomain } from '../support/foreign-domain.js';
import { askGuest } from '../support/guest-console.js';
import { isOpen } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 20_000;

/** Another program of the host that listens. */
async function occupy(port: number, address = '127.0.0.1'): Promise<Server> {
  const other = createServer();
  await once(other.listen(port, address), 'listening');
  return other;
}

async function release(other: Server): Promise<void> {
  other.close();
  await once(other, 'close');
}

/** The forwards in the QEMU of a guest, such as `hostnet0 127.0.0.1 40000 22`. */
async function forwardsOf(name: string): Promise<string[]> {
  const text = await virsh('qemu-monitor-command', name, '--hmp', 'info usernet');
  let netdev = '';
  return text.split(/\r?\n/).flatMap((line) => {
    netdev = /\((.+)\):$/.exec(line)?.[1] ?? netdev;
    const row = /HOST_FORWARD\]\s+\d+\s+(\S+)\s+(\d+)\s+\S+\s+(\d+)/.exec(line);
    return row ? [[netdev, row[1], row[2], row[3]].join(' ')] : [];
  });
}

describe('the ports of an instance', () => {
  let server: TestServer;
  let instance: InstanceDto;
  let busy: number;
  let ownForward: number;

  const portsOf = async (id = instance.id): Promise<PortMappingDto[]> =>
    (await server.api.instance(id)).ports;
  const path = () => `/instances/${instance.id}/ports`;
  const metadata = (name: string) => virsh('metadata', name, 'urn:picostack:instance:1');

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    instance = await server.api.createInstance({
      name: server.name('ports'),
      start: false,
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    busy = instance.ports.find(({ guestPort }) => guestPort === 80)?.hostPort ?? 0;
    // After those of the server's own range that it has already allocated.
    ownForward = busy + 50;
  });
  afterAll(() => server?.dispose());

  it('open at a start, except a busy one, which opens when it becomes free', async () => {
    const other = await occupy(busy);
    try {
      await server.api.finish('POST', `/instances/${instance.id}/start`);
      const started = await server.api.instance(instance.id);
      expect(started.state).toBe('running');
      expect(started.ports.map(({ guestPort, active }) => [guestPort, active])).toEqual([
        [22, true],
        [80, false],
      ]);
      expect(started.lastError).toBe(
        `Cannot open the host port 127.0.0.1:${busy}/tcp: another program on the host listens there.`,
      );
    } finally {
      await release(other);
    }
    await eventually('the port to open', LIMIT_MS, async () => {
      const { ports, lastError } = await server.api.instance(instance.id);
      return (ports.every(({ active }) => active) && lastError === null) || undefined;
    });
    expect(await isOpen(busy)).toBe(true);
    const events = await server.api.eventsOf(instance.id);
    expect(events.at(-1)).toMatchObject({
      kind: 'instance.changed',
      actor: 'system',
      details: { portOpened: `127.0.0.1:${busy}/tcp -> 80` },
    });
  });

  it('do not affect the forwards of an operator', async () => {
    const add = `hostfwd_add hostnet0 tcp:127.0.0.1:${ownForward}-:8080`;
    await virsh('qemu-monitor-command', instance.name, '--hmp', add);
    const own = `hostnet0 127.0.0.1 ${ownForward} 8080`;
    const { id } = await server.api.ask<PortMappingDto>('POST', path(), { guestPort: 443 });
    expect(await forwardsOf(instance.name)).toContain(own);
    await server.api.ask('DELETE', `${path()}/${id}`);
    await virsh('suspend', instance.name);
    await virsh('resume', instance.name);
    await server.api.ask('PATCH', `/instances/${instance.id}`, { notes: 'x' });
    expect(await forwardsOf(instance.name)).toContain(own);

    // A forward that an operator closes stays closed until the guest or picostack restarts.
    const remove = `hostfwd_remove hostnet0 tcp:127.0.0.1:${busy}`;
    await virsh('qemu-monitor-command', instance.name, '--hmp', remove);
    await virsh('suspend', instance.name);
    await virsh('resume', instance.name);
    await eventually('it to run', LIMIT_MS, async () => {
      return (await server.api.instance(instance.id)).state === 'running' || undefined;
    });
    expect(await isOpen(busy)).toBe(false);

    await server.kill();
    await server.start();
    const forwards = await forwardsOf(instance.name);
    expect(forwards).toContain(own);
    expect(forwards).toHaveLength(3);
    expect(new Set(forwards).size).toBe(3);
  });

  it('are refused with the real reason, and nothing is recorded', async () => {
    const before = await portsOf();
    const noted = await metadata(instance.name);
    const refused = (body: object) =>
      server.api.refused('POST', path(), { guestPort: 81, ...body });
    // TEST-NET-3, an address that no host has.
    for (const body of [
      { hostAddress: '203.0.113.7' },
      { hostAddress: '203.0.113.7', hostPort: 45_678 },
    ]) {
      expect(await refused(body)).toMatchObject({
        status: 409,
        code: 'addressNotOnHost',
        errors: [{ field: 'hostAddress' }],
      });
    }
    expect(await refused({ hostAddress: '0.0.0.0', hostPort: busy })).toMatchObject({
      status: 409,
      code: 'portTaken',
      detail: expect.stringContaining('another port mapping') as string,
    });
    expect(await refused({ hostPort: ownForward })).toMatchObject({
      code: 'portTaken',
      detail: expect.stringContaining('another program') as string,
    });
    expect(await refused({ hostAddress: '::1' })).toMatchObject({ status: 400 });
    expect(await portsOf()).toEqual(before);
    expect(await metadata(instance.name)).toBe(noted);
  });

  it('stay open when the guest reboots itself, which is not reported as external', async () => {
    const stream = await EventStream.open(server.api);
    const forwards = await forwardsOf(instance.name);
    try {
      expect(await askGuest(instance.id, 'reboot -d 1 -f >/dev/null 2>&1 & echo yes')).toBe('yes');
      const inside = await stream.change('instance.rebooted', instance.name, LIMIT_MS);
      expect(inside.data).toMatchObject({ actor: 'guest', cause: 'the guest rebooted itself' });
      expect(await forwardsOf(instance.name)).toEqual(forwards);
      // A second reset within two seconds would count as a part of the first one.
      await askGuest(instance.id, 'true');
      const mark = performance.now();
      await virsh('reset', instance.name);
      const outside = await stream.change('instance.rebooted', instance.name, LIMIT_MS, mark);
      expect(outside.data).toMatchObject({ actor: 'outside', cause: null });
    } finally {
      stream.close();
    }
  });

  describe('of an adopted guest', () => {
    const adopt = async (label: string, nic: string): Promise<InstanceDto> => {
      const name = server.name(label);
      const source = join(server.folder, `${label}.raw`);
      await writeFile(source, Buffer.alloc(1024 * 1024), { mode: 0o666 });
      await createForeignDomain('define', { name, nic, source });
      await virsh('start', name);
      return server.api.ask<InstanceDto>('POST', `/domains/${name}/adopt`);
    };

    it('open on the network card of type user, by its own alias', async () => {
      const { id, name } = await adopt(
        'alias',
        `<interface type='mcast'><source address='230.0.0.1' port='${ownForward + 1}'/><model type='virtio'/></interface>
         <interface type='user'><model type='virtio'/><alias name='ua-lan'/></interface>`,
      );
      const twenty = Array.from({ length: 20 }, (_, index) => index + 1);
      for (const guestPort of twenty) {
        const protocol = guestPort === 20 ? 'udp' : 'tcp';
        await server.api.ask('POST', `/instances/${id}/ports`, { guestPort, protocol });
      }
      const ports = await portsOf(id);
      expect(ports.every(({ active }) => active)).toBe(true);
      expect((await forwardsOf(name)).toSorted()).toEqual(
        ports
          .map((each) => `ua-lan ${each.hostAddress} ${each.hostPort} ${each.guestPort}`)
          .map((each) => `host${each}`)
          .toSorted(),
      );
      await server.api.ask('DELETE', `/instances/${id}/ports/${ports[0]?.id}`);
      expect(await forwardsOf(name)).toHaveLength(19);
      // Releasing the instance closes picostack's forwards.
      await server.api.finish('DELETE', `/instances/${id}`);
      expect(await forwardsOf(name)).toEqual([]);
    });

    it('are rolled back completely if QEMU cannot open them', async () => {
      const { id, name } = await adopt('no-card', '');
      // The definition has a network card; the running guest has none.
      const xml = await virsh('dumpxml', name, '--inactive');
      const file = join(server.folder, 'no-card.xml');
      await writeFile(file, xml.replace('</devices>', `<interface type='user'/></devices>`));
      await virsh('define', file);
      await eventually('the card to be seen', LIMIT_MS, async () => {
        return (await server.api.instance(id)).networkMode === 'user' || undefined;
      });
      const noted = await metadata(name);
      const problem = await server.api.refused('POST', `/instances/${id}/ports`, { guestPort: 22 });
      expect(problem).toMatchObject({
        status: 409,
        code: 'forwardFailed',
        reason: 'noUserNetwork',
        detail: expect.stringContaining('no network card of type "user"') as string,
      });
      expect(await portsOf(id)).toEqual([]);
      expect(await metadata(name)).toBe(noted);
      // The released port is available again.
      const [, hostPort] = /127\.0\.0\.1:(\d+)/.exec(problem.detail) ?? [];
      const added = await server.api.ask<PortMappingDto>('POST', path(), {
        guestPort: 99,
        hostPort: Number(hostPort),
      });
      expect(added.active).toBe(true);
    });
  });
});
