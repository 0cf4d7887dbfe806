import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { EventDto } from '../../src/events/dto.js';
import { EventStream } from '../support/event-stream.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

/** The goal is one second on an idle host; this host is shared. The tests print the measured times. */
const REACTION_LIMIT_MS = 5_000;
/** For commands to which the guest must react. */
const GUEST_LIMIT_MS = 60_000;

/** The tests run in order. Each command results in a state and an event of `outside`, and is not reverted. */
describe('virsh commands outside of picostack', () => {
  let server: TestServer;
  let stream: EventStream;
  let instance: InstanceDto;
  let spareDisk: string;
  let name: string;

  const now = () => server.api.instance(instance.id);
  const inactiveXml = () => virsh('dumpxml', '--inactive', instance.id);

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    stream = await EventStream.open(server.api);
    name = server.name('ops');
    instance = await server.api.createInstance({ name, start: false });
    spareDisk = join(server.folder, 'import', 'spare.qcow2');
    await run('qemu-img', 'create', '-q', '-f', 'qcow2', spareDisk, '16M');
  });
  afterAll(async () => {
    stream?.close();
    await server?.dispose();
  });

  /** Run the command, wait for the event, and check its actor. */
  async function outside(
    what: string,
    kind: string,
    act: () => Promise<unknown>,
    options: { matches?: (event: EventDto) => boolean; limitMs?: number } = {},
  ): Promise<Record<string, unknown>> {
    const { matches, limitMs = REACTION_LIMIT_MS } = options;
    const mark = performance.now();
    await act();
    const done = performance.now();
    const message = await stream.change(kind, name, 90_000, mark, matches);
    const tookMs = Math.round(message.at - done);
    console.log(`${what} -> ${kind}: ${tookMs} ms after it returned`);
    expect(message.data.actor).toBe('outside');
    expect(tookMs).toBeLessThan(limitMs);
    return message.data.details;
  }

  const changed = async (what: string, change: string | RegExp, act: () => Promise<unknown>) => {
    const isExpected = (text: unknown) =>
      typeof text === 'string' && (change instanceof RegExp ? change.test(text) : text === change);
    const matches = ({ details: { changes } }: EventDto) =>
      Array.isArray(changes) && changes.some(isExpected);
    const details = await outside(what, 'instance.changed', act, { matches });
    return details['changes'];
  };

  /** Run `virsh edit` with an editor that replaces one text by another. */
  async function edit(from: string, to: string): Promise<void> {
    const xml = await inactiveXml();
    expect(xml).toContain(from);
    await define(xml.replace(from, to));
  }

  async function define(xml: string): Promise<void> {
    const file = join(server.folder, `${randomUUID()}.xml`);
    await writeFile(file, xml);
    await virsh('define', file);
  }

  it('start', async () => {
    await outside('start', 'instance.started', () => virsh('start', name));
    expect((await now()).state).toBe('running');
  });

  it('suspend', async () => {
    await outside('suspend', 'instance.paused', () => virsh('suspend', name));
    expect(await now()).toMatchObject({ state: 'paused', stateReason: 'paused by a user' });
  });

  it('resume', async () => {
    await outside('resume', 'instance.resumed', () => virsh('resume', name));
    expect((await now()).state).toBe('running');
  });

  it('attach-disk, only to the running guest', async () => {
    await guestAnswer(instance.ports[0]?.hostPort ?? 0);
    const changes = await changed('attach-disk', 'disk vdb added (running guest only)', () =>
      virsh('attach-disk', name, spareDisk, 'vdb', '--subdriver', 'qcow2'),
    );
    expect(changes).toEqual(['disk vdb added (running guest only)']);
  });

  it('reboot', async () => {
    await guestAnswer(instance.ports[0]?.hostPort ?? 0);
    await outside('reboot', 'instance.rebooted', () => virsh('reboot', name), {
      limitMs: GUEST_LIMIT_MS,
    });
    expect((await now()).state).toBe('running');
  });

  it('shutdown', async () => {
    await guestAnswer(instance.ports[0]?.hostPort ?? 0);
    await outside('shutdown', 'instance.stopped', () => virsh('shutdown', name), {
      limitMs: GUEST_LIMIT_MS,
    });
    expect(await now()).toMatchObject({ state: 'stopped', stateReason: 'the guest shut down' });
  });

  it('edit: memory', async () => {
    const changes = await changed('edit memory', 'memory 256 -> 320 MiB', async () =>
      define((await inactiveXml()).replaceAll('>262144<', '>327680<')),
    );
    expect(changes).toEqual(['memory 256 -> 320 MiB']);
    expect((await now()).memoryMiB).toBe(320);
  });

  it('edit: vCPUs', async () => {
    await changed('edit vcpus', 'vCPUs 1 -> 2', () => edit('>1</vcpu>', '>2</vcpu>'));
    expect((await now()).vcpus).toBe(2);
  });

  it('edit: another disk and network card', async () => {
    const changes = await changed('edit devices', 'disk vdb added', () =>
      edit(
        '<interface',
        `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${spareDisk}'/>
         <target dev='vdb' bus='virtio'/></disk>
         <interface type='user'><mac address='52:54:00:0a:0b:0c'/><model type='virtio'/></interface><interface`,
      ),
    );
    expect(changes).toEqual(['disk vdb added', 'network card 52:54:00:0a:0b:0c added']);
    // The new card comes first in the file, but second in the guest: libvirt does not sort network cards.
    expect((await now()).networkMode).toBe('user');
  });

  it('attach-disk --config, for which libvirt sends no event', async () => {
    await changed('attach-disk --config', 'disk vdc added', () =>
      virsh('attach-disk', name, spareDisk, 'vdc', '--config', '--subdriver', 'qcow2'),
    );
    await changed('detach-disk --config', 'disk vdc removed', () =>
      virsh('detach-disk', name, 'vdc', '--config'),
    );
  });

  it('autostart', async () => {
    await changed('autostart', 'starts with the host', () => virsh('autostart', name));
    expect((await now()).autostart).toBe(true);
  });

  it('snapshot-create', async () => {
    const details = await outside('snapshot-create-as', 'instance.snapshotted', () =>
      virsh('snapshot-create-as', name, 'before'),
    );
    expect(details).toEqual({ snapshot: 'before', snapshots: 1 });
    await changed('snapshot-delete', 'snapshots 1 -> 0', () =>
      virsh('snapshot-delete', name, 'before'),
    );
  });

  it('domrename', async () => {
    const before = name;
    name = server.name('renamed');
    await changed('domrename', `renamed ${before} -> ${name}`, () =>
      virsh('domrename', before, name),
    );
    expect((await now()).name).toBe(name);
    expect((await server.api.instance(name)).id).toBe(instance.id);
  });

  it('actions of picostack keep what the operator changed', async () => {
    const before = withoutMetadata(await inactiveXml());
    const eventCount = (await server.api.eventsOf(instance.id)).length;
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    const mapping = await server.api.ask<{ id: string }>(
      'POST',
      `/instances/${instance.id}/ports`,
      { guestPort: 22 },
    );
    await server.api.ask('DELETE', `/instances/${instance.id}/ports/${mapping.id}`);
    await server.api.ask('PATCH', `/instances/${instance.id}`, { description: 'still the same' });
    await server.api.finish('POST', `/instances/${instance.id}/pause`);
    await server.api.finish('POST', `/instances/${instance.id}/resume`);
    expect(withoutMetadata(await inactiveXml())).toBe(before);
    // None of it was reported as external: an external change follows after all of them.
    await changed('desc', 'description added', () =>
      virsh('desc', name, '--config', 'an operator was here'),
    );
    const events = (await server.api.eventsOf(instance.id)).slice(eventCount);
    const external = events.filter(({ actor }) => actor === 'outside');
    expect(external.map(({ details }) => details)).toEqual([{ changes: ['description added'] }]);
  });

  it('managedsave', async () => {
    await outside('managedsave', 'instance.stopped', () => virsh('managedsave', name));
    expect(await now()).toMatchObject({ state: 'stopped', stateReason: 'saved to disk' });
    // Listed as `saved`, and as `stopped` for clients that do not know `saved`.
    for (const [state, names] of [
      ['saved', [name]],
      ['stopped', [name]],
      ['running', []],
    ] as const) {
      const page = await server.api.ask<{ items: InstanceDto[]; total: number }>(
        'GET',
        `/instances?state=${state}`,
      );
      expect([page.items.map((each) => each.name), page.total]).toEqual([names, names.length]);
    }
    expect(await server.api.refused('GET', '/instances?state=asleep')).toMatchObject({
      code: 'invalidInput',
    });
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    expect((await now()).state).toBe('running');
    expect(await server.api.ask('GET', '/instances?state=saved')).toMatchObject({ total: 0 });
  });

  it('destroy', async () => {
    await outside('destroy', 'instance.stopped', () => virsh('destroy', name));
    expect(await now()).toMatchObject({ state: 'stopped', stateReason: 'forced off' });
  });

  it('undefine while running: the guest continues to run, and is missing when it ends', async () => {
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    const xml = await inactiveXml();
    await changed('undefine while it runs', /^undefined while running/, () =>
      virsh('undefine', name),
    );
    expect((await now()).state).toBe('running');
    await outside('destroy', 'instance.missing', () => virsh('destroy', name));
    expect((await now()).state).toBe('missing');
    await outside('define', 'instance.redefined', () => define(xml));
    expect((await now()).state).toBe('stopped');
  });

  it('undefine, and define again with another UUID: a foreign domain, which is not adopted', async () => {
    const xml = await inactiveXml();
    await outside('undefine', 'instance.missing', () => virsh('undefine', name));
    const foreignId = randomUUID();
    await define(xml.replace(`<uuid>${instance.id}`, `<uuid>${foreignId}`));
    await virsh('start', name);
    expect(await now()).toMatchObject({ id: instance.id, name, state: 'missing' });
    expect((await server.api.instances()).items.map(({ id }) => id)).toEqual([instance.id]);
    // The foreign domain has the disk now, so the missing one cannot be defined.
    await virsh('destroy', foreignId);
    await virsh('undefine', foreignId);
    await define(xml);
    await eventually(
      'it to be back',
      30_000,
      async () => (await now()).state === 'stopped' || undefined,
    );
    await server.api.finish('POST', `/instances/${instance.id}/start`);
    expect(await now()).toMatchObject({ name, state: 'running', memoryMiB: 320, vcpus: 2 });
  });
});

