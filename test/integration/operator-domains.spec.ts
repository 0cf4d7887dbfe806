import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection, VIR_DOMAIN_XML_INACTIVE, VIR_DOMAIN_XML_SECURE } from 'node-libvirt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDomainSize } from '../../src/domain-xml/domain-size.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import type { Answer, Problem } from '../support/api.js';
import {
  type OperatorDomain,
  defineOperatorDomain,
  operatorDomainKinds,
  xmlOutside,
} from '../support/operator-domain.js';
import { canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { FaultyServer } from '../support/faulty-server.js';
import type { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 90_000;
/** Domains to test at the same time. */
const LANES = 4;

/** The elements that contain a size. */
const SIZE = [['memory'], ['currentMemory'], ['vcpu'], ['cpu', 'topology'], ['cpu', 'numa']];
const NAME = [['name']];

/** A request, and the elements of the domain XML that it may change. */
interface Step {
  readonly label: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly changes?: readonly (readonly string[])[];
}

const patch = (body: object): Step => ({
  label: `PATCH ${JSON.stringify(body)}`,
  method: 'PATCH',
  path: '',
  body,
});
const post = (path: string, body?: object, changes?: Step['changes']): Step => ({
  label: `${path} ${JSON.stringify(body ?? {})}`,
  method: 'POST',
  path: `/${path}`,
  ...(body && { body }),
  ...(changes && { changes }),
});
const resizeTo = (flavour: string) => post('resize', { flavour }, SIZE);
const RELEASE: Step = { label: 'DELETE', method: 'DELETE', path: '' };

/** Flavours with the same memory and CPUs as the domains, and with others. */
const FLAVOURS = {
  'op-same': { memoryMiB: 64, vcpus: 2 },
  'op-large': { memoryMiB: 192, vcpus: 8 },
  'op-three': { memoryMiB: 64, vcpus: 3 },
  'op-small': { memoryMiB: 32, vcpus: 1 },
};

/** Kinds to start: each start takes time, and the other kinds differ only in their XML. */
const STARTED = ['plain', 'aliases', 'room-above', 'topology-cores', 'uefi', 'hostdev-pci'];

// A private libvirtd requires root and namespaces.
describe.skipIf(!canHavePrivateLibvirtd)('domains that our template cannot create', async () => {
  const kinds = await operatorDomainKinds();
  let faulty: FaultyServer;
  let server: TestServer;
  let connection: Connection;
  let faults: string;

  beforeAll(async () => {
    faulty = await FaultyServer.start();
    ({ server, connection, faults } = faulty);
    for (const [name, size] of Object.entries(FLAVOURS)) {
      await server.api.ask('POST', '/flavours', { name, ...size });
    }
  });
  afterAll(() => faulty?.dispose());

  /** The XML of the next start, with secrets. */
  const xmlOf = async (id: string): Promise<string> =>
    (await connection.domainLookupByUUID(id)).getXMLDesc(
      VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE,
    );

  const send = ({ method, path, body }: Step, id: string): Promise<Answer<Problem>> =>
    server.api.request<Problem>(method, `/api/v1/instances/${id}${path}`, body, {
      Prefer: 'wait=60',
    });

  const waitForState = (id: string, state: InstanceDto['state']) =>
    eventually(`${id} to be ${state}`, LIMIT_MS, async () =>
      (await server.api.instance(id)).state === state ? true : undefined,
    );

  /** Put an adopted domain into the state that its kind is named after. */
  async function prepareState(kind: string, { id }: OperatorDomain): Promise<void> {
    const virsh = (...args: string[]) => faulty.libvirtd.virsh(...args);
    switch (kind) {
      case 'state-running':
        await virsh('start', id);
        return void (await waitForState(id, 'running'));
      case 'state-paused':
        await virsh('start', id, '--paused');
        return void (await waitForState(id, 'paused'));
      case 'state-transient':
        await virsh('start', id);
        await virsh('undefine', id);
        return void (await eventually('the definition to be gone', LIMIT_MS, async () =>
          (await server.api.instance(id)).isPersistent ? undefined : true,
        ));
      case 'state-saved':
        await virsh('start', id);
        await virsh('managedsave', id);
        return void (await eventually('it to be saved', LIMIT_MS, async () =>
          (await server.api.instance(id)).hasSavedState ? true : undefined,
        ));
      case 'state-snapshots':
        await virsh('snapshot-create-as', id, 'one');
        return void (await virsh('snapshot-create-as', id, 'two'));
      case 'state-external-snapshot':
        return void (await virsh('snapshot-create-as', id, 'over', '--disk-only'));
      case 'state-checkpoint':
        await virsh('start', id);
        await virsh('checkpoint-create-as', id, 'since');
        return void (await virsh('destroy', id));
      case 'state-crashed':
        await virsh('start', id);
        return void (await waitForState(id, 'crashed'));
      case 'state-asleep':
        await virsh('start', id);
        return void (await waitForState(id, 'paused'));
      default:
    }
  }

  async function adopt(kind: string, label: string): Promise<OperatorDomain> {
    const folder = join(server.folder, 'operators');
    const domain = await defineOperatorDomain(faulty.libvirtd, kind, server.name(label), folder);
    const before = await xmlOf(domain.id);
    await server.api.ask('POST', `/domains/${domain.id}/adopt`);
    expect(xmlOutside(await xmlOf(domain.id), [])).toBe(xmlOutside(before, []));
    await prepareState(kind, domain);
    return domain;
  }

  /** Send a request, and compare the XML before and after. @returns the result as text */
  async function check(step: Step, { id }: OperatorDomain): Promise<string> {
    const before = await xmlOf(id);
    const { status, body } = await send(step, id);
    const after = await xmlOf(id);
    const result = `${step.label}: ${status} ${body.code ?? ''} ${body.detail ?? ''}`;
    expect(status, result).toBeLessThan(500);
    // A refusal contains its reason as a sentence.
    expect(status < 400 || body.detail.length > 30, result).toBe(true);
    const changes = status >= 400 ? [] : (step.changes ?? []);
    expect(xmlOutside(after, changes), result).toBe(xmlOutside(before, changes));
    await expectMatchingRecord(id, after, result);
    return result;
  }

  /** Check that the record agrees with the definition. */
  async function expectMatchingRecord(id: string, xml: string, result: string): Promise<void> {
    const record = await server.api.request<InstanceDto>('GET', `/api/v1/instances/${id}`);
    if (record.status === 404) return;
    const { memoryKiB, vcpus } = readDomainSize(xml);
    expect(record.body, result).toMatchObject({
      name: /<name>(.*)<\/name>/.exec(xml)?.[1],
      memoryMiB: Math.round(memoryKiB / 1024),
      vcpus,
    });
  }

  const renames = ({ name }: OperatorDomain): Step[] => [
    post('rename', { name: `${name}-b` }, NAME),
    post('rename', { name }, NAME),
  ];

  const everyStep = (kind: string, domain: OperatorDomain): Step[] => [
    patch({ description: 'words of ours' }),
    patch({ autostart: true }),
    patch({ autostart: false }),
    ...renames(domain),
    ...Object.keys(FLAVOURS).map(resizeTo),
    post('grow', { diskGiB: 1 }),
    post('clone', { name: `${domain.name}-c`, mode: 'full' }),
    post('publish', { name: `${domain.name}-i` }),
    post('rebuild', {}),
    post('pause'),
    post('resume'),
    ...(kind.startsWith('state-') ? [post('stop', { force: true })] : []),
    post('redefine'),
    post('restart', { force: true }),
    ...(kind === 'state-saved' ? [post('discard-saved-state')] : []),
    ...(kind.startsWith('state-') || STARTED.includes(kind) ? [post('start')] : []),
    post('stop', { force: true }),
    RELEASE,
  ];

  it(`support each action or refuse it with a reason, and keep everything else (${kinds.length} domains)`, async () => {
    const counts = { worked: 0, refused: 0 };
    await inLanes(kinds, async (kind) => {
      const domain = await adopt(kind, kind);
      for (const step of everyStep(kind, domain)) {
        const result = await check(step, domain);
        counts[/: 4\d\d /.test(result) ? 'refused' : 'worked'] += 1;
      }
    });
    console.log(
      `${kinds.length} domains: ${counts.worked} requests worked, ${counts.refused} were refused`,
    );
    expect(counts.worked).toBeGreaterThan(kinds.length * 5);
  }, 300_000);

  it('are unchanged after an action in which a libvirt call fails', async () => {
    let failed = 0;
    await inLanes(kinds, async (kind) => {
      const domain = await adopt(kind, `f-${kind}`);
      const file = join(faults, domain.id);
      const steps = [
        patch({ description: 'words of ours', autostart: true }),
        post('rename', { name: `${domain.name}-b` }, NAME),
        resizeTo('op-small'),
        ...(kind.startsWith('state-')
          ? [
              post('resume'),
              post('redefine'),
              post('discard-saved-state'),
              post('start'),
              post('restart', { force: true }),
              post('stop', { force: true }),
            ]
          : []),
        RELEASE,
      ];
      for (const step of steps) {
        for (let call = 0; call < 12; call += 1) {
          await writeFile(file, String(call));
          await check(step, domain);
          const isPast = existsSync(file);
          await rm(file, { force: true });
          if (isPast) break;
          failed += 1;
        }
      }
    });
    console.log(`${failed} calls of libvirt were made to fail`);
    expect(failed).toBeGreaterThan(kinds.length * 3);
  }, 300_000);
});

/** Run work for each item, a few at a time. The first failure ends it. */
async function inLanes(
  names: readonly string[],
  work: (name: string) => Promise<void>,
): Promise<void> {
  const waiting = [...names];
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await work(name).catch((error: unknown) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
