import { existsSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../src/common/http/list-query.js';
import type { EventDto } from '../../src/events/dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

let server: TestServer;

const WAIT = { Prefer: 'wait=60' };
const REPLACEMENT = { name: 'tiny', format: 'raw', replaces: true };
/** In the first cluster of a qcow2 file, which has zeros there. */
const AFTER_THE_HEADER = 40_000;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterEach(async () => {
  await server.api.deleteInstances();
  await change({ firmware: 'bios', minMemoryMiB: 256, minDiskGiB: null });
});
afterAll(() => server?.dispose());

const change = (body: object): Promise<ImageDto> => server.api.ask('PATCH', '/images/tiny', body);
const launch = (label: string, wish: object = {}) =>
  server.api.createInstance({ name: server.name(label), start: false, ...wish });

describe('an image', () => {
  it('is found by its tags', async () => {
    await change({ tags: ['lab', 'demo'] });
    const names = async (query: string) =>
      (await server.api.ask<Page<ImageDto>>('GET', `/images?${query}`)).items.map(
        ({ name }) => name,
      );
    expect(await names('tag=lab')).toEqual(['tiny']);
    expect(await names('tag=la')).toEqual([]);
    expect(await names('q=demo')).toEqual(['tiny']);
  });

  it('that is protected is not deleted', async () => {
    await change({ isProtected: true });
    expect(await server.api.refused('DELETE', '/images/tiny')).toMatchObject({
      status: 409,
      code: 'imageProtected',
    });
    expect(await change({ isProtected: false })).toMatchObject({ isProtected: false });
  });

  it('decides the size of its clones', async () => {
    await change({ minMemoryMiB: 1000, minDiskGiB: 3 });
    const small = { name: server.name('small'), image: 'tiny', flavour: 'tiny' };
    const refusal = await server.api.refused('POST', '/instances', small);
    expect(refusal).toMatchObject({ status: 409, code: 'flavourTooSmall' });
    expect(refusal.detail).toContain('1000 MiB of memory, and the flavour "tiny" has 256 MiB');
    expect(await launch('default')).toMatchObject({ diskSizeBytes: 3 * 1024 ** 3 });
    await server.api.ask('POST', '/flavours', {
      name: 'narrow',
      memoryMiB: 2000,
      vcpus: 1,
      diskGiB: 2,
    });
    const narrow = { ...small, flavour: 'narrow' };
    expect(await server.api.refused('POST', '/instances', narrow)).toMatchObject({
      detail: expect.stringContaining('a disk of 3 GiB, and the flavour "narrow" has one of 2 GiB'),
    });
  });

  it('recommends a flavour, which is the default while it exists', async () => {
    await server.api.ask('POST', '/flavours', { name: 'own', memoryMiB: 300, vcpus: 1 });
    await change({ recommendedFlavour: 'own' });
    expect(await launch('own')).toMatchObject({ flavour: { name: 'own' } });
    await server.api.deleteInstances();
    await server.api.ask('DELETE', '/flavours/own');
    expect(await launch('other')).toMatchObject({ flavour: { name: 'tiny' } });
  });
});

describe('the hardware of an instance', () => {
  it('has UEFI if its image does, also in a clone, and its variables are deleted with it', async () => {
    await change({ firmware: 'uefi' });
    const web = await launch('uefi', { start: true });
    expect(web).toMatchObject({ state: 'running', firmware: 'uefi' });
    const xml = await virsh('dumpxml', web.name);
    expect(xml).toMatch(/type='pflash'>[^<]*OVMF_CODE/);
    expect(xml).toContain("<feature enabled='no' name='secure-boot'/>");
    const variables = />([^<]*)<\/nvram>/.exec(xml)?.[1] ?? '';
    expect(existsSync(variables)).toBe(true);
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
    const copy = { name: server.name('copy'), mode: 'full' };
    await server.api.finish('POST', `/instances/${web.id}/clone`, copy);
    expect(await server.api.instance(copy.name)).toMatchObject({ firmware: 'uefi' });
    await server.api.deleteInstances();
    expect(existsSync(variables)).toBe(false);
  });

  it.each([
    ['windows', /dev='sda' bus='sata'[^]*type='e1000e'/],
    ['legacy', /dev='hda' bus='ide'[^]*type='e1000'/],
  ])('is that of the profile %s', async (deviceProfile, expected) => {
    const guest = await launch(deviceProfile, { deviceProfile, start: true });
    expect(guest).toMatchObject({ state: 'running', deviceProfile, firmware: 'bios' });
    expect(await virsh('dumpxml', guest.name)).toMatch(expected);
  });

  it('follows the definition that an operator changes', async () => {
    const { id, name } = await launch('edited');
    const xml = await virsh('dumpxml', '--inactive', name);
    const file = join(server.folder, 'edited.xml');
    await writeFile(file, xml.replace('<os>', "<os firmware='efi'>"));
    await virsh('define', file);
    await eventually('the firmware to be noticed', 20_000, async () =>
      (await server.api.instance(id)).firmware === 'uefi' ? true : undefined,
    );
    expect(await server.api.instance(id)).toMatchObject({ firmware: 'uefi' });
  });
});

describe('the file of an image', () => {
  const tiny = (): Promise<ImageDto> => server.api.ask('GET', '/images/tiny');
  const verify = (body: object = {}) => server.api.finish('POST', '/images/tiny/verify', body);
  const stateOf = (fileState: string) =>
    eventually(`the file to be ${fileState}`, 30_000, async () => {
      const image = await tiny();
      return image.fileState === fileState ? image : undefined;
    });
  const refusal = (body: object) => server.api.refused('POST', '/instances', body);

  it('that is changed is noticed, and refused for new instances until it is verified', async () => {
    const clone = await launch('clone');
    const { id } = await tiny();
    const [file, times] = [pathOf(id), join(server.folder, 'times')];
    await run('touch', '-r', file, times);
    await run('touch', '-d', '2001-02-03', file);
    const changed = await stateOf('changed');
    expect(changed.lastError).toContain('picostk image verify tiny');
    expect((await server.api.instance(clone.id)).lastError).toBe(changed.lastError);
    const wish = { name: server.name('refused'), image: 'tiny' };
    expect(await refusal(wish)).toMatchObject({ status: 409, code: 'imageFileChanged' });
    expect(await eventOf(id)).toMatchObject({
      actor: 'outside',
      details: { changes: ['its file was changed'], instances: [clone.name] },
    });

    // Nothing proves that it is the same, because it was never verified before.
    expect(await server.api.refused('POST', '/images/tiny/verify', {})).toMatchObject({
      status: 409,
      code: 'imageFileChanged',
    });
    await verify({ acceptChange: true });
    const verified = await tiny();
    expect(verified).toMatchObject({ fileState: 'present', lastError: null });
    expect(verified.fileSha256).toBe((await run('sha256sum', file)).slice(0, 64));
    expect(Date.parse(verified.verifiedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
    await run('touch', '-d', '2001-02-03 04:05', file);
    await stateOf('changed');
    await verify();
    expect(await tiny()).toMatchObject({ fileState: 'present', fileSha256: verified.fileSha256 });
    await launch('again');
  }, 120_000);

  it('with another content is found by its SHA-256, although size and time are the same', async () => {
    const { id } = await tiny();
    await verify();
    const [file, times] = [pathOf(id), join(server.folder, 'times')];
    const overwrite = async (byte: number) => {
      await run('touch', '-r', file, times);
      const handle = await open(file, 'r+');
      await handle.write(Buffer.of(byte), 0, 1, AFTER_THE_HEADER);
      await handle.close();
      await run('touch', '-r', times, file);
    };
    await overwrite(1);
    const problem = await server.api.refused('POST', '/images/tiny/verify', {}, WAIT);
    expect(problem).toMatchObject({ status: 409, code: 'imageFileChanged' });
    expect((await tiny()).fileState).toBe('changed');
    const wish = { name: server.name('refused'), image: 'tiny' };
    expect(await refusal(wish)).toMatchObject({ code: 'imageFileChanged' });
    await overwrite(0);
    await verify();
    expect(await tiny()).toMatchObject({ fileState: 'present', lastError: null });
  }, 120_000);
});

describe('a new version of an image', () => {
  const find = (name: string): Promise<ImageDto> => server.api.ask('GET', `/images/${name}`);
  const replace = (more: object = {}) =>
    server.api.expectImage({ name: 'tiny', format: 'raw', replaces: true, ...more });
  const send = async ({ id }: ImageDto): Promise<ImageDto> =>
    server.api.ask('PUT', `/images/${id}/content`, (await tinyImage()).bytes);

  it('takes the name over, and the old one goes with its last clone', async () => {
    const old = await find('tiny');
    const clone = await launch('of-old');
    await change({ isProtected: true });
    expect(await server.api.refused('POST', '/images', REPLACEMENT)).toMatchObject({
      status: 409,
      code: 'imageProtected',
    });
    await change({ isProtected: false });
    const next = await replace({ description: 'newer' });
    expect(next).toMatchObject({ name: 'tiny@v2', version: 2, replacesId: old.id });
    expect(await server.api.refused('POST', '/images', REPLACEMENT)).toMatchObject({
      status: 409,
      code: 'imageBeingReplaced',
    });
    expect((await find('tiny')).id).toBe(old.id);
    await send(next);
    expect(await find('tiny')).toMatchObject({
      id: next.id,
      version: 2,
      description: 'newer',
      // What the request left out is as before.
      defaultUser: 'root',
      minMemoryMiB: 256,
    });
    expect(await find(old.id)).toMatchObject({ name: 'tiny@v1', replacedById: next.id });
    expect((await server.api.instance(clone.id)).image).toEqual({ id: old.id, name: 'tiny@v1' });
    expect((await launch('of-new')).image).toEqual({ id: next.id, name: 'tiny' });
    const metadata = await readFile(pathOf(old.id, 'json'), 'utf8');
    expect(JSON.parse(metadata)).toMatchObject({ name: 'tiny@v1', replacedById: next.id });

    await server.api.finish('DELETE', `/instances/${clone.id}`);
    const deleted = await eventually('the old version to be deleted', 30_000, async () => {
      const event = await eventOf(old.id, 'image.deleted');
      return event ?? undefined;
    });
    expect(deleted).toMatchObject({ actor: 'system', resource: { name: 'tiny@v1' } });
    expect(existsSync(pathOf(old.id))).toBe(false);
    expect((await find('tiny')).id).toBe(next.id);
  }, 120_000);

  it('that is refused leaves the old one untouched', async () => {
    const old = await find('tiny');
    const next = await replace();
    await server.api.refused('PUT', `/images/${next.id}/content`, Buffer.alloc(1024));
    expect(await find('tiny')).toEqual(old);
    expect(await server.api.refused('GET', `/images/${next.id}`)).toMatchObject({ status: 404 });
  });

  it('that is deleted leaves the old one, which can have its name again', async () => {
    const old = await find('tiny');
    await launch('of-old');
    const next = await send(await replace());
    await server.api.ask('DELETE', `/images/${next.id}`);
    expect(await find(old.id)).toMatchObject({ replacedById: null });
    await server.api.ask('PATCH', `/images/${old.id}`, { name: 'tiny' });
    expect(await find('tiny')).toMatchObject({ id: old.id, version: old.version });
  }, 60_000);
});

const pathOf = (id: string, ending = 'qcow2') =>
  join(server.folder, 'pools', 'images', `${id}.${ending}`);

async function eventOf(id: string, kind = 'image.changed'): Promise<EventDto | undefined> {
  const path = `/events?resourceId=${id}&kind=${kind}`;
  return (await server.api.ask<Page<EventDto>>('GET', path)).items[0];
}