/** Remove the metadata, which picostack writes again with each port mapping. */
function withoutMetadata(xml: string): string {
  return xml.replace(/<metadata>[^]*<\/metadata>/, '');
}

/** Names are unique in libvirt and in the records, and operators rename domains in any order. */
describe('names that an operator assigns', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
  });
  afterAll(() => server?.dispose());

  const waitForName = (id: string, name: string) =>
    eventually(
      `${id} to be called ${name}`,
      30_000,
      async () => (await server.api.instance(id)).name === name || undefined,
    );

  it('two domains that swap their names', async () => {
    const [a, b, aside] = [server.name('a'), server.name('b'), server.name('aside')];
    const first = await server.api.createInstance({ name: a, start: false });
    const second = await server.api.createInstance({ name: b, start: false });
    // After the server restarts, it finds both changes at once.
    await server.kill();
    await virsh('domrename', a, aside);
    await virsh('domrename', b, a);
    await virsh('domrename', aside, b);
    await server.start();
    await waitForName(first.id, b);
    await waitForName(second.id, a);
    const [event] = (await server.api.eventsOf(second.id)).filter(
      ({ kind }) => kind === 'instance.changed',
    );
    expect(event).toMatchObject({
      actor: 'outside',
      details: { changes: [`renamed ${b} -> ${a}`] },
    });
  });

  it('a rename by an operator and by picostack at the same time', async () => {
    const [here, there, wanted] = [server.name('h'), server.name('t'), server.name('w')];
    const { id } = await server.api.createInstance({ name: here, start: false });
    for (let round = 0; round < 5; round += 1) {
      await virsh('domrename', id, there);
      // The request does not wait until the change was noticed.
      const { status } = await server.api.request(
        'POST',
        `/api/v1/instances/${id}/rename`,
        { name: wanted },
        { Prefer: 'wait=60' },
      );
      const name = (await virsh('domname', id)).trim();
      // An operation that succeeded was carried out; a refused one left the name of the operator.
      expect({ status, name }).toEqual(
        status === 200 ? { status, name: wanted } : { status: 409, name: there },
      );
      await waitForName(id, name);
      await virsh('domrename', id, here);
      await waitForName(id, here);
    }
    await server.api.finish('DELETE', `/instances/${id}`);
  });

  it('a record with another name than its domain is corrected', async () => {
    const name = server.name('right');
    const { id } = await server.api.createInstance({ name, start: false });
    await server.stop();
    const records = new Database(join(server.dataDir, 'picostack.sqlite'));
    records.prepare('UPDATE instance SET name = ? WHERE id = ?').run(server.name('wrong'), id);
    records.close();
    await server.start();
    await waitForName(id, name);
    await server.api.finish('DELETE', `/instances/${id}`);
  });

  it('the name of a missing instance', async () => {
    const [c, d] = [server.name('c'), server.name('d')];
    const missing = await server.api.createInstance({ name: c, start: false });
    const other = await server.api.createInstance({ name: d, start: false });
    await virsh('undefine', c);
    await eventually(
      'it to be missing',
      30_000,
      async () => (await server.api.instance(missing.id)).state === 'missing' || undefined,
    );
    await virsh('domrename', d, c);
    await waitForName(other.id, c);
    const { name, state } = await server.api.instance(missing.id);
    expect({ name, state }).toEqual({ name: `${c}-${missing.id.slice(0, 8)}`, state: 'missing' });
    const last = (await server.api.eventsOf(missing.id)).at(-1);
    expect(last).toMatchObject({ kind: 'instance.changed', actor: 'outside' });
    await server.api.finish('DELETE', `/instances/${missing.id}`);
    expect((await server.api.instance(c)).id).toBe(other.id);
  });
});
