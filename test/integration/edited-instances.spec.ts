import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Connection,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_DOMAIN_XML_SECURE,
  VIR_ERR_OPERATION_TIMEOUT,
} from 'node-libvirt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { Problem } from '../support/api.js';
import { EDITED_KINDS } from '../support/edited-instance.js';
import { bootSector, xmlOutside, xmlWhole } from '../support/operator-domain.js';
import { canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { random } from '../support/random.js';
import { FaultyServer } from '../support/faulty-server.js';
import type { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 90_000;
/** Steps in which libvirt calls are made to fail. */
const FAULTY_STEPS = 6;
const STEP_COUNT = 10;
const MAX_CALLS = 24;
const KINDS = Object.keys(EDITED_KINDS);

/** The elements of the domain XML that an action may change. */
type Paths = readonly (readonly string[])[];

/** The elements that contain a size. */
const SIZE: Paths = [['memory'], ['currentMemory'], ['vcpu'], ['cpu', 'topology'], ['cpu', 'numa']];
/** The name, and the host name that the guest gets from DHCP. */
const NAME: Paths = [['name'], ['sysinfo']];
const NOTHING: Paths = [];

interface Step {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly changes: Paths;
}
const post = (path: string, body: object = {}, changes = NOTHING): Step => ({
  method: 'POST',
  path: `/${path}`,
  body,
  changes,
});

/** Every action, in an order that prepares what the next one needs. */
const stepsFor = (name: string): Step[] => [
  { method: 'PATCH', path: '', body: { description: 'words of ours' }, changes: NOTHING },
  post('rename', { name: `${name}-b` }, NAME),
  post('rename', { name }, NAME),
  post('resize', { flavour: 'four' }, SIZE),
  post('resize', { flavour: 'two' }, SIZE),
  post('grow', { diskGiB: 1 }),
  post('clone', { name: `${name}-full`, mode: 'full' }),
  post('clone', { name: `${name}-linked`, mode: 'linked' }),
  post('publish', { name: `${name}-image` }),
  post('rebuild'),
  post('redefine'),
];

// A private libvirtd requires root and namespaces.
describe.skipIf(!canHavePrivateLibvirtd)('instances whose domain an operator edited', () => {
  let faulty: FaultyServer;
  let server: TestServer;
  let connection: Connection;
  let faults: string;

  beforeAll(async () => {
    faulty = await FaultyServer.start();
    ({ server, connection, faults } = faulty);
    await server.api.ask('POST', '/flavours', { name: 'two', memoryMiB: 64, vcpus: 2 });
    await server.api.ask('POST', '/flavours', { name: 'four', memoryMiB: 96, vcpus: 4 });
    await server.api.ask('POST', '/flavours', { name: 'one', memoryMiB: 32, vcpus: 1 });
    const { id } = await server.api.expectImage({ name: 'halt', format: 'raw' });
    await server.api.ask('PUT', `/images/${id}/content`, bootSector());
  }, 120_000);
  afterAll(() => faulty?.dispose());

  /** The XML of the next start, with secrets; undefined if there is no domain. */
  async function xmlOf(id: string): Promise<string | undefined> {
    const domains = await connection.listAllDomains();
    const domain = domains.find(({ uuid }) => uuid === id);
    return domain?.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
  }

  /** Create an instance, and edit it like the operator. */
  async function prepare(kind: string, label: string): Promise<InstanceDto> {
    const { edit, after } = EDITED_KINDS[kind] ?? {};
    const created = await server.api.createInstance({
      name: server.name(label),
      image: 'halt',
      flavour: 'two',
      start: false,
      ports: [{ guestPort: 80 }],
    });
    if (edit) {
      const disk = join(server.folder, `${label}.raw`);
      await writeFile(disk, Buffer.alloc(512));
      const file = join(server.folder, `${label}.xml`);
      await writeFile(file, edit((await xmlOf(created.id)) ?? '').replaceAll('DISK', disk));
      await faulty.libvirtd.virsh('define', file);
    }
    await after?.(faulty.libvirtd, created.id);
    return eventually(`the state of ${kind} to be reported`, LIMIT_MS, async () => {
      const seen = await server.api.instance(created.id);
      const isSeen =
        seen.hasSavedState === (kind === 'saved') && seen.isPersistent === (kind !== 'transient');
      return isSeen && seen.state !== 'launched' ? seen : undefined;
    });
  }

  /** Send a request, and check that the rest of the XML stays the same. @returns the result as text */
  async function check(step: Step, id: string): Promise<string> {
    const before = await xmlOf(id);
    const diskBefore = await diskPath(id);
    const { status, body } = await server.api.request<Problem>(
      step.method,
      `/api/v1/instances/${id}${step.path}`,
      step.body,
      { Prefer: 'wait=60' },
    );
    const result = `${step.path || step.method} ${JSON.stringify(step.body)}: ${status} ${body.code ?? ''} ${body.detail ?? ''}`;
    expect(status, result).toBeLessThan(500);
    // A refusal contains its reason as a sentence.
    expect(status < 400 || body.detail.length > 30, result).toBe(true);
    const after = await xmlOf(id);
    const changes = status >= 400 ? NOTHING : step.changes;
    const isRebuilt = step.path === '/rebuild' && status < 400;
    const newDisk = (await diskPath(id)) ?? '';
    const comparable = isRebuilt ? after?.replace(newDisk, diskBefore ?? '') : after;
    expect(outside(comparable, changes), result).toBe(outside(before, changes));
    return result;
  }

  /** The file of the disk that picostack created. */
  async function diskPath(id: string): Promise<string | undefined> {
    const { body } = await server.api.request<InstanceDto>('GET', `/api/v1/instances/${id}`);
    return body.diskVolume ? join(server.folder, 'pools', 'disks', body.diskVolume) : undefined;
  }

  /** Everything that picostack and libvirt store: domains, files, records. */
  async function everything() {
    const domains: Record<string, object> = {};
    for (const domain of await connection.listAllDomains()) {
      const xml = await domain.getXMLDesc(VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE);
      domains[domain.name] = {
        xml: xmlWhole(xml),
        isActive: await domain.isActive(),
        isPersistent: await domain.isPersistent(),
        isSaved: await domain.hasManagedSaveImage(),
        snapshots: (await domain.listAllSnapshots()).map(({ name }) => name).toSorted(),
      };
    }
    const { items: instances } = await server.api.instances();
    const { items: images } = await server.api.images();
    return {
      domains,
      files: [
        ...(await filesOf(join(server.folder, 'pools'))),
        ...(await filesOf(faulty.libvirtd.libFile())),
      ],
      // The legal actions follow from the domains; the poller notices an external snapshot later.
      instances: instances.map((each) =>
        Object.assign({}, each, { lastError: null, actions: [], refusals: {} }),
      ),
      // The poller reads the sizes of the clones one after the other.
      images: images.map((image) =>
        Object.assign({}, image, { updatedAt: null, clonesSizeBytes: 0 }),
      ),
    };
  }

  async function remove(id: string): Promise<void> {
    await server.api.finish('DELETE', `/instances/${id}?force=true`);
  }

  /** Delete what the steps created besides the instance. */
  async function removeCopies({ id, name }: Pick<InstanceDto, 'id' | 'name'>): Promise<void> {
    const { items } = await server.api.instances();
    const copies = items.filter((each) => each.name.startsWith(`${name}-`) && each.id !== id);
    for (const copy of copies) await remove(copy.id);
    const { items: images } = await server.api.images();
    for (const image of images.filter((each) => each.name.startsWith(`${name}-`))) {
      await server.api.ask('DELETE', `/images/${image.id}`);
    }
  }

  it.concurrent.each(KINDS)(
    '%s: every action succeeds or is refused with a reason, and changes nothing else',
    async (kind) => {
      const { id, name } = await prepare(kind, kind);
      for (const step of stepsFor(name)) await check(step, id);
      if (EDITED_KINDS[kind]?.isStarted) {
        await server.api.finish('POST', `/instances/${id}/start`);
        await check(post('clone', { name: `${name}-live`, mode: 'linked' }), id);
        await check(post('resize', { flavour: 'four' }, SIZE), id);
        await server.api.finish('POST', `/instances/${id}/stop`, { force: true });
      }
      await removeCopies({ id, name });
      await remove(id);
    },
    180_000,
  );

  it('deleting them leaves no file, no UEFI variables and no TPM state', async () => {
    const { domains, instances, images, files } = await everything();
    expect({ domains, instances }).toEqual({ domains: {}, instances: [] });
    expect(images).toMatchObject([{ name: 'halt' }]);
    expect(files.filter((file) => /pools.disks|nvram|swtpm|save/.test(file))).toEqual([]);
  });

  it('are unchanged after an action in which a libvirt call fails', async () => {
    let failed = 0;
    for (const [kind, steps] of sampledSteps()) {
      const { id, name } = await prepare(kind, `f-${kind}`);
      // Metadata that could not be written is written by the next poll, so PATCH comes last.
      for (const step of steps.toSorted((a, b) => b - a))
        failed += await failEachCall(stepsFor(name)[step] ?? post(''), id);
      await removeCopies({ id, name });
      await remove(id);
    }
    console.log(`${failed} calls of libvirt were made to fail`);
    expect(failed).toBeGreaterThan(FAULTY_STEPS);
  }, 240_000);

  it('keep UEFI variables that another domain also uses, until the last of them is deleted', async () => {
    const first = await prepare('uefi', 'first');
    const second = await prepare('uefi', 'second');
    const variables = faulty.libvirtd.libFile('qemu', 'nvram', `${first.name}_VARS.fd`);
    const file = join(server.folder, 'second.xml');
    await writeFile(
      file,
      ((await xmlOf(second.id)) ?? '').replace(`${second.name}_VARS.fd`, `${first.name}_VARS.fd`),
    );
    await faulty.libvirtd.virsh('define', file);
    await server.api.finish('POST', `/instances/${first.id}/start`);
    await server.api.finish('POST', `/instances/${first.id}/stop`, { force: true });
    expect(existsSync(variables)).toBe(true);

    await server.api.finish('DELETE', `/instances/${first.id}?keepDisk=true`);
    expect(existsSync(variables)).toBe(true);
    expect(existsSync(join(server.folder, 'pools', 'disks', `${first.id}.qcow2`))).toBe(true);
    await remove(second.id);
    expect(existsSync(variables)).toBe(false);
  }, 90_000);

  it('report a libvirt job that holds the domain, if libvirt waited for its lock without success', async () => {
    const { id } = await prepare('plain', 'busy');
    const file = join(faults, id);
    const before = await xmlOf(id);
    for (const step of [post('resize', { flavour: 'one' }), post('start'), post('rebuild')]) {
      await writeFile(file, `0 ${VIR_ERR_OPERATION_TIMEOUT}`);
      const { status, body } = await server.api.request<Problem>(
        step.method,
        `/api/v1/instances/${id}${step.path}`,
        step.body,
        { Prefer: 'wait=60' },
      );
      await rm(file, { force: true });
      expect({ status, code: body.code }, step.path).toEqual({ status: 409, code: 'domainBusy' });
      expect(body.detail).toMatch(/Another job on the domain is under way .*Try again/);
    }
    expect(await xmlOf(id)).toBe(before);
    expect(await server.api.instance(id)).toMatchObject({ state: 'stopped' });
    await remove(id);
  }, 90_000);

  /** @returns the number of libvirt calls of the action, each of which failed once */
  async function failEachCall(step: Step, id: string): Promise<number> {
    const file = join(faults, server.prefix);
    for (let call = 0; call < MAX_CALLS; call += 1) {
      const before = await everything();
      await writeFile(file, String(call));
      const result = await check(step, id);
      const isPast = existsSync(file);
      await rm(file, { force: true });
      if (isPast) return call;
      if (/: 2\d\d /.test(result)) continue;
      expect(await everything(), `call ${call} of ${result}`).toEqual(before);
    }
    return MAX_CALLS;
  }
});

const stepNumber = (path: string): number => stepsFor('').findIndex((step) => step.path === path);

/** Steps of instances, selected by the seed: there are too many to make every call of each one fail. */
function sampledSteps(): Map<string, number[]> {
  // These two once left a volume, and are always selected.
  const chosen = new Map([
    ['plain', [stepNumber('/rebuild')]],
    ['transient', [stepNumber('/publish')]],
  ]);
  for (let count = 0; count < FAULTY_STEPS; count += 1) {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? 'all';
    // Each step is selected equally often.
    chosen.set(kind, [...(chosen.get(kind) ?? []), count % STEP_COUNT]);
  }
  return chosen;
}

/** The part of the domain XML that must not change. */
const outside = (xml: string | undefined, changes: Paths): string | undefined =>
  xml === undefined ? undefined : xmlOutside(xml, changes);

/** The files in a folder, with size, mode and content. */
async function filesOf(folder: string): Promise<string[]> {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const { size, mode } = await stat(file);
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    found.push(`${file} ${size} ${(mode & 0o777).toString(8)} ${hash.slice(0, 16)}`);
  }
  return found.toSorted();
}
