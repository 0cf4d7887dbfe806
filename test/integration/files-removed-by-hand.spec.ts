import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EventDto } from '../../src/events/dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const WAIT = { Prefer: 'wait=60' };
const NOTICE_LIMIT_MS = 30_000;

/** Two ways to remove a file: after the first one, libvirt still lists the volume. */
const WAYS: readonly (readonly [
  string,
  (pool: 'images' | 'disks', file: string) => Promise<unknown>,
])[] = [
  ['rm', (pool, file) => rm(pathOf(pool, file))],
  ['vol-delete', (pool, file) => virsh('vol-delete', file, '--pool', `${server.prefix}-${pool}`)],
];

let server: TestServer;
let tiny: ImageDto;
let count = 0;

const pathOf = (pool: 'images' | 'disks', file: string) => join(server.folder, 'pools', pool, file);
const volumeOf = ({ id }: ImageDto | InstanceDto) => `${id}.qcow2`;
const image = (name: string) => server.api.ask<ImageDto>('GET', `/images/${name}`);
const newName = (prefix: string) => server.name(`${prefix}${(count += 1)}`);

/** Everything that a refused action must not change. */
const everything = async () => ({
  instances: (await server.api.instances()).items.map(({ id, state }) => [id, state]),
  images: (await server.api.images()).items.map(({ id, status }) => [id, status]),
  domains: await domainNames(server.prefix),
  disks: (await readdir(pathOf('disks', ''))).toSorted(),
  imageFiles: (await readdir(pathOf('images', ''))).toSorted(),
});

/** @param actions method, path and body of requests that must be refused with this code */
async function expectAllRefused(
  code: string,
  file: string,
  actions: readonly (readonly [string, string, object?])[],
): Promise<void> {
  const before = await everything();
  for (const [method, path, body] of actions) {
    const problem = await server.api.refused(method, path, body, WAIT);
    expect(problem, `${method} ${path} ${JSON.stringify(body)}`).toMatchObject({
      status: 409,
      code,
    });
    expect(problem.detail).toContain(file);
    expect(problem.detail).toMatch(/Restore it/);
    expect(await everything(), `${method} ${path}`).toEqual(before);
  }
}

beforeAll(async () => {
  server = await TestServer.start();
  tiny = await registerTiny(server.api);
}, 240_000);
afterAll(() => server?.dispose());

describe.each(WAYS)('an image file removed with %s', (_, removeFile) => {
  let other: ImageDto;
  let clone: InstanceDto;
  let bystander: InstanceDto;
  let backup: string;

  beforeEach(async () => {
    bystander = await server.api.createInstance({ name: newName('by'), start: false });
    const name = newName('image');
    await server.api.finish('POST', `/instances/${bystander.id}/publish`, { name });
    other = await image(name);
    clone = await server.api.createInstance({ name: newName('clone'), image: name, start: false });
    backup = join(server.folder, `${name}.backup`);
    await run('cp', '-p', pathOf('images', volumeOf(other)), backup);
  });

  it('is reported where it is needed and shown, until it is restored', async () => {
    await removeFile('images', volumeOf(other));
    const noticed = await eventually('the image to report it', NOTICE_LIMIT_MS, async () => {
      const now = await image(other.name);
      return now.lastError === null ? undefined : now;
    });
    expect(noticed).toMatchObject({ status: 'ready' });
    expect(noticed.lastError).toContain(volumeOf(other));
    expect((await server.api.instance(clone.id)).lastError).toBe(noticed.lastError);
    expect((await server.api.instance(bystander.id)).lastError).toBeNull();
    expect((await image('tiny')).lastError).toBeNull();

    const copy = { name: newName('copy') };
    // The request is refused, instead of starting an operation that fails.
    const body = { ...copy, image: other.name };
    expect(await server.api.refused('POST', '/instances', body)).toMatchObject({ status: 409 });
    await expectAllRefused('imageFileMissing', volumeOf(other), [
      ['POST', '/instances', { ...copy, image: other.name }],
      ['POST', '/instances', { name: `${copy.name}-%d`, image: other.name, count: 2 }],
      ['POST', `/instances/${clone.id}/clone`, { ...copy, mode: 'linked' }],
      ['POST', `/instances/${clone.id}/clone`, { ...copy, mode: 'full' }],
      ['POST', `/instances/${clone.id}/publish`, copy],
      ['POST', `/instances/${clone.id}/rebuild`, {}],
      ['POST', `/instances/${bystander.id}/rebuild`, { image: other.name }],
      ['POST', `/instances/${clone.id}/grow`, { diskGiB: 2 }],
      ['POST', `/instances/${clone.id}/start`],
      ['GET', `/images/${other.name}/content`],
    ]);

    await run('cp', '-p', backup, pathOf('images', volumeOf(other)));
    await eventually('the file to be noticed', NOTICE_LIMIT_MS, async () =>
      (await image(other.name)).lastError === null ? true : undefined,
    );
    await server.api.finish('POST', `/instances/${clone.id}/grow`, { diskGiB: 2 });
    await server.api.finish('POST', `/instances/${clone.id}/start`);
    expect((await server.api.instance(clone.id)).lastError).toBeNull();
    const { items } = await server.api.ask<{ items: EventDto[] }>(
      'GET',
      `/events?resourceId=${other.id}&kind=image.changed`,
    );
    expect(items.toReversed()).toMatchObject([
      {
        actor: 'outside',
        cause: noticed.lastError,
        details: { changes: ['its file was deleted'] },
      },
      { actor: 'outside', details: { changes: ['its file was restored'] } },
    ]);
  });

  it('does not prevent the deletion of its clones, and then of the image', async () => {
    await removeFile('images', volumeOf(other));
    expect(await server.api.refused('DELETE', `/images/${other.id}`)).toMatchObject({
      status: 409,
      code: 'imageInUse',
    });
    // Rebuilding from another image is possible.
    await server.api.finish('POST', `/instances/${clone.id}/rebuild`, { image: tiny.name });
    expect((await server.api.instance(clone.id)).lastError).toBeNull();
    await server.api.finish('DELETE', `/instances/${clone.id}`);
    await server.api.ask('DELETE', `/images/${other.id}`);
    await server.api.refused('GET', `/images/${other.id}`);
    expect(await readdir(pathOf('disks', ''))).not.toContain(volumeOf(clone));
  });
});

describe.each(WAYS)('the disk of an instance removed with %s', (_, removeFile) => {
  it('is reported where it is needed, and the instance can be rebuilt or deleted', async () => {
    const web = await server.api.createInstance({ name: newName('web'), start: false });
    await removeFile('disks', volumeOf(web));
    const copy = { name: newName('copy') };
    await expectAllRefused('diskMissing', volumeOf(web), [
      ['POST', `/instances/${web.id}/clone`, { ...copy, mode: 'linked' }],
      ['POST', `/instances/${web.id}/clone`, { ...copy, mode: 'full' }],
      ['POST', `/instances/${web.id}/publish`, copy],
      ['POST', `/instances/${web.id}/grow`, { diskGiB: 2 }],
      ['POST', `/instances/${web.id}/start`],
    ]);
    await server.api.finish('POST', `/instances/${web.id}/rebuild`, {});
    await server.api.finish('POST', `/instances/${web.id}/start`);
    const { diskVolume, lastError } = await server.api.instance(web.id);
    expect(lastError).toBeNull();
    await server.api.finish('POST', `/instances/${web.id}/stop`, { force: true });
    await removeFile('disks', diskVolume ?? '');
    await server.api.finish('DELETE', `/instances/${web.id}`);
    expect(await domainNames(web.name)).toEqual([]);
  });
});
