import { mkdtemp, open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'node-libvirt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GuestTerminal } from '../../packages/node-libvirt/test/support/guest-terminal.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { LIBVIRT_URI, run } from '../support/virsh.js';

const MIB = 1024 ** 2;
/** Mounting requires root. */
const canMount = process.getuid?.() === 0;

/** QEMU pauses a guest that fills the disk of the host. A user can resume it when there is space. */
describe.skipIf(!canMount)('a full disk of the host', () => {
  let server: TestServer;
  let stream: EventStream;
  let instance: InstanceDto;
  let connection: Connection;
  let terminal: GuestTerminal;
  let pools: string;

  beforeAll(async () => {
    pools = await mkdtemp(join(tmpdir(), 'picostack-small-'));
    await run('mount', '-t', 'tmpfs', '-o', 'size=160m,mode=711', 'tmpfs', pools);
    server = await TestServer.start({
      env: { PICOSTACK_DISK_OVERCOMMIT: '10', PICOSTACK_POOL_DIR: pools },
    });
    await registerTiny(server.api);
    stream = await EventStream.open(server.api);
    instance = await server.api.createInstance({ name: server.name('full'), start: false });
    connection = await Connection.open(LIBVIRT_URI);
    const domain = await connection.domainLookupByUUID(instance.id);
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    terminal = new GuestTerminal(await domain.openConsole());
    await terminal.read('login: ');
    terminal.type('root');
    await terminal.read('Password: ');
    terminal.type('picostack');
    await terminal.read('# ');
  });
  afterAll(async () => {
    terminal?.close();
    await connection?.close();
    stream?.close();
    await server?.dispose();
    if (!pools) return;
    await run('umount', pools);
    await rmdir(pools);
  });

  it('pauses the guest, which can be resumed when there is free space', async () => {
    const filler = join(pools, 'filler');
    await fill(filler);
    const mark = performance.now();
    terminal.type(
      'dd if=/dev/urandom of=/dev/vda bs=1M seek=8 count=16 conv=notrunc; sync; echo written',
    );
    const { data } = await stream.change('instance.paused', instance.name, 60_000, mark);
    expect(data).toMatchObject({ actor: 'outside' });
    expect(data.cause).toMatch(/^no space/);
    expect(await server.api.instance(instance.id)).toMatchObject({
      state: 'paused',
      stateReason: expect.stringMatching(/^no space/),
    });
    await rm(filler);
    await server.api.finish('POST', `/instances/${instance.id}/resume`);
    await terminal.read('written');
    expect((await server.api.instance(instance.id)).state).toBe('running');
  });

  /** Leave 1 MiB of free space. */
  async function fill(path: string): Promise<void> {
    await using file = await open(path, 'w');
    const isWritten = () =>
      file.write(Buffer.alloc(MIB)).then(
        () => true,
        () => false,
      );
    while (await isWritten());
    await file.truncate((await file.stat()).size - MIB);
  }
});
