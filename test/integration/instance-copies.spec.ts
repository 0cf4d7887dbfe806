import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { guestRun, guestRunOnceUp } from '../support/guest-ssh.js';
import { guestAnswer } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, qemuPid, run, virsh, volumeNames, volumeXml } from '../support/virsh.js';

const MARKER = 'the marker of the source';
const READ_MARKER = 'cat /root/marker';

/** One guest with data on its disk, and everything that can be created from it, in this order. */
describe('copies of an instance', () => {
  let server: TestServer;
  let tiny: ImageDto;
  let source: InstanceDto;
  let pid: number | undefined;

  const portTo = (instance: InstanceDto, guestPort: number): number =>
    instance.ports.find((port) => port.guestPort === guestPort)?.hostPort ?? 0;
  const clone = async (label: string, mode: 'linked' | 'full', more: object = {}) => {
    const name = server.name(label);
    await server.api.finish('POST', `/instances/${source.id}/clone`, { name, mode, ...more });
    return server.api.instance(name);
  };
  const start = (instance: InstanceDto) =>
    server.api.finish('POST', `/instances/${instance.id}/start`);
  const forceOff = (instance: InstanceDto) =>
    server.api.finish('POST', `/instances/${instance.id}/stop`, { force: true });
  /** Check that the guest boots, and that its disk contains the data of the source. */
  const expectMarker = async (instance: InstanceDto) => {
    await start(instance);
    expect(await guestAnswer(portTo(instance, 80))).toBe(instance.name);
    expect(await guestRunOnceUp(portTo(instance, 22), READ_MARKER)).toBe(`${MARKER}\n`);
    await forceOff(instance);
  };
  /** The same check without a boot: search the content of the disk for the data. */
  const expectMarkerOnDisk = async ({ id }: InstanceDto) => {
    const raw = join(server.folder, `${id}.raw`);
    const disk = join(server.folder, 'pools', 'disks', `${id}.qcow2`);
    await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', disk, raw);
    expect((await readFile(raw)).includes(MARKER)).toBe(true);
    await rm(raw);
  };
  const expectSourceUntouched = async () => {
    expect(qemuPid(source.id)).toBe(pid);
    expect(await server.api.instance(source.id)).toMatchObject({ state: 'running' });
    expect(await virsh('dumpxml', source.name)).not.toContain('<mirror');
    expect(await guestRun(portTo(source, 22), READ_MARKER)).toBe(`${MARKER}\n`);
    const kinds = (await server.api.eventsOf(source.id)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'instance.changed')).toEqual([
      'instance.created',
      'instance.started',
    ]);
  };
  const allocationIn = (xml: string): number =>
    Number(/<allocation unit='bytes'>(\d+)</.exec(xml)?.[1]);
  const expectOwnDisk = async (instance: InstanceDto, mode: 'linked' | 'full') => {
    const xml = await volumeXml(server.disksPool, `${instance.id}.qcow2`);
    expect(xml).toContain('<mode>0600</mode>');
    expect(xml).toContain('<owner>0</owner>');
    expect(/<backingStore>\s*<path>(.*?)</.exec(xml)?.[1]).toBe(
      mode === 'linked' ? `${server.folder}/pools/images/${tiny.id}.qcow2` : undefined,
    );
    // Only a full clone copies the content of the image.
    const imageBytes = allocationIn(await volumeXml(server.imagesPool, `${tiny.id}.qcow2`));
    const bytes = allocationIn(xml);
    if (mode === 'linked') expect(bytes).toBeLessThan(imageBytes / 2);
    else expect(bytes).toBeGreaterThan(imageBytes / 2);
    expect(instance).toMatchObject({
      state: 'stopped',
      image: mode === 'linked' ? { id: tiny.id } : null,
      flavour: source.flavour,
      memoryMiB: source.memoryMiB,
      diskSizeBytes: source.diskSizeBytes,
      ports: [{ guestPort: 22 }, { guestPort: 80 }],
    });
    expect(instance.mac).not.toBe(source.mac);
    expect(portTo(instance, 80)).not.toBe(portTo(source, 80));
  };

  beforeAll(async () => {
    server = await TestServer.start();
    tiny = await registerTiny(server.api);
    source = await server.api.createInstance({
      name: server.name('source'),
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    pid = qemuPid(source.id);
    await guestAnswer(portTo(source, 80));
    await guestRunOnceUp(portTo(source, 22), `echo ${MARKER} >/root/marker; sync`);
  }, 240_000);
  afterAll(() => server?.dispose());

  it('are refused if they are impossible, and nothing is recorded', async () => {
    const name = server.name('refused');
    const refused = (action: string, body: object) =>
      server.api.refused('POST', `/instances/${source.id}/${action}`, body);
    expect(await refused('clone', { name })).toMatchObject({ status: 400, code: 'invalidInput' });
    expect(await refused('clone', { name, mode: 'half' })).toMatchObject({ status: 400 });
    expect(await refused('clone', { name: 'A b', mode: 'full' })).toMatchObject({ status: 400 });
    expect(await refused('clone', { name: source.name, mode: 'full' })).toMatchObject({
      status: 409,
      code: 'nameTaken',
    });
    expect(await refused('publish', { name: 'tiny' })).toMatchObject({
      status: 409,
      code: 'nameTaken',
    });
    expect(await refused('publish', { name: '../x' })).toMatchObject({ status: 400 });
    expect(await refused('rebuild', {})).toMatchObject({ status: 409, code: 'illegalState' });
    const taken = portTo(source, 80);
    expect(
      await refused('clone', { name, mode: 'full', ports: [{ guestPort: 80, hostPort: taken }] }),
    ).toMatchObject({ status: 409, code: 'portTaken' });
    for (const [action, body] of [
      ['clone', { name, mode: 'full' }],
      ['publish', { name }],
      ['rebuild', {}],
    ] as const) {
      expect(await server.api.refused('POST', `/instances/nobody/${action}`, body)).toMatchObject({
        status: 404,
        code: 'instanceNotFound',
      });
    }
    expect((await server.api.instances()).total).toBe(1);
    expect((await server.api.images()).total).toBe(1);
  });

  it.each(['linked', 'full'] as const)(
    'a %s clone of a guest that runs',
    async (mode) => {
      const copy = await clone(`live-${mode}`, mode);
      await expectOwnDisk(copy, mode);
      await expectSourceUntouched();
      await expectMarker(copy);
      await expectSourceUntouched();
      const [created] = await server.api.eventsOf(copy.id);
      expect(created).toMatchObject({
        kind: 'instance.created',
        details: { clonedFrom: source.name, mode },
      });
    },
    240_000,
  );

  it('an image of a running guest: other instances can be created from it', async () => {
    const path = `/instances/${source.id}/publish`;
    await server.api.finish('POST', path, { name: 'golden', description: 'as it ran' });
    const image = await server.api.ask<ImageDto>('GET', '/images/golden');
    expect(image).toMatchObject({
      status: 'ready',
      description: 'as it ran',
      source: `instance:${source.name}`,
      format: 'qcow2',
      virtualSizeBytes: source.diskSizeBytes,
      defaultUser: 'root',
      minMemoryMiB: 256,
      defaultPorts: [{ protocol: 'tcp', guestPort: 80 }],
      cloneCount: 0,
    });
    const xml = await volumeXml(server.imagesPool, `${image.id}.qcow2`);
    expect(xml).toContain('<mode>0400</mode>');
    expect(xml).not.toContain('<backingStore>');
    const content = await fetch(`${server.api.url}/api/v1/images/golden/content`, {
      headers: { Authorization: `Bearer ${server.api.token}` },
    });
    const bytes = Buffer.from(await content.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(image.sha256);
    // The intermediate copy was deleted.
    expect((await volumeNames(server.disksPool)).filter((name) => /copy/.test(name))).toEqual([]);
    await expectSourceUntouched();

    const launched = await server.api.createInstance({
      name: server.name('launched'),
      image: 'golden',
      start: false,
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    await expectMarker(launched);
    await server.api.finish('DELETE', `/instances/${launched.id}`);
  }, 240_000);

  it('a clone of a paused guest: the guest stays paused', async () => {
    await server.api.finish('POST', `/instances/${source.id}/pause`);
    const copy = await clone('paused', 'linked');
    expect((await virsh('domstate', source.name)).trim()).toBe('paused');
    await server.api.finish('POST', `/instances/${source.id}/resume`);
    expect(await guestAnswer(portTo(source, 80))).toBe(source.name);
    expect(qemuPid(source.id)).toBe(pid);
    await expectMarkerOnDisk(copy);
  });

  it.each(['linked', 'full'] as const)(
    'a %s clone of a guest that is off',
    async (mode) => {
      if (mode === 'linked') await server.api.finish('POST', `/instances/${source.id}/stop`, {});
      const copy = await clone(`off-${mode}`, mode, {
        ports: [{ guestPort: 22 }, { guestPort: 80 }],
      });
      expect((await domainNames(server.prefix)).filter((name) => /-copy-/.test(name))).toEqual([]);
      await expectOwnDisk(copy, mode);
      if (mode === 'full') await expectMarker(copy);
      else await expectMarkerOnDisk(copy);
    },
    240_000,
  );

  it('an image of a stopped guest', async () => {
    await server.api.finish('POST', `/instances/${source.id}/publish`, { name: 'off' });
    const launched = await server.api.createInstance({
      name: server.name('from-off'),
      image: 'off',
      start: false,
      ports: [{ guestPort: 80 }, { guestPort: 22 }],
    });
    await expectMarker(launched);
    await server.api.finish('DELETE', `/instances/${launched.id}`);
  }, 240_000);

  it('a clone that starts after its creation, and a full clone of a clone', async () => {
    const [full] = (await server.api.instances()).items.filter(({ image }) => image === null);
    if (!full) throw new Error('full clones were made');
    const path = `/instances/${full.id}/clone`;
    const name = server.name('second');
    expect(await server.api.refused('POST', path, { name, mode: 'linked' })).toMatchObject({
      status: 409,
      code: 'notLinked',
    });
    await server.api.finish('POST', path, { name, mode: 'full', start: true });
    const second = await server.api.instance(name);
    expect(second.state).toBe('running');
    expect(await guestRunOnceUp(portTo(second, 22), READ_MARKER)).toBe(`${MARKER}\n`);
    await server.api.finish('DELETE', `/instances/${second.id}?force=true`);
  }, 240_000);

  it('a full clone is rebuilt from an image that the request names', async () => {
    const [name, linked] = [server.name('alone'), server.name('of-alone')];
    await server.api.finish('POST', `/instances/${source.id}/clone`, { name, mode: 'full' });
    const path = `/instances/${name}/rebuild`;
    const problem = await server.api.refused('POST', path, {});
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'image' }] });
    await server.api.finish('POST', path, { image: 'tiny' });
    await server.api.finish('POST', `/instances/${name}/clone`, { name: linked, mode: 'linked' });
    for (const each of [name, linked]) {
      expect((await server.api.instance(each)).image?.name).toBe('tiny');
      await server.api.finish('DELETE', `/instances/${each}`);
    }
  }, 120_000);

  it('are refused if an operator moved the disk', async () => {
    await virsh('snapshot-create-as', source.name, 'outside', '--disk-only', '--no-metadata');
    for (const [action, body] of [
      ['clone', { name: server.name('elsewhere'), mode: 'linked' }],
      ['publish', { name: 'elsewhere' }],
    ] as const) {
      const problem = await server.api.refused('POST', `/instances/${source.id}/${action}`, body, {
        Prefer: 'wait=60',
      });
      expect(problem, action).toMatchObject({ status: 409, code: 'diskElsewhere' });
    }
    expect((await server.api.images()).items.map(({ name }) => name)).not.toContain('elsewhere');
    const xml = await virsh('dumpxml', '--inactive', source.name);
    const overlay = /<source file='([^']*outside)'/.exec(xml)?.[1] ?? '';
    await virsh('detach-disk', source.name, 'vda', '--config');
    const disk = overlay.replace(/outside$/, 'qcow2');
    const options = ['--config', '--subdriver', 'qcow2', '--targetbus', 'virtio'];
    await virsh('attach-disk', source.name, disk, 'vda', ...options);
    await virsh('pool-refresh', server.disksPool);
    await virsh('vol-delete', overlay);
  });

  it('prevent the deletion of their image, unless they are full clones', async () => {
    const linked = (await server.api.instances()).items.filter(({ image }) => image !== null);
    expect(linked.map(({ name }) => name).toSorted()).toEqual(
      ['live-linked', 'off-linked', 'paused', 'source'].map((label) => server.name(label)),
    );
    expect((await server.api.ask<ImageDto>('GET', '/images/tiny')).cloneCount).toBe(4);
    for (const { id } of linked) {
      expect(await server.api.refused('DELETE', '/images/tiny')).toMatchObject({
        status: 409,
        code: 'imageInUse',
      });
      await server.api.finish('DELETE', `/instances/${id}`);
    }
    await server.api.ask('DELETE', '/images/tiny');
    const alone = await server.api.instance(server.name('live-full'));
    await expectMarker(alone);
    await server.api.deleteInstances();
    expect(await volumeNames(server.disksPool)).toEqual([]);
    expect(server.output).not.toContain('ERROR');
  }, 240_000);
});
