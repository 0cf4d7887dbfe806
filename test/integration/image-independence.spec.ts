import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { TestServer } from '../support/test-server.js';
import { domainNames, qemuPid, run, virsh, volumeXml } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
/** Large enough that a test can slow down its copy. */
const IMAGE_MIB = 192;

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
  /** Begin to detach, with a job so slow that it runs until the test ends it. */
  const beginSlowly = async ({ id }: InstanceDto, domain: () => Promise<string | undefined>) => {
    const slowed = eventually('the job to be slowed down', LIMIT_MS, async () => {
      await virsh('blockjob', (await domain()) ?? '', 'vda', '--bytes', '--bandwidth', '65536');
      return true;
    });
    const operation = await server.api.ask<OperationDto>('POST', `/instances/${id}/detach`);
    await slowed;
    return operation;
  };
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
    const read = await run(
      'qemu-io',
      ...['-f', 'qcow2', ...reads.flatMap((each) => ['-c', each]), diskOf(instance)],
    );
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
});
