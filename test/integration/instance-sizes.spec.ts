import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { askGuest } from '../support/guest-console.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const GIB = 1024 ** 3;
/** Larger than the free space of any host that runs the tests. */
const MOST_GIB = 60_000;

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start({ env: { PICOSTACK_MAX_IMAGE_GIB: String(MOST_GIB) } });
  await registerTiny(server.api);
}, 300_000);
afterAll(() => server?.dispose());

describe('a resize to another flavour', () => {
  let web: InstanceDto;
  const flavours = new Map<string, [memoryMiB: number, vcpus: number, diskGiB?: number]>([
    ['low', [384, 1]],
    ['mid', [512, 2]],
    ['high', [768, 2]],
    ['wide', [512, 3]],
    ['disk-2', [512, 2, 2]],
    ['disk-1', [512, 2, 1]],
    ['disk-huge', [512, 2, MOST_GIB + 1]],
  ]);
  beforeAll(async () => {
    for (const [name, [memoryMiB, vcpus, diskGiB]] of flavours) {
      await server.api.ask('POST', '/flavours', { name, memoryMiB, vcpus, diskGiB });
    }
    web = await server.api.createInstance({ name: server.name('size'), start: false });
  });
  afterAll(() => server.api.deleteInstances());

  const resize = (flavour: string) =>
    server.api.finish('POST', `/instances/${web.id}/resize`, { flavour });
  const now = () => server.api.instance(web.id);
  const has = async (...options: string[]) => {
    const xml = await virsh('dumpxml', ...options, web.id);
    const [, memory] = /<currentMemory unit='KiB'>(\d+)</.exec(xml) ?? [];
    const [, most] = /<memory unit='KiB'>(\d+)</.exec(xml) ?? [];
    const [, current, vcpus] = /<vcpu [^>]*?(?:current='(\d+)')?>(\d+)</.exec(xml) ?? [];
    return {
      memoryMiB: Number(memory) / 1024,
      maxMemoryMiB: Number(most) / 1024,
      vcpus: Number(current ?? vcpus),
      maxVcpus: Number(vcpus),
    };
  };

  const define = async (xml: string) => {
    const file = join(server.folder, 'edited.xml');
    await writeFile(file, xml);
    await virsh('define', file);
  };

  it('is refused if there is no such flavour, or nothing to change', async () => {
    const path = `/instances/${web.id}/resize`;
    expect(await server.api.refused('POST', path, { flavour: 'none' })).toMatchObject({
      status: 404,
      code: 'flavourNotFound',
    });
    expect(await server.api.refused('POST', path, {})).toMatchObject({ status: 400 });
  });

  it('changes the definition of a stopped instance, and keeps what an operator added', async () => {
    await virsh('desc', web.id, '--config', 'an operator was here');
    await resize('mid');
    expect(await now()).toMatchObject({
      flavour: { name: 'mid' },
      memoryMiB: 512,
      vcpus: 2,
      pendingSize: null,
    });
    const size = { memoryMiB: 512, maxMemoryMiB: 512, vcpus: 2, maxVcpus: 2 };
    expect(await has('--inactive')).toEqual(size);
    const xml = await virsh('dumpxml', '--inactive', web.id);
    expect(xml).toContain('an operator was here');
    expect(xml).toMatch(/<(picostack:)?flavour name=["']mid["']/);
    expect((await server.api.eventsOf(web.id)).at(-1)).toMatchObject({
      kind: 'instance.changed',
      actor: 'local',
      details: { flavour: 'mid', memoryMiB: 512, vcpus: 2 },
    });
  });

  it('changes the memory of a running guest immediately; what QEMU cannot change is pending', async () => {
    await server.api.finish('POST', `/instances/${web.id}/start`);
    await guestAnswer((await now()).ports[0]?.hostPort ?? 0);
    await resize('low');
    // The guest gives memory back. A CPU that it booted with cannot be removed.
    expect(await has()).toMatchObject({ memoryMiB: 384, maxMemoryMiB: 512, vcpus: 2 });
    expect(await now()).toMatchObject({
      memoryMiB: 384,
      vcpus: 1,
      pendingSize: { memoryMiB: 384, vcpus: 1 },
    });
    await resize('mid');
    expect(await has()).toMatchObject({ memoryMiB: 512, vcpus: 2 });
    expect((await now()).pendingSize).toBeNull();

    await resize('high');
    expect(await has()).toMatchObject({ memoryMiB: 512, maxMemoryMiB: 512 });
    expect((await now()).pendingSize).toEqual({ memoryMiB: 768, vcpus: 2 });
  }, 240_000);

  it('is no longer pending after the next start, also one by virsh', async () => {
    await virsh('destroy', web.id);
    await eventually('it to be stopped', 30_000, async () =>
      (await now()).state === 'stopped' ? true : undefined,
    );
    expect((await now()).pendingSize).toBeNull();
    await virsh('start', web.id);
    await eventually('it to run', 30_000, async () =>
      (await now()).state === 'running' ? true : undefined,
    );
    expect((await now()).pendingSize).toBeNull();
    expect(await has()).toMatchObject({ memoryMiB: 768, maxMemoryMiB: 768, vcpus: 2 });
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
  });

  it('adds CPUs immediately if an operator defined a higher maximum, and keeps the maximum', async () => {
    await resize('low');
    await virsh('setvcpus', web.id, '4', '--maximum', '--config');
    await virsh('setmaxmem', web.id, '1G', '--config');
    await server.api.finish('POST', `/instances/${web.id}/start`);
    await guestAnswer((await now()).ports[0]?.hostPort ?? 0);
    await resize('wide');
    const size = { memoryMiB: 512, maxMemoryMiB: 1024, vcpus: 3, maxVcpus: 4 };
    expect(await has()).toEqual(size);
    expect(await has('--inactive')).toEqual(size);
    expect(await now()).toMatchObject({ memoryMiB: 512, vcpus: 3, pendingSize: null });
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
  }, 240_000);

  it('adapts an unambiguous topology, and is refused otherwise', async () => {
    const before = await now();
    await virsh('setvcpus', web.id, '3', '--maximum', '--config');
    // A topology determines the number of CPUs.
    const plain = await virsh('dumpxml', '--inactive', web.id);
    const withTopology = (attributes: string) =>
      define(plain.replace(/<cpu ([^>]*)\/>/, `<cpu $1><topology ${attributes}/></cpu>`));
    await withTopology("sockets='1' dies='1' cores='3' threads='1'");
    await resize('mid');
    expect(await virsh('dumpxml', '--inactive', web.id)).toContain("cores='2' threads='1'");
    await resize(before.flavour?.name ?? '');

    await virsh('setmaxmem', web.id, '1G', '--config');
    await withTopology("sockets='1' dies='1' cores='1' threads='3'");
    const defined = await has('--inactive');
    const answer = await server.api.request<{ code: string }>(
      'POST',
      `/api/v1/instances/${web.id}/resize`,
      { flavour: 'mid' },
      { Prefer: 'wait=60' },
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'cannotResize']);
    expect(await has('--inactive')).toEqual(defined);
    expect(await now()).toMatchObject({ flavour: before.flavour, memoryMiB: 512, vcpus: 3 });
    await define(plain);
  });

  it('is refused if an earlier request changed the size in the meantime', async () => {
    await resize('low');
    await server.api.ask('POST', `/instances/${web.id}/publish`, { name: server.name('queue') });
    const path = `/instances/${web.id}/resize`;
    const first = await server.api.ask<OperationDto>('POST', path, { flavour: 'high' });
    const prefer = { Prefer: 'wait=60' };
    const problem = await server.api.refused('POST', path, { flavour: 'mid' }, prefer);
    expect(problem).toMatchObject({ status: 409, code: 'changedMeanwhile' });
    expect((await server.api.ask<OperationDto>('GET', `/operations/${first.id}`)).status).toBe(
      'succeeded',
    );
    expect(await now()).toMatchObject({ flavour: { name: 'high' }, memoryMiB: 768, vcpus: 2 });
    expect(await has('--inactive')).toMatchObject({ memoryMiB: 768, vcpus: 2 });
  });

  it('grows the disk to the size of the flavour, and never shrinks it', async () => {
    await resize('disk-2');
    expect((await now()).diskSizeBytes).toBe(2 * GIB);
    expect(await virsh('domblkinfo', web.id, 'vda')).toMatch(
      new RegExp(`Capacity:\\s+${2 * GIB}\\n`),
    );
    const path = `/instances/${web.id}/resize`;
    expect(await server.api.refused('POST', path, { flavour: 'disk-1' })).toMatchObject({
      status: 409,
      code: 'diskNotLarger',
    });
    expect(await server.api.refused('POST', path, { flavour: 'disk-huge' })).toMatchObject({
      status: 400,
    });
    expect((await now()).flavour?.name).toBe('disk-2');
    await resize('mid');
    expect((await now()).diskSizeBytes).toBe(2 * GIB);
  });

  it('is refused while there is no domain', async () => {
    await virsh('undefine', web.id);
    await eventually('it to be missing', 30_000, async () =>
      (await now()).state === 'missing' ? true : undefined,
    );
    for (const [action, body] of [
      ['resize', { flavour: 'mid' }],
      ['grow', { diskGiB: 9 }],
      ['rename', { name: 'other' }],
    ] as const) {
      const problem = await server.api.refused('POST', `/instances/${web.id}/${action}`, body);
      expect(problem, action).toMatchObject({ status: 409, code: 'illegalState' });
      expect(problem.legal).toEqual((await now()).actions);
    }
  });
});

describe('growing a disk', () => {
  let web: InstanceDto;
  beforeAll(async () => {
    web = await server.api.createInstance({ name: server.name('disk'), start: false });
  });
  afterAll(() => server.api.deleteInstances());

  const grow = (diskGiB: number) =>
    server.api.finish('POST', `/instances/${web.id}/grow`, { diskGiB });
  const refused = (diskGiB: unknown) =>
    server.api.refused('POST', `/instances/${web.id}/grow`, { diskGiB });
  const failed = async (diskGiB: number) => {
    const path = `/api/v1/instances/${web.id}/grow`;
    const answer = await server.api.request<{ code: string; detail: string }>(
      'POST',
      path,
      { diskGiB },
      { Prefer: 'wait=60' },
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return { ...answer.body, status: answer.status };
  };
  const sizes = async () => {
    const info = await virsh('domblkinfo', web.id, 'vda');
    return [
      Number(/Capacity:\s+(\d+)/.exec(info)?.[1]),
      (await server.api.instance(web.id)).diskSizeBytes,
    ];
  };

  it.each([0, -1, 1.5, '2', null, MOST_GIB + 1])('is refused to %s GiB', async (diskGiB) => {
    const problem = await refused(diskGiB);
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['diskGiB']);
  });

  it('is refused if the pool does not have the space', async () => {
    const before = await sizes();
    expect(await failed(MOST_GIB)).toMatchObject({ status: 507, code: 'insufficientStorage' });
    expect(await sizes()).toEqual(before);
  });

  it('works while the guest is stopped, and is refused to the same or a smaller size', async () => {
    await grow(1);
    expect(await sizes()).toEqual([GIB, GIB]);
    const problem = await refused(1);
    expect(problem).toMatchObject({ status: 409, code: 'diskNotLarger' });
    expect(problem.detail).toContain('cannot shrink');
    expect((await server.api.eventsOf(web.id)).at(-1)).toMatchObject({
      kind: 'instance.changed',
      details: { diskSizeBytes: GIB },
    });
  });

  it('is visible to a running guest immediately', async () => {
    await server.api.finish('POST', `/instances/${web.id}/start`);
    const sectors = () => askGuest(web.id, 'cat /sys/class/block/vda/size');
    expect(Number(await sectors()) * 512).toBe(GIB);
    await grow(2);
    expect(await sizes()).toEqual([2 * GIB, 2 * GIB]);
    expect(Number(await sectors()) * 512).toBe(2 * GIB);
    expect(await refused(2)).toMatchObject({ status: 409, code: 'diskNotLarger' });
  }, 240_000);

  it('works while the guest is paused', async () => {
    await server.api.finish('POST', `/instances/${web.id}/pause`);
    await grow(3);
    expect(await sizes()).toEqual([3 * GIB, 3 * GIB]);
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
  });

  it('requested twice at the same time ends with the larger size', async () => {
    await Promise.all([grow(4), grow(5)]);
    expect(await sizes()).toEqual([5 * GIB, 5 * GIB]);
  });

  it('with snapshots is refused only if the file has version 2', async () => {
    const path = (await virsh('vol-path', `${web.id}.qcow2`, '--pool', server.disksPool)).trim();
    await run('qemu-img', 'amend', '-f', 'qcow2', '-o', 'compat=0.10', path);
    await virsh('snapshot-create-as', web.id, 'before');
    const problem = await failed(6);
    expect(problem).toMatchObject({ status: 409, code: 'diskHasSnapshots' });
    expect(problem.detail).toContain('Delete the snapshots first');
    expect(await sizes()).toEqual([5 * GIB, 5 * GIB]);
    await run('qemu-img', 'amend', '-f', 'qcow2', '-o', 'compat=1.1', path);
    await grow(6);
    expect(await sizes()).toEqual([6 * GIB, 6 * GIB]);
    await virsh('snapshot-delete', web.id, 'before');
  });

  it('is refused if the domain does not use the disk', async () => {
    await virsh('detach-disk', web.id, 'vda', '--config');
    expect(await failed(7)).toMatchObject({ status: 409, code: 'diskNotAttached' });
    expect((await server.api.instance(web.id)).diskSizeBytes).toBe(6 * GIB);
  });
});
