import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Connection,
  type Domain,
  LibvirtError,
  VIR_DOMAIN_EVENT_ID_LIFECYCLE,
  VIR_DOMAIN_EVENT_STARTED,
} from 'node-libvirt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, LIBVIRT_URI, run, volumeNames } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

const LIMIT_MS = 60_000;

/** There is enough space when the copy begins, and another program uses it during the copy. */
describe('a pool that fills up during a copy', () => {
  let server: TestServer;
  let disks: string;
  let source: InstanceDto;
  let connection: Connection;

  /**
   * Throttle the copy as soon as it begins: a virsh process could start too late. Call it before the request for
   * the copy; the result resolves with the domain that copies.
   */
  async function slowCopy(): Promise<{ slowed: Promise<Domain> }> {
    const events = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_LIFECYCLE);
    const slow = async (): Promise<Domain> => {
      for await (const { domain, event } of events) {
        if (event !== VIR_DOMAIN_EVENT_STARTED) continue;
        if (!domain.name.startsWith(`${server.prefix}-copy-`)) continue;
        // Poll more often than eventually() does, because the whole job can take half a second. Each call waits for
        // libvirt.
        while (!(await isSlowed(domain))) await domain.isActive();
        return domain;
      }
      throw new Error('the events ended');
    };
    return { slowed: within('the copy to be slowed down', LIMIT_MS, slow()) };
  }

  async function isSlowed(domain: Domain): Promise<boolean> {
    try {
      await domain.blockJobSetSpeed('vda', 1);
      return true;
    } catch (error) {
      // The job has not begun.
      if (error instanceof LibvirtError) return false;
      throw error;
    }
  }

  beforeAll(async () => {
    server = await TestServer.prepare();
    disks = join(server.folder, 'pools', 'disks');
    await mkdir(disks, { recursive: true });
    await run('mount', '-t', 'tmpfs', '-o', 'size=2200m,mode=0711', 'tmpfs', disks);
    connection = await Connection.open(LIBVIRT_URI);
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
    await connection?.close();
    await server?.kill();
    await run('umount', '--lazy', disks);
    await server?.dispose();
  });

  it('is reported as full, and nothing of the copy is left', async () => {
    const path = `/instances/${source.id}/clone`;
    const { slowed } = await slowCopy();
    const { id } = await server.api.ask<OperationDto>('POST', path, {
      name: server.name('copy'),
      mode: 'full',
    });
    const copying = await slowed;
    const free = Number((await run('df', '--output=avail', '-k', disks)).split('\n')[1]);
    await run('fallocate', '-l', `${free - 40_000}K`, join(disks, 'filler'));
    await copying.blockJobSetSpeed('vda', 0);
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
