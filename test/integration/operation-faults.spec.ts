import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { OperationDto, OperationKind } from '../../src/operations/dto.js';
import { Checkpoints } from '../support/checkpoints.js';
import { random } from '../support/random.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh, volumeNames, volumeXml } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 60_000;
const READING = / checking free space$/;

/**
 * The boundaries with their numbers. Between the end of a step and the beginning of the next one, nothing outside of the server
 * changes, so that each run cuts at one of both.
 */
function onePerChange(boundaries: readonly string[]): [number, string][] {
  const all = [...boundaries.entries()];
  const skipped = new Set<number>();
  for (const [index, boundary] of all) {
    const isPair = /^(?:end|undoEnd) /.test(boundary) && /egin /.test(boundaries[index + 1] ?? '');
    if (isPair) skipped.add(random() < 0.5 ? index : index + 1);
  }
  return all.filter(([index]) => !skipped.has(index));
}

/** A kind of operation during which the server is killed, at every boundary between two changes. */
interface FaultCase {
  readonly kind: OperationKind;
  /** Create the instances that the operation only reads, once. */
  readonly prepareSources?: () => Promise<void>;
  /** Prepare what the operation needs, on the server that will be killed. */
  readonly prepare?: (name: string) => Promise<void>;
  /** Request the operation; the response may never arrive. */
  readonly send: (name: string) => Promise<unknown>;
  /** Check the result, whether the operation was undone or completed. */
  readonly verify: (name: string, end: OperationDto) => Promise<void>;
}

let server: TestServer;
let imageSha: string;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  imageSha = await contentSha('tiny');
  await server.stop();
});
afterAll(() => server?.dispose());

async function contentSha(image: string): Promise<string> {
  const response = await fetch(`${server.api.url}/api/v1/images/${image}/content`, {
    headers: { Authorization: `Bearer ${server.api.token}` },
  });
  expect(response.status).toBe(200);
  const hash = createHash('sha256');
  for await (const chunk of response.body ?? []) hash.update(chunk);
  return hash.digest('hex');
}

/** Wait until all operations have ended. @returns the last operation of the kind */
async function waitForOperations(kind: OperationKind): Promise<OperationDto> {
  return eventually('the operations to end', LIMIT_MS, async () => {
    const { items } = await server.api.ask<{ items: OperationDto[] }>('GET', '/operations');
    if (items.some(({ finishedAt }) => finishedAt === null)) return undefined;
    return items.find((operation) => operation.kind === kind);
  });
}

/** Check that every record has a domain and a disk, and every domain, disk and image volume has a record. */
async function expectNoOrphans(): Promise<void> {
  const { items } = await server.api.instances();
  const domains = await domainNames(server.prefix);
  expect(domains.toSorted()).toEqual(items.map(({ name }) => name).toSorted());
  const disks = await Promise.all(items.map(({ name }) => diskOf(name)));
  expect(await volumeNames(server.disksPool)).toEqual(disks.toSorted());
  const images = (await server.api.images()).items.map(({ id }) => `${id}.qcow2`);
  const volumes = (await volumeNames(server.imagesPool)).filter((name) => name.endsWith('.qcow2'));
  expect(volumes).toEqual(images.toSorted());
  for (const { name, state } of items) expect(state, name).toMatch(/^(running|stopped)$/);
}

