import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, qemuPid, run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
/** Large enough that a test can interrupt each copy. */
const DISK_GIB = 4;
const WRITTEN_GIB = 2;

/** An interrupted copy leaves nothing behind, and the source continues to run. */
describe('an interrupted copy of a disk', () => {
  let server: TestServer;
  let stream: EventStream;
  let source: InstanceDto;
  let before: { domains: string[]; disks: string[]; images: string[] };

  const act = (action: string, body: object = {}) =>
    server.api.finish('POST', `/instances/${source.id}/${action}`, body);
  const begin = async (action: string, body: object, step: string): Promise<OperationDto> => {
    // Ignore the steps of earlier operations.
    stream = await EventStream.open(server.api);
    const path = `/instances/${source.id}/${action}`;
    const operation = await server.api.ask<OperationDto>('POST', path, body);
    await stream.step(step, LIMIT_MS);
    stream.close();
    return operation;
  };
  const beginClone = (mode: string) =>
    begin('clone', { name: server.name('copy'), mode }, 'copying the disk');
  const endOf = (operation: OperationDto): Promise<OperationDto> =>
    eventually('the end of the operation', LIMIT_MS, async () => {
      const now = await server.api.ask<OperationDto>('GET', `/operations/${operation.id}`);
      return now.finishedAt === null ? undefined : now;
    });
  const found = async () => ({
    domains: (await domainNames(server.prefix)).toSorted(),
    disks: await volumeNames(server.disksPool),
    images: await volumeNames(server.imagesPool),
  });
  /** The job is throttled, so that it runs until the test ends it. */
  const throttle = (domain: string) =>
    eventually('the job to be slowed down', LIMIT_MS, async () => {
      await virsh('blockjob', domain, 'vda', '--bandwidth', '1');
      return true;
    });
  const helper = () =>
    eventually('the helper', LIMIT_MS, async () =>
      (await domainNames(`${server.prefix}-copy-`)).at(0),
    );
  const expectNothingLeft = async () => {
    expect(await found()).toEqual(before);
    expect((await server.api.instances()).total).toBe(1);
    expect((await server.api.images()).items.map(({ name }) => name)).toEqual(['tiny']);
    expect(await virsh('dumpxml', source.name)).not.toContain('<mirror');
  };

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    await server.api.ask('POST', '/flavours', {
      name: 'roomy',
      memoryMiB: 256,
      vcpus: 1,
      diskGiB: DISK_GIB,
    });
    source = await server.api.createInstance({
      name: server.name('source'),
      flavour: 'roomy',
      start: false,
    });
    const path = await virsh('vol-path', `${source.id}.qcow2`, '--pool', server.disksPool);
    const write = `write -P 7 1G ${WRITTEN_GIB - 1}G`;
    await run('qemu-io', '-f', 'qcow2', '-c', write, '-c', 'write -P 8 2G 1G', path.trim());
    before = await found();
  }, 240_000);
  afterAll(() => server?.dispose());

  describe('while the guest is off', () => {
    it.each(['linked', 'full'])(
      'cancelled, %s: leaves nothing, and the guest can start',
      async (mode) => {
        const operation = await beginClone(mode);
        await throttle(await helper());
        expect(await server.api.instance(server.name('copy'))).toMatchObject({ state: 'cloning' });
        await server.api.ask('POST', `/operations/${operation.id}/cancel`);
        expect(await endOf(operation)).toMatchObject({
          status: 'cancelled',
          error: { code: 'cancelled' },
        });
        await expectNothingLeft();
        await act('start');
        await act('stop', { force: true });
      },
    );

    it('QEMU refuses to start the guest during the copy', async () => {
      const operation = await beginClone('full');
      await throttle(await helper());
      await expect(virsh('start', source.name)).rejects.toThrow(/lock/);
      await server.api.ask('POST', `/operations/${operation.id}/cancel`);
      await endOf(operation);
      await expectNothingLeft();
    });

    it('the server is killed: the next one leaves nothing', async () => {
      const operation = await beginClone('full');
      await throttle(await helper());
      await server.kill();
      await server.start();
      expect(await endOf(operation)).toMatchObject({
        status: 'failed',
        error: { code: 'interrupted' },
      });
      await expectNothingLeft();
    });

    it('the server is killed while libvirt writes an image: the next one does not wait', async () => {
      const operation = await begin('publish', { name: 'cut' }, 'writing the image');
      await eventually('libvirt to write', LIMIT_MS, async () =>
        (await run('ls', `${server.folder}/pools/images`)).split('\n').length > 2
          ? true
          : undefined,
      );
      await server.kill();
      await server.start();
      // A new disk can be created while the old operation is being undone.
      expect((await server.api.instances()).items).toMatchObject([{ state: 'stopped' }]);
      expect(await endOf(operation)).toMatchObject({
        status: 'failed',
        error: { code: 'interrupted' },
      });
      await expectNothingLeft();
    });

    it('publishing is cancelled: libvirt completes its file, which is then deleted', async () => {
      const operation = await begin('publish', { name: 'cut' }, 'writing the image');
      expect(await server.api.refused('DELETE', '/images/cut')).toMatchObject({
        status: 409,
        code: 'imageBusy',
      });
      const image = await server.api.request(
        'PUT',
        '/api/v1/images/cut/content',
        Buffer.alloc(1024),
      );
      expect(image).toMatchObject({ status: 409, body: { code: 'imageBusy' } });
      await server.api.ask('POST', `/operations/${operation.id}/cancel`);
      expect(await endOf(operation)).toMatchObject({ status: 'cancelled' });
      await expectNothingLeft();
    });
  });

  describe('while the guest is running', () => {
    let pid: number | undefined;

    beforeEach(async () => {
      const { state } = await server.api.instance(source.id);
      if (state !== 'running') await act('start');
      pid = qemuPid(source.id);
    });

    it.each(['linked', 'full'])(
      'cancelled, %s: leaves nothing, and the guest continues to run',
      async (mode) => {
        const operation = await beginClone(mode);
        await throttle(source.name);
        await server.api.ask('POST', `/operations/${operation.id}/cancel`);
        expect(await endOf(operation)).toMatchObject({ status: 'cancelled' });
        await expectNothingLeft();
        expect(qemuPid(source.id)).toBe(pid);
      },
    );

    it('the server is killed: the next one ends the job, and the guest continues to run', async () => {
      const operation = await beginClone('full');
      await throttle(source.name);
      await server.kill();
      expect(await virsh('dumpxml', source.name)).toContain('<mirror');
      await server.start();
      expect(await endOf(operation)).toMatchObject({ error: { code: 'interrupted' } });
      await expectNothingLeft();
      expect(qemuPid(source.id)).toBe(pid);
    });

    it('the guest is forced off: the copy fails with the reason', async () => {
      const operation = await beginClone('full');
      await throttle(source.name);
      await virsh('destroy', source.name);
      expect(await endOf(operation)).toMatchObject({
        status: 'failed',
        error: { code: 'guestWentOff' },
      });
      await expectNothingLeft();
    });

    it('an operator ends the job: the copy fails, and the guest continues to run', async () => {
      const operation = await beginClone('full');
      await throttle(source.name);
      await virsh('blockjob', source.name, 'vda', '--abort');
      expect(await endOf(operation)).toMatchObject({
        status: 'failed',
        error: { code: 'copyFailed' },
      });
      await expectNothingLeft();
      expect(qemuPid(source.id)).toBe(pid);
    });
  });
});
