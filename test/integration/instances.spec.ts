import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { PortMappingDto } from '../../src/instances/dto/port.dto.js';
import { guestAnswer, isOpen, listenForVisitors } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, qemuPid, virsh, volumeNames } from '../support/virsh.js';

/** The main purpose, end to end, on one guest that the tests use in order. */
describe('an instance', () => {
  let server: TestServer;
  let web: InstanceDto;

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
  });
  afterAll(() => server?.dispose());

  const port = (): number => web.ports[0]?.hostPort ?? 0;
  const addPort = (body: object): Promise<PortMappingDto> =>
    server.api.ask('POST', `/instances/${web.id}/ports`, body);

  it('boots from a clone of its image, and responds with its name through a mapped port', async () => {
    web = await server.api.createInstance({ name: server.name('web') });
    expect(web).toMatchObject({ state: 'running', flavour: { name: 'tiny' }, memoryMiB: 256 });
    expect(web.ports).toMatchObject([{ protocol: 'tcp', guestPort: 80, active: true }]);
    expect(await domainNames(server.prefix)).toEqual([web.name]);
    expect(await virsh('domuuid', web.name)).toContain(web.id);

    const [disk] = await volumeNames(server.disksPool);
    const volume = await virsh('vol-dumpxml', disk ?? '', '--pool', server.disksPool);
    expect(volume).toContain(`<path>${join(server.folder, 'pools', 'images')}/`);

    expect(await guestAnswer(port())).toBe(web.name);
  }, 180_000);

  it('gets a port while it is running, and loses it', async () => {
    const mapping = await addPort({ guestPort: 80 });
    expect(mapping).toMatchObject({ protocol: 'tcp', guestPort: 80, active: true });
    expect(await guestAnswer(mapping.hostPort)).toBe(web.name);
    for (const options of [[], ['--inactive']]) {
      const xml = await virsh('dumpxml', web.name, ...options);
      for (const hostPort of [port(), mapping.hostPort]) {
        expect(xml).toMatch(new RegExp(`hostPort=["']${hostPort}["']`));
      }
    }

    await server.api.ask('DELETE', `/instances/${web.id}/ports/${mapping.id}`);
    expect(await isOpen(mapping.hostPort)).toBe(false);
    expect(await virsh('dumpxml', web.name)).not.toContain(String(mapping.hostPort));
    expect(await guestAnswer(port())).toBe(web.name);
  });

  it('does not get a host port that another mapping or program has', async () => {
    const path = `/instances/${web.id}/ports`;
    const ours = await server.api.refused('POST', path, { guestPort: 22, hostPort: port() });
    expect(ours).toMatchObject({ status: 409, code: 'portTaken' });
    expect(ours.errors).toEqual([{ field: 'hostPort', message: 'is taken' }]);
    const all = { guestPort: 22, hostPort: port(), hostAddress: '0.0.0.0' };
    expect(await server.api.refused('POST', path, all)).toMatchObject({ code: 'portTaken' });

    const other = await listenForVisitors();
    try {
      const theirs = await server.api.refused('POST', path, {
        guestPort: 22,
        hostPort: other.port,
      });
      expect(theirs).toMatchObject({ status: 409, code: 'portTaken' });
    } finally {
      await other.close();
    }
    expect((await server.api.instance(web.id)).ports).toHaveLength(1);
  });

  it('maps UDP and TCP', async () => {
    const mapping = await addPort({ protocol: 'udp', guestPort: 53, hostPort: port() });
    expect(mapping).toMatchObject({ protocol: 'udp', hostPort: port(), active: true });
    const usernet = await virsh('qemu-monitor-command', web.name, '--hmp', 'info usernet');
    expect(usernet).toMatch(new RegExp(`UDP\\[HOST_FORWARD\\].* ${port()} `));
    await server.api.ask('DELETE', `/instances/${web.id}/ports/${mapping.id}`);
    expect(await virsh('qemu-monitor-command', web.name, '--hmp', 'info usernet')).not.toContain(
      'UDP[HOST_FORWARD]',
    );
  });

  it('does not respond while it is paused, and responds again after it is resumed', async () => {
    await server.api.finish('POST', `/instances/${web.id}/pause`);
    expect((await server.api.instance(web.id)).state).toBe('paused');
    expect((await virsh('domstate', web.name)).trim()).toBe('paused');
    await expect(guestAnswer(port(), 0)).rejects.toThrow('Waited');

    await server.api.finish('POST', `/instances/${web.id}/resume`);
    expect((await server.api.instance(web.id)).state).toBe('running');
    expect(await guestAnswer(port())).toBe(web.name);
  });

  it('restarts: the guest shuts down, starts, and responds on the same port', async () => {
    const before = qemuPid(web.id);
    await server.api.finish('POST', `/instances/${web.id}/restart`, {});
    const after = await server.api.instance(web.id);
    expect(after).toMatchObject({ state: 'running', ports: [{ hostPort: port(), active: true }] });
    expect(qemuPid(web.id)).not.toBe(before);
    expect(await guestAnswer(port())).toBe(web.name);
    const kinds = (await server.api.eventsOf(web.id)).map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(['instance.stopped', 'instance.started']);
  }, 240_000);

  it('stops gracefully: the guest powers itself off', async () => {
    await server.api.finish('POST', `/instances/${web.id}/stop`, {});
    expect(await server.api.instance(web.id)).toMatchObject({
      state: 'stopped',
      stateReason: 'the guest shut down',
      ports: [{ active: false }],
    });
    const last = (await server.api.eventsOf(web.id)).at(-1);
    expect(last).toMatchObject({
      kind: 'instance.stopped',
      actor: 'local',
      cause: 'the guest shut down',
    });
    expect(await isOpen(port())).toBe(false);
  });

  it('is deleted, and no domain, volume or record is left', async () => {
    await server.api.finish('DELETE', `/instances/${web.id}`);
    expect(await server.api.refused('GET', `/instances/${web.id}`)).toMatchObject({ status: 404 });
    expect(await server.api.instances()).toEqual({ items: [], total: 0 });
    expect(await domainNames(server.prefix)).toEqual([]);
    expect(await volumeNames(server.disksPool)).toEqual([]);
  });

  it('leaves no secret in the log of the server', async () => {
    const { token } = server.api;
    expect(server.output).not.toContain(token);
    expect(server.output).not.toContain('ERROR');
  });
});
