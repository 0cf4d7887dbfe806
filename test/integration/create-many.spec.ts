import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { OperationDto } from '../../src/operations/dto.js';
import { EventStream } from '../support/event-stream.js';
import { isOpen } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh, volumeNames } from '../support/virsh.js';

const MANY = 40;
/** One of the last instances, so that the test can interfere while the first ones are created. */
const LATE = 30;

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
}, 300_000);
afterAll(() => server?.dispose(), 300_000);
afterEach(async () => {
  await server.api.deleteInstances();
}, 300_000);

const pattern = (label: string): string => server.name(`${label}-%02d`);
const nameOf = (label: string, number: number): string =>
  server.name(`${label}-${String(number).padStart(2, '0')}`);

async function expectNothingLeft(foreign: readonly string[] = []): Promise<void> {
  expect((await server.api.instances()).total).toBe(0);
  expect(await domainNames(server.prefix)).toEqual(foreign);
  expect(await volumeNames(server.disksPool)).toEqual([]);
  const [image] = (await server.api.images()).items;
  expect(image).toMatchObject({ name: 'tiny', status: 'ready' });
}

/** Define a foreign domain. */
async function defineForeign(name: string): Promise<void> {
  const file = join(server.folder, 'foreign.xml');
  const os = '<os><type>hvm</type></os>';
  await writeFile(
    file,
    `<domain type='qemu'><name>${name}</name><memory>65536</memory>${os}</domain>`,
  );
  await virsh('define', file);
}

async function settled(id: string): Promise<OperationDto> {
  return server.api.ask('GET', `/operations/${id}`, undefined, { Prefer: 'wait=200' });
}

it.each([
  ['name', { name: 'web', count: 2 }],
  ['name', { name: 'web-%d-%d', count: 2 }],
  ['name', { name: 'web-%s', count: 2 }],
  ['name', { name: 'Web-%d', count: 2 }],
  ['name', { name: `${'x'.repeat(61)}%d`, count: 100 }],
  ['name', { name: 'web-%d' }],
  ['count', { name: 'web-%d', count: 0 }],
  ['count', { name: 'web-%d', count: 101 }],
  ['count', { name: 'web-%d', count: '2' }],
  ['count', { name: 'web-%d', count: null }],
  ['firstNumber', { name: 'web-%d', count: 2, firstNumber: -1 }],
  ['firstNumber', { name: 'web-1', firstNumber: 1 }],
  ['ports', { name: 'web-%d', count: 2, ports: [{ guestPort: 80, hostPort: 20_000 }] }],
])('refuses %s that is not valid: %o', async (field, body) => {
  const problem = await server.api.refused('POST', '/instances', { image: 'tiny', ...body });
  expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
  expect(problem.errors?.map((each) => each.field)).toEqual([field]);
  await expectNothingLeft();
});

it('creates 20 instances in one operation, each with its own MAC address, port and disk', async () => {
  const stream = await EventStream.open(server.api);
  const operation = await server.api.finish('POST', '/instances', {
    name: pattern('made'),
    image: 'tiny',
    count: 20,
    start: false,
  });
  expect(operation).toMatchObject({
    kind: 'instance.createMany',
    resource: { type: 'instance', name: pattern('made') },
    progress: 1,
  });
  const { items } = await server.api.instances();
  const names = Array.from({ length: 20 }, (_, index) => nameOf('made', index + 1));
  expect(items.map(({ name }) => name).toSorted()).toEqual(names);
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['stopped']));
  expect(new Set(items.map(({ mac }) => mac)).size).toBe(20);
  expect(new Set(items.map(({ ports }) => ports[0]?.hostPort)).size).toBe(20);
  expect(await volumeNames(server.disksPool)).toEqual(
    items.map(({ id }) => `${id}.qcow2`).toSorted(),
  );
  expect((await domainNames(server.prefix)).toSorted()).toEqual(names);
  expect((await server.api.eventsOf(nameOf('made', 20))).map(({ kind }) => kind)).toEqual([
    'instance.created',
  ]);

  const progress = stream.messages
    .filter(({ type }) => type === 'operation')
    .map(({ data }) => Number((data as OperationDto).progress));
  expect(progress.toSorted((a, b) => a - b)).toEqual(progress);
  expect(new Set(progress).size).toBeGreaterThanOrEqual(20);
  await stream.step('cloning the image (7 of 20)', 1_000);
  stream.close();
}, 300_000);

