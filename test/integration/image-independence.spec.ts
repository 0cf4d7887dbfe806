import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { TestServer } from '../support/test-server.js';
import { domainNames, qemuPid, run, virsh, volumeXml } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
/** Large enough that a test can slow down its copy. */
const IMAGE_MIB = 192;
const RETIRE = '/images/gone?makeIndependent=true';

/** Instances become independent of their image. */
describe('an independent instance', () => {
  let server: TestServer;
  let image: Buffer;

  const register = async (name: string): Promise<void> => {
    const { id } = await server.api.expectImage({ name, format: 'qcow2' });
    await server.api.ask('PUT', `/images/${id}/content`, image);
  };
  const launch = (label: string, from: string, start = false): Promise<InstanceDto> =>
    server.api.createInstance({ name: server.name(label), image: from, start });
  const detach = (idOrName: string) => server.api.finish('POST', `/instances/${idOrName}/detach`);
  const refused = (idOrName: string) => server.api.refused('POST', `/instances/${idOrName}/detach`);
  const diskOf = ({ id }: InstanceDto) => join(server.folder, 'pools', 'disks', `${id}.qcow2`);
  const backingOf = async ({ id }: InstanceDto) => {
    await virsh('pool-refresh', server.disksPool);
    const xml = await volumeXml(server.disksPool, `${id}.qcow2`);
    return /<backingStore>\s*<path>(.*?)</.exec(xml)?.[1];
  };
  /** Send a request for a job so slow that it runs until the test ends it. */
  const slowly = async <T>(
    domain: () => Promise<string | undefined>,
    send: () => Promise<T>,
  ): Promise<T> => {
    const slowed = eventually('the job to be slowed down', LIMIT_MS, async () => {
      const name = (await domain()) ?? '';
      await virsh('blockjob', name, 'vda', '--bytes', '--bandwidth', '65536');
      return true;
    });
    const result = await send();
    await slowed;
    return result;
  };
  const beginSlowly = ({ id }: InstanceDto, domain: () => Promise<string | undefined>) =>
    slowly(domain, () => server.api.ask<OperationDto>('POST', `/instances/${id}/detach`));
  const retireSlowly = () => slowly(helper, () => server.api.ask<OperationDto>('DELETE', RETIRE));
  const helper = async () => (await domainNames(`${server.prefix}-copy-`)).at(0);
  const endOf = ({ id }: OperationDto): Promise<OperationDto> =>
    eventually('the end of the operation', LIMIT_MS, async () => {
      const now = await server.api.ask<OperationDto>('GET', `/operations/${id}`);
      return now.finishedAt === null ? undefined : now;
    });
  const expectIndependent = async (instance: InstanceDto) => {
    expect(await server.api.instance(instance.id)).toMatchObject({ image: null });
    expect(await backingOf(instance)).toBeUndefined();
    const xml = await virsh('dumpxml', '--inactive', instance.name);
    expect(xml).toMatch(/<(picostack:)?image id=["']{2} name=["']{2}/);
  };
  const expectClone = async (instance: InstanceDto) => {
    expect(await server.api.instance(instance.id)).toMatchObject({ image: instance.image });
    expect(await backingOf(instance)).toBe(
      join(server.folder, 'pools', 'images', `${instance.image?.id ?? ''}.qcow2`),
    );
  };

  beforeAll(async () => {
    server = await TestServer.start();
    const [raw, packed] = [join(server.folder, 'a.raw'), join(server.folder, 'a.qcow2')];
    const size = `${IMAGE_MIB}M`;
    await run('qemu-img', 'create', '-f', 'raw', raw, size);
    await run('qemu-io', '-f', 'raw', '-c', `write -P 7 0 ${size}`, raw);
    await run('qemu-img', 'convert', '-c', '-O', 'qcow2', raw, packed);
    image = await readFile(packed);
    await register('large');
  }, 120_000);
  afterAll(() => server?.dispose());

  it('while it is off: cancelled it stays a clone; then it has all of the content', async () => {
    const instance = await launch('off', 'large');
    await run('qemu-io', '-f', 'qcow2', '-c', 'write -P 9 1M 1M', diskOf(instance));
    const operation = await beginSlowly(instance, helper);
    await expect(virsh('start', instance.name)).rejects.toThrow(/lock/);
    await server.api.ask('POST', `/operations/${operation.id}/cancel`);
    expect(await endOf(operation)).toMatchObject({ status: 'cancelled' });
    expect(await helper()).toBeUndefined();
    await expectClone(instance);

    await detach(instance.id);
    await expectIndependent(instance);
    const reads = ['read -P 7 0 1M', 'read -P 9 1M 1M', `read -P 7 2M ${IMAGE_MIB - 2}M`];
    const commands = reads.flatMap((each) => ['-c', each]);
    const read = await run('qemu-io', '-f', 'qcow2', ...commands, diskOf(instance));
    expect(read).not.toContain('verification failed');
    expect((await server.api.eventsOf(instance.id)).at(-1)).toMatchObject({
      kind: 'instance.changed',
      details: { detachedFrom: 'large' },
    });
    expect(await refused(instance.id)).toMatchObject({ status: 409, code: 'alreadyIndependent' });
  }, 120_000);

  it('while it is running: a killed server leaves a clone, then the guest continues without the image', async () => {
    const instance = await launch('on', 'large', true);
    const pid = qemuPid(instance.id);
    const operation = await beginSlowly(instance, () => Promise.resolve(instance.name));
    await server.kill();
    expect(await virsh('blockjob', instance.name, 'vda', '--raw')).toContain('Block Pull');
    await server.start();
    expect(await endOf(operation)).toMatchObject({ error: { code: 'interrupted' } });
    expect(await virsh('blockjob', instance.name, 'vda', '--raw')).not.toContain('Pull');
    await expectClone(instance);

    await server.api.finish('POST', `/instances/${instance.id}/pause`);
    await detach(instance.id);
    await expectIndependent(instance);
    await server.api.finish('POST', `/instances/${instance.id}/resume`);
    expect(qemuPid(instance.id)).toBe(pid);
  }, 120_000);

  it('that went off during the copy gets the rest from a helper', async () => {
    const instance = await launch('goes-off', 'large', true);
    const operation = await beginSlowly(instance, () => Promise.resolve(instance.name));
    await virsh('destroy', instance.name);
    expect(await endOf(operation)).toMatchObject({ status: 'succeeded' });
    await expectIndependent(instance);
    expect(await helper()).toBeUndefined();
  }, 120_000);

  it('is refused while snapshots or saved memory share data with the image', async () => {
    const instance = await launch('kept', 'large', true);
    await virsh('managedsave', instance.name);
    expect(await refused(instance.id)).toMatchObject({ status: 409, code: 'savedState' });
    await virsh('managedsave-remove', instance.name);
    await virsh('snapshot-create-as', instance.name, 'before');
    expect(await refused(instance.id)).toMatchObject({ status: 409, code: 'hasSnapshots' });
    await virsh('snapshot-delete', instance.name, 'before');
    // libvirt does not know a snapshot of qemu-img.
    await run('qemu-img', 'snapshot', '-c', 'hidden', diskOf(instance));
    expect(await refused(instance.id)).toMatchObject({ status: 409, code: 'hasSnapshots' });
    await run('qemu-img', 'snapshot', '-d', 'hidden', diskOf(instance));
    await expectClone(instance);
    await detach(instance.id);
    await expectIndependent(instance);
  }, 120_000);

  it('an image with clones is deleted after all of them are independent', async () => {
    await register('gone');
    const [off, on] = [await launch('gone-off', 'gone'), await launch('gone-on', 'gone', true)];
    const pid = qemuPid(on.id);
    const problem = await server.api.refused('DELETE', '/images/gone');
    expect(problem).toMatchObject({ code: 'imageInUse', instances: [off.name, on.name] });
    expect(problem.detail).toContain('--make-independent');
    const before = await server.api.ask<ImageDto>('GET', '/images/gone');
    expect(before.cloneCount).toBe(2);
    expect(before.clonesSizeBytes).toBeGreaterThan(0);

    await virsh('snapshot-create-as', off.name, 'before');
    expect(await server.api.refused('DELETE', RETIRE)).toMatchObject({ code: 'hasSnapshots' });
    await virsh('snapshot-delete', off.name, 'before');

    // Cancelled, and with a clone whose own operation is cancelled: the image stays.
    const cancelled = await retireSlowly();
    await server.api.ask('POST', `/operations/${cancelled.id}/cancel`);
    expect(await endOf(cancelled)).toMatchObject({ status: 'cancelled' });
    const failed = await retireSlowly();
    const { items } = await server.api.ask<{ items: OperationDto[] }>('GET', '/operations');
    const child = items.find(({ kind }) => kind === 'instance.detach');
    await server.api.ask('POST', `/operations/${child?.id}/cancel`);
    const { error } = await endOf(failed);
    expect(error).toMatchObject({ code: 'cloneNotDetached' });
    expect(error?.detail).toContain(`"${off.name}"`);
    await expectClone(off);

    await server.api.finish('DELETE', RETIRE);
    for (const instance of [off, on]) await expectIndependent(instance);
    expect(await server.api.refused('GET', '/images/gone')).toMatchObject({ status: 404 });
    expect(qemuPid(on.id)).toBe(pid);
  }, 180_000);
});
