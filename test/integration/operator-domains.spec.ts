import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
import { PrivateLibvirtd, canHavePrivateLibvirtd } from '../support/private-libvirtd.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const LIMIT_MS = 90_000;
/** Domains that are gone through side by side. */
const LANES = 4;

/** Where a size is written in a domain's XML. */
const SIZE = [['memory'], ['currentMemory'], ['vcpu'], ['cpu', 'topology'], ['cpu', 'numa']];
const NAME = [['name']];

/** A request, and the elements of the domain's XML that it may change. */
interface Step {
  readonly words: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly changes?: readonly (readonly string[])[];
}

const patch = (body: object): Step => ({
  words: `PATCH ${JSON.stringify(body)}`,
  method: 'PATCH',
  path: '',
  body,
});
const post = (path: string, body?: object, changes?: Step['changes']): Step => ({
  words: `${path} ${JSON.stringify(body ?? {})}`,
  method: 'POST',
  path: `/${path}`,
  ...(body && { body }),
  ...(changes && { changes }),
});
const resizeTo = (flavour: string) => post('resize', { flavour }, SIZE);
const RELEASE: Step = { words: 'DELETE', method: 'DELETE', path: '' };

/** The flavours: memory and processors of the domains are other ones, or the same. */
const FLAVOURS = {
  'op-same': { memoryMiB: 64, vcpus: 2 },
  'op-large': { memoryMiB: 192, vcpus: 8 },
  'op-three': { memoryMiB: 64, vcpus: 3 },
  'op-small': { memoryMiB: 32, vcpus: 1 },
};

/** Kinds that are started: each takes its time, and the others differ in their XML alone. */
const STARTED = ['plain', 'aliases', 'room-above', 'topology-cores', 'uefi', 'hostdev-pci'];

// A libvirtd of its own takes root and namespaces.
describe.skipIf(!canHavePrivateLibvirtd)('domains beyond our template', async () => {
  const kinds = await operatorDomainKinds();
  let libvirtd: PrivateLibvirtd;
  let server: TestServer;
  let connection: Connection;
  let faults: string;

  beforeAll(async () => {
    libvirtd = await PrivateLibvirtd.start();
    server = await TestServer.prepare({ env: { PICOSTACK_LIBVIRT_URI: libvirtd.uri } });
    faults = join(server.folder, 'faults');
    await mkdir(faults);
    await server.start({
      NODE_OPTIONS: `--import=${resolve('test/support/fail-libvirt-call.mjs')}`,
      FAULT_DIR: faults,
    });
    for (const [name, size] of Object.entries(FLAVOURS)) {
      await server.api.ask('POST', '/flavours', { name, ...size });
    }
    connection = await Connection.open(libvirtd.uri);
  });
  afterAll(async () => {
    await connection?.close();
    await server?.dispose();
    await libvirtd?.dispose();
  });

  /** What its next start is given, with its secrets. */
  const xmlOf = async (id: string): Promise<string> =>
    (await connection.domainLookupByUUID(id)).getXMLDesc(
      VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE,
    );

  const ask = ({ method, path, body }: Step, id: string): Promise<Answer<Problem>> =>
    server.api.request<Problem>(method, `/api/v1/instances/${id}${path}`, body, {
      Prefer: 'wait=60',
    });

  const isState = (id: string, state: InstanceDto['state']) =>
    eventually(`${id} to be ${state}`, LIMIT_MS, async () =>
      (await server.api.instance(id)).state === state ? true : undefined,
    );

  /** Puts a domain that was adopted into the state that its kind is named after. */
  async function bringAbout(kind: string, { id }: OperatorDomain): Promise<void> {
    const virsh = (...args: string[]) => libvirtd.virsh(...args);
    switch (kind) {
      case 'state-running':
        await virsh('start', id);
        return void (await isState(id, 'running'));
      case 'state-paused':
        await virsh('start', id, '--paused');
        return void (await isState(id, 'paused'));
      case 'state-transient':
        await virsh('start', id);
        await virsh('undefine', id);
        return void (await eventually('it to be without a definition', LIMIT_MS, async () =>
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
        return void (await isState(id, 'crashed'));
      case 'state-asleep':
        await virsh('start', id);
        return void (await isState(id, 'paused'));
      default:
    }
  }

  async function adopt(kind: string, label: string): Promise<OperatorDomain> {
    const folder = join(server.folder, 'operators');
    const domain = await defineOperatorDomain(libvirtd, kind, server.name(label), folder);
    const before = await xmlOf(domain.id);
    await server.api.ask('POST', `/domains/${domain.id}/adopt`);
    expect(xmlOutside(await xmlOf(domain.id), [])).toBe(xmlOutside(before, []));
    await bringAbout(kind, domain);
    return domain;
  }

  /** Asks, and compares the XML before and after. @returns the answer in words */
  async function check(step: Step, { id }: OperatorDomain): Promise<string> {
    const before = await xmlOf(id);
    const { status, body } = await ask(step, id);
    const after = await xmlOf(id);
    const words = `${step.words}: ${status} ${body.code ?? ''} ${body.detail ?? ''}`;
    expect(status, words).toBeLessThan(500);
    // A refusal says why in a sentence at least.
    expect(status < 400 || body.detail.length > 30, words).toBe(true);
    const changes = status >= 400 ? [] : (step.changes ?? []);
    expect(xmlOutside(after, changes), words).toBe(xmlOutside(before, changes));
    await expectTrueRecord(id, after, words);
    return words;
  }

  /** The record says what the domain is defined with. */
  async function expectTrueRecord(id: string, xml: string, words: string): Promise<void> {
    const record = await server.api.request<InstanceDto>('GET', `/api/v1/instances/${id}`);
    if (record.status === 404) return;
    const { memoryKiB, vcpus } = readDomainSize(xml);
    expect(record.body, words).toMatchObject({
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

  it(`every action on each of them works or is refused with its reason, and leaves the rest alone (${kinds.length} domains)`, async () => {
    const counts = { worked: 0, refused: 0 };
    await inLanes(kinds, async (kind) => {
      const domain = await adopt(kind, kind);
      for (const step of everyStep(kind, domain)) {
        const words = await check(step, domain);
        counts[/: 4\d\d /.test(words) ? 'refused' : 'worked'] += 1;
      }
    });
    console.log(
      `${kinds.length} domains: ${counts.worked} requests worked, ${counts.refused} were refused`,
    );
    expect(counts.worked).toBeGreaterThan(kinds.length * 5);
  }, 300_000);

  it('also when each of their calls to libvirt is made to fail', async () => {
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

/** Does the work for each, a few at a time; the first failure ends it. */
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
