import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { guestRunOnceUp } from '../support/guest-ssh.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { eventually } from '../support/wait.js';
import { definitionOf, virsh, volumeNames, volumeXml } from '../support/virsh.js';

/** One instance that is rebuilt several times, in this order. */
describe('the rebuild of an instance', () => {
  let server: TestServer;
  let tiny: ImageDto;
  let web: InstanceDto;

  const port = (guestPort: number): number =>
    web.ports.find((each) => each.guestPort === guestPort)?.hostPort ?? 0;
  const rebuild = async (body: object = {}) => {
    await server.api.finish('POST', `/instances/${web.id}/rebuild`, body);
    return server.api.instance(web.id);
  };
  const refused = (body: object = {}) =>
    server.api.refused('POST', `/instances/${web.id}/rebuild`, body, { Prefer: 'wait=60' });
  const act = (action: string, body: object = {}) =>
    server.api.finish('POST', `/instances/${web.id}/${action}`, body);
  const definition = () => definitionOf(web.name, '--inactive');

  beforeAll(async () => {
    server = await TestServer.start();
    tiny = await registerTiny(server.api);
    web = await server.api.createInstance({
      name: server.name('web'),
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    await guestAnswer(port(80));
  }, 240_000);
  afterAll(() => server?.dispose());

  it('is refused while the guest is running, and from an image that does not exist', async () => {
    expect(await refused()).toMatchObject({ status: 409, code: 'illegalState' });
    await guestRunOnceUp(port(22), 'echo here >/root/marker; sync');
    await act('stop');
    expect(await refused({ image: 'nothing' })).toMatchObject({
      status: 404,
      code: 'imageNotFound',
    });
    const waiting = await server.api.expectImage({ name: 'waiting', format: 'qcow2' });
    expect(await refused({ image: 'waiting' })).toMatchObject({
      status: 409,
      code: 'imageNotReady',
      imageStatus: 'importing',
    });
    await server.api.ask('DELETE', `/images/${waiting.id}`);
    expect(await volumeNames(server.disksPool)).toEqual([`${web.id}.qcow2`]);
  });

  it('creates a new disk, and keeps name, MAC address, ports and the changes of an operator', async () => {
    await virsh('desc', web.name, '--config', 'an operator was here');
    await virsh('setmem', web.name, '200M', '--config');
    const before = await definition();

    const rebuilt = await rebuild();
    expect(rebuilt).toMatchObject({
      id: web.id,
      name: web.name,
      mac: web.mac,
      state: 'stopped',
      image: { id: tiny.id },
      diskSizeBytes: web.diskSizeBytes,
    });
    expect(rebuilt.ports.map(({ hostPort }) => hostPort)).toEqual(
      web.ports.map(({ hostPort }) => hostPort),
    );
    // Every line of the definition is the same, except the name of the file.
    expect(await definition()).toBe(before.replaceAll(`${web.id}.qcow2`, `${web.id}-2.qcow2`));
    expect(await volumeNames(server.disksPool)).toEqual([`${web.id}-2.qcow2`]);
    expect(await volumeXml(server.disksPool, `${web.id}-2.qcow2`)).toContain('<mode>0600</mode>');
    const last = (await server.api.eventsOf(web.id)).at(-1);
    expect(last).toMatchObject({ kind: 'instance.changed', details: { rebuiltFrom: 'tiny' } });

    await act('start');
    expect(await guestAnswer(port(80))).toBe(web.name);
    expect(await guestRunOnceUp(port(22), 'ls /root')).toBe('');
  }, 240_000);

  it('from another image keeps at least the size of the disk', async () => {
    await guestRunOnceUp(port(22), 'echo published >/root/marker; sync');
    await act('stop');
    await act('publish', { name: 'golden' });
    await virsh('vol-resize', `${web.id}-2.qcow2`, '100M', '--pool', server.disksPool);

    const rebuilt = await rebuild({ image: 'golden' });
    expect(rebuilt).toMatchObject({ image: { name: 'golden' } });
    expect(rebuilt.diskSizeBytes).toBeGreaterThanOrEqual(web.diskSizeBytes);
    expect(await definition()).toContain(`<image id="${rebuilt.image?.id}" name="golden"/>`);
    expect((await server.api.ask<ImageDto>('GET', '/images/golden')).cloneCount).toBe(1);
    expect((await server.api.ask<ImageDto>('GET', '/images/tiny')).cloneCount).toBe(0);
    expect(await server.api.refused('DELETE', '/images/golden')).toMatchObject({
      code: 'imageInUse',
      instances: [web.name],
    });
    await act('start');
    expect(await guestRunOnceUp(port(22), 'cat /root/marker')).toBe('published\n');
    await act('stop', { force: true });
  }, 240_000);

  it('deletes snapshots and saved memory only on request', async () => {
    await virsh('snapshot-create-as', web.name, 'before');
    expect(await refused()).toMatchObject({
      status: 409,
      code: 'snapshotsWouldGo',
      snapshots: ['before'],
      hasSavedMemory: false,
    });
    await act('start');
    await virsh('managedsave', web.name);
    await eventually('it to be shown as stopped', 30_000, async () =>
      (await server.api.instance(web.id)).state === 'stopped' ? true : undefined,
    );
    expect(await refused()).toMatchObject({ code: 'snapshotsWouldGo', hasSavedMemory: true });
    const before = await volumeNames(server.disksPool);
    expect(before).toEqual([`${web.id}-3.qcow2`]);

    await rebuild({ image: 'tiny', discardSnapshots: true });
    expect((await virsh('snapshot-list', web.name, '--name')).trim()).toBe('');
    expect(await virsh('dominfo', web.name)).toMatch(/Managed save:\s+no/);
    expect(await volumeNames(server.disksPool)).toEqual([`${web.id}-4.qcow2`]);
    await act('start');
    expect(await guestAnswer(port(80))).toBe(web.name);
    await act('stop', { force: true });
  }, 240_000);

  it('changes nothing if an operator moved the disk', async () => {
    const disk = (await virsh('vol-path', `${web.id}-4.qcow2`, '--pool', server.disksPool)).trim();
    await virsh('detach-disk', web.name, 'vda', '--config');
    const before = await definition();
    expect(await refused()).toMatchObject({ status: 409, code: 'diskElsewhere' });
    expect(await definition()).toBe(before);
    expect(await volumeNames(server.disksPool)).toEqual([`${web.id}-4.qcow2`]);
    expect(await server.api.instance(web.id)).toMatchObject({ state: 'stopped' });
    const options = ['--config', '--subdriver', 'qcow2', '--targetbus', 'virtio'];
    await virsh('attach-disk', web.name, disk, 'vda', ...options);
  });

  it('requested twice at the same time: the second one finds another disk, and keeps it', async () => {
    const path = `/api/v1/instances/${web.id}/rebuild`;
    const both = await Promise.all(
      [1, 2].map(() => server.api.request('POST', path, {}, { Prefer: 'wait=120' })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'changedMeanwhile',
    });
    expect(await volumeNames(server.disksPool)).toEqual([`${web.id}-5.qcow2`]);
    await act('start');
    await server.api.finish('DELETE', `/instances/${web.id}?force=true`);
    expect(await volumeNames(server.disksPool)).toEqual([]);
  });
});