it('creates and starts 4 instances, beginning with another number', async () => {
  await server.api.finish('POST', '/instances', {
    name: pattern('on'),
    image: 'tiny',
    count: 4,
    firstNumber: 98,
  });
  const { items } = await server.api.instances();
  expect(items.map(({ name }) => name).toSorted()).toEqual(
    [98, 99, 100, 101].map((number) => nameOf('on', number)).toSorted(),
  );
  for (const { state, ports } of items) {
    expect(state).toBe('running');
    expect(await isOpen(ports[0]?.hostPort ?? 0)).toBe(true);
  }
}, 300_000);

it('lists the names that an instance or a foreign domain has, and creates nothing', async () => {
  await server.api.createInstance({ name: nameOf('taken', 3), start: false });
  await defineForeign(nameOf('taken', 5));
  const problem = await server.api.refused('POST', '/instances', {
    name: pattern('taken'),
    image: 'tiny',
    count: 6,
  });
  expect(problem).toMatchObject({
    status: 409,
    code: 'nameTaken',
    instances: [nameOf('taken', 3), nameOf('taken', 5)],
  });
  expect((await server.api.instances()).items.map(({ name }) => name)).toEqual([
    nameOf('taken', 3),
  ]);
  await virsh('undefine', nameOf('taken', 5));
});

it('releases the ports if there are not enough for all', async () => {
  const ports = Array.from({ length: 32 }, (_, index) => ({ guestPort: index + 1 }));
  const body = { name: pattern('ports'), image: 'tiny', count: 20, start: false };
  const problem = await server.api.refused('POST', '/instances', { ...body, ports });
  expect(problem).toMatchObject({ status: 409, code: 'noFreePort' });
  await expectNothingLeft();
  await server.api.finish('POST', '/instances', { ...body, count: 6, ports });
}, 300_000);

it('leaves nothing if a disk cannot be created', async () => {
  const stream = await EventStream.open(server.api);
  const { id } = await server.api.ask<OperationDto>('POST', '/instances', {
    name: pattern('block'),
    image: 'tiny',
    count: MANY,
    start: false,
  });
  const late = await server.api.instance(nameOf('block', LATE));
  expect(late.state).toBe('cloning');
  const obstacle = join(server.folder, 'pools', 'disks', `${late.id}.qcow2`);
  await mkdir(obstacle);

  expect(await settled(id)).toMatchObject({ status: 'failed', error: { code: 'libvirtFailed' } });
  const kinds = (await server.api.eventsOf(late.id).catch(() => [])).map(({ kind }) => kind);
  expect(kinds).not.toContain('instance.created');
  await stream.change('instance.failed', nameOf('block', 1), 1_000);
  stream.close();
  // picostack does not delete this file, unless libvirt has come to treat it as the disk.
  await rm(obstacle, { recursive: true, force: true });
  await expectNothingLeft();
}, 300_000);

it('leaves only the foreign domain that takes one of the names in the meantime', async () => {
  const { id } = await server.api.ask<OperationDto>('POST', '/instances', {
    name: pattern('late'),
    image: 'tiny',
    count: MANY,
    start: false,
  });
  await defineForeign(nameOf('late', LATE));
  const uuid = await virsh('domuuid', nameOf('late', LATE));
  expect(await settled(id)).toMatchObject({ status: 'failed' });
  await expectNothingLeft([nameOf('late', LATE)]);
  expect(await virsh('domuuid', nameOf('late', LATE))).toBe(uuid);
  await virsh('undefine', nameOf('late', LATE));
}, 300_000);

it('is undone completely by the next server if this one is killed in between', async () => {
  const stream = await EventStream.open(server.api);
  const { id } = await server.api.ask<OperationDto>('POST', '/instances', {
    name: pattern('killed'),
    image: 'tiny',
    count: 10,
    start: false,
  });
  await stream.step('defining the domain (4 of 10)', 60_000);
  await server.kill();
  await server.start();
  expect(await settled(id)).toMatchObject({ status: 'failed', error: { code: 'interrupted' } });
  await expectNothingLeft();
}, 300_000);