async function diskOf(name: string): Promise<string> {
  const xml = await virsh('dumpxml', '--inactive', name);
  return /<source file='[^']*\/([^'/]+)'/.exec(xml)?.[1] ?? 'none';
}

async function find(name: string): Promise<InstanceDto | undefined> {
  const { items } = await server.api.instances();
  return items.find((instance) => instance.name === name);
}

const source = (): string => server.name('source');

/** Delete all instances except the sources, which the next run of the operation needs. */
async function deleteOthers(): Promise<void> {
  const { items } = await server.api.instances();
  const others = items.filter(({ name }) => name !== source());
  await Promise.all(
    others.map(({ id }) => server.api.finish('DELETE', `/instances/${id}?force=true`)),
  );
}

const CASES: FaultCase[] = [
  {
    kind: 'instance.create',
    send: (name) => server.api.createInstance({ name }),
    verify: async (name, { status }) => {
      const instance = await find(name);
      if (status === 'succeeded') expect(instance).toMatchObject({ state: 'running' });
      else expect(instance).toBeUndefined();
    },
  },
  {
    kind: 'instance.delete',
    prepare: async (name) => void (await server.api.createInstance({ name, start: false })),
    send: (name) => server.api.finish('DELETE', `/instances/${name}`),
    verify: async (name, { status }) => {
      expect(status).toBe('succeeded');
      expect(await find(name)).toBeUndefined();
    },
  },
  {
    kind: 'instance.clone',
    // A running guest, so that a block job in its QEMU could be left behind too.
    prepareSources: async () => void (await server.api.createInstance({ name: source() })),
    send: (name) =>
      server.api.finish('POST', `/instances/${source()}/clone`, { name, mode: 'full' }),
    verify: async (name, { status }) => {
      expect(await find(source())).toMatchObject({ state: 'running' });
      expect(await virsh('dumpxml', source())).not.toContain('<mirror');
      const copy = await find(name);
      if (status === 'succeeded') expect(copy).toMatchObject({ state: 'stopped', image: null });
      else expect(copy).toBeUndefined();
    },
  },
  {
    kind: 'instance.rebuild',
    // An instance whose disk has no backing image: after an undo it must have none again.
    prepareSources: async () =>
      void (await server.api.createInstance({ name: source(), start: false })),
    prepare: async (name) => {
      await server.api.finish('POST', `/instances/${source()}/clone`, { name, mode: 'full' });
    },
    send: (name) => server.api.finish('POST', `/instances/${name}/rebuild`, { image: 'tiny' }),
    verify: async (name, { status }) => {
      const instance = await find(name);
      const isRebuilt = status === 'succeeded';
      const image = isRebuilt ? { name: 'tiny' } : null;
      expect(instance).toMatchObject({ state: 'stopped', image });
      const { id } = instance ?? { id: '' };
      expect(await diskOf(name)).toBe(isRebuilt ? `${id}-2.qcow2` : `${id}.qcow2`);
      const xml = await virsh('dumpxml', '--inactive', name);
      expect(xml).toMatch(new RegExp(`<(picostack:)?image [^>]*name=["']${image?.name ?? ''}["']`));
      await server.api.finish('POST', `/instances/${name}/start`);
    },
  },
  {
    kind: 'instance.detach',
    prepare: async (name) => void (await server.api.createInstance({ name, start: false })),
    send: (name) => server.api.finish('POST', `/instances/${name}/detach`),
    verify: async (name, { status }) => {
      const disk = await diskOf(name);
      const xml = await volumeXml(server.disksPool, disk);
      const isIndependent = !xml.includes('<backingStore>');
      // The record agrees with the disk, also if the copy was complete before the operation was undone.
      const image = isIndependent ? null : { name: 'tiny' };
      expect(await find(name)).toMatchObject({ state: 'stopped', image, diskVolume: disk });
      if (status === 'succeeded') expect(isIndependent).toBe(true);
      await eventually('the metadata', LIMIT_MS, async () => {
        const metadata = await virsh('dumpxml', '--inactive', name);
        const expected = new RegExp(`<(picostack:)?image [^>]*name=["']${image?.name ?? ''}["']`);
        return expected.test(metadata) ? true : undefined;
      });
    },
  },
  {
    kind: 'instance.publish',
    prepareSources: async () => void (await server.api.createInstance({ name: source() })),
    send: () => server.api.finish('POST', `/instances/${source()}/publish`, { name: 'golden' }),
    verify: async (_, { status }) => {
      expect(await find(source())).toMatchObject({ state: 'running' });
      expect(await virsh('dumpxml', source())).not.toContain('<mirror');
      const { items } = await server.api.images();
      const golden = items.find((image) => image.name === 'golden');
      if (status === 'succeeded') expect(golden).toMatchObject({ status: 'ready' });
      else expect(golden).toBeUndefined();
      if (golden) {
        expect(await contentSha('golden')).toBe(golden.sha256);
        await server.api.ask('DELETE', '/images/golden');
      }
    },
  },
  {
    kind: 'instance.rename',
    prepare: async (name) => void (await server.api.createInstance({ name, start: false })),
    send: (name) => server.api.finish('POST', `/instances/${name}/rename`, { name: `${name}-b` }),
    verify: async (name, { status }) => {
      const [now, gone] = status === 'succeeded' ? [`${name}-b`, name] : [name, `${name}-b`];
      const { id } = await server.api.instance(now);
      expect(await find(gone)).toBeUndefined();
      expect(await virsh('domuuid', now)).toContain(id);
      const xml = await virsh('dumpxml', '--inactive', now);
      expect(xml).toContain(`ds=nocloud;h=${now}<`);
    },
  },
  {
    kind: 'instance.resize',
    prepare: async (name) => void (await server.api.createInstance({ name, start: false })),
    send: (name) => server.api.finish('POST', `/instances/${name}/resize`, { flavour: 'small' }),
    verify: async (name, { status }) => {
      const [flavour, memoryMiB] = status === 'succeeded' ? ['small', 1024] : ['tiny', 256];
      expect(await server.api.instance(name)).toMatchObject({
        flavour: { name: flavour },
        memoryMiB,
        vcpus: 1,
      });
      const xml = await virsh('dumpxml', '--inactive', name);
      expect(xml).toContain(`<memory unit='KiB'>${memoryMiB * 1024}</memory>`);
      expect(xml).toMatch(new RegExp(`<(picostack:)?flavour name=["']${flavour}["']`));
    },
  },
  {
    kind: 'instance.grow',
    prepare: async (name) => void (await server.api.createInstance({ name, start: false })),
    send: (name) => server.api.finish('POST', `/instances/${name}/grow`, { diskGiB: 1 }),
    verify: async (name, { status }) => {
      const { diskSizeBytes } = await server.api.instance(name);
      if (status === 'succeeded') expect(diskSizeBytes).toBe(1024 ** 3);
      else expect(diskSizeBytes).toBeLessThan(1024 ** 3);
      expect(await virsh('domblkinfo', name, 'vda')).toContain(` ${diskSizeBytes}\n`);
    },
  },
];

describe.each(CASES)('kill -9 of the server in $kind', (faultCase) => {
  const { kind, prepareSources, prepare, send, verify } = faultCase;
  it('at every boundary: completed or undone, nothing left over, the image unchanged', async () => {
    const checkpoints = new Checkpoints(server, kind);
    await checkpoints.start();
    await prepareSources?.();
    await prepare?.(server.name('whole'));
    await send(server.name('whole'));
    const boundaries = checkpoints.passed();
    await verify(server.name('whole'), await waitForOperations(kind));
    expect(boundaries.at(0)).toBe('recorded');
    expect(boundaries.at(-1)).toBe('done');
    await deleteOthers();
    await server.stop();

    const ends: string[] = [];
    // A step that only reads leaves everything as the boundary before it did.
    const cuts = onePerChange(boundaries).filter(([, boundary]) => !READING.test(boundary));
    await checkpoints.start(0, 'next');
    for (const [place, [index, boundary]] of cuts.entries()) {
      const name = server.name(`cut-${index}`);
      await prepare?.(name);
      await send(name).catch(() => undefined);
      await server.died();
      expect(checkpoints.passed().at(-1)).toBe(boundary);

      // The server that resumes the operation is the one to be killed at the next boundary.
      await checkpoints.start(cuts[place + 1]?.[0] ?? boundaries.length, 'next');
      const end = await waitForOperations(kind);
      ends.push(`${boundary}: ${end.status}`);
      await verify(name, end);
      await expectNoOrphans();
      await deleteOthers();
    }
    await server.api.deleteInstances();
    console.log(`${kind}\n  ${ends.join('\n  ')}`);
    expect(await contentSha('tiny')).toBe(imageSha);
    await server.stop();
  }, 600_000);
});

describe('kill -9 of the server during an undo', () => {
  it('at every boundary of the undo: undone completely', async () => {
    const checkpoints = new Checkpoints(server, 'instance.create');
    /** Leave an unfinished creation with its disk and domain, which must be undone. */
    const leaveUndone = async (name: string): Promise<void> => {
      const last = boundariesOfCreation.indexOf('end defining the domain');
      await checkpoints.start(last);
      await server.api.createInstance({ name }).catch(() => undefined);
      await server.died();
    };
    await checkpoints.start();
    await server.api.createInstance({ name: server.name('pattern') });
    const boundariesOfCreation = checkpoints.passed();
    await server.api.deleteInstances();
    await server.stop();

    await leaveUndone(server.name('undone'));
    await checkpoints.start();
    const boundaries = await eventually('the end of the undo', LIMIT_MS, () => {
      const passed = checkpoints.passed();
      return passed.at(-1) === 'done' ? passed : undefined;
    });
    expect(boundaries.slice(0, 2)).toEqual([
      'undoBegin defining the domain',
      'undoEnd defining the domain',
    ]);
    await expectNoOrphans();
    await server.stop();

    for (const [index] of onePerChange(boundaries)) {
      await leaveUndone(server.name(`undone-${index}`));
      await checkpoints.start(index).catch(() => undefined);
      await server.died();
      await server.start();
      expect(await waitForOperations('instance.create')).toMatchObject({
        status: 'failed',
        error: { code: 'interrupted' },
      });
      expect((await server.api.instances()).items).toEqual([]);
      await expectNoOrphans();
      await server.stop();
    }
  }, 600_000);
});
