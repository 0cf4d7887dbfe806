import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../src/common/http/list-query.js';
import type { ImageDto } from '../../src/images/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

let server: TestServer;

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
