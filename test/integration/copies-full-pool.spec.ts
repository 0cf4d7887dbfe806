import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;

/** There was room when the copy began, and then somebody else takes it. */
describe('a pool that fills up while a disk is copied', () => {
  let server: TestServer;
  let disks: string;
  let source: InstanceDto;

  beforeAll(async () => {
    server = await TestServer.prepare();
    disks = join(server.folder, 'pools', 'disks');
    await mkdir(disks, { recursive: true });
    await run('mount', '-t', 'tmpfs', '-o', 'size=2200m,mode=0711', 'tmpfs', disks);
    await server.start();
    await registerTiny(server.api);
    await server.api.ask('POST', '/flavours', {
      name: 'roomy',
      memoryMiB: 256,
      vcpus: 1,
      diskGiB: 1,
    });
    source = await server.api.createInstance({
      name: server.name('source'),
      flavour: 'roomy',
      start: false,
    });
    const disk = join(disks, `${source.id}.qcow2`);
    await run('qemu-io', '-f', 'qcow2', '-c', 'write -P 7 40M 980M', disk);
  }, 240_000);
  afterAll(async () => {
    await server?.kill();
    await run('umount', '--lazy', disks);
    await server?.dispose();
  });

  it('is told as such, and nothing is left of the copy', async () => {
    const path = `/instances/${source.id}/clone`;
    const { id } = await server.api.ask<OperationDto>('POST', path, {
      name: server.name('copy'),
      mode: 'full',
    });
    const helper = await eventually('the helper to copy slowly', LIMIT_MS, async () => {
      const [name] = await domainNames(`${server.prefix}-copy-`);
      if (name) await virsh('blockjob', name, 'vda', '--bandwidth', '1');
      return name;
    });
    const free = Number((await run('df', '--output=avail', '-k', disks)).split('\n')[1]);
    await run('fallocate', '-l', `${free - 40_000}K`, join(disks, 'filler'));
    await virsh('blockjob', helper, 'vda', '--bandwidth', '0');
    const end = await eventually('the end of the copy', LIMIT_MS, async () => {
      const now = await server.api.ask<OperationDto>('GET', `/operations/${id}`);
      return now.finishedAt === null ? undefined : now;
    });
    expect(end).toMatchObject({ status: 'failed', error: { code: 'insufficientStorage' } });
    expect((await server.api.instances()).items).toMatchObject([{ id: source.id }]);
    expect(await domainNames(server.prefix)).toEqual([source.name]);
    expect(await volumeNames(server.disksPool)).toEqual([`${source.id}.qcow2`, 'filler']);
  });
});
