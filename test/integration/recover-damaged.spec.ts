import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlavourDto } from '../../src/flavours/dto.js';
import type { RecoveryDto } from '../../src/recover/dto.js';
import { createForeignDomain } from '../support/foreign-domain.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

/** Edit the definition of a domain, as `virsh edit` does. */
async function edit(name: string, change: (xml: string) => string): Promise<void> {
  const xml = await virsh('dumpxml', '--inactive', '--security-info', name);
  const edited = change(quoted(xml));
  expect(edited).not.toBe(quoted(xml));
  const path = join(server.folder, 'edited.xml');
  await writeFile(path, edited);
  await virsh('define', path);
}

const definition = (name: string) => virsh('dumpxml', '--inactive', name);

/** libvirt writes metadata with double quotes, and everything else with single quotes. */
const quoted = (xml: string): string => xml.replaceAll('"', "'");

async function loseDatabase(): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) {
    await rm(join(server.dataDir, `picostack.sqlite${suffix}`), { force: true });
  }
}

const recover = () => server.api.ask<RecoveryDto>('POST', '/recover');

/** The problems of one resource, as `field: value`. */
const problemsOf = ({ problems }: RecoveryDto, name: string): string[] =>
  problems
    .filter((problem) => problem.name === name)
    .map(({ field, value }) => `${field}: ${value}`)
    .toSorted();

describe('a lost database, and domains that were edited', () => {
  const name = (label: string) => server.name(label);

  it('restores what is valid, prefers the actual disks, and reports the rest each time', async () => {
    const { api } = server;
    const other = await api.expectImage({ name: 'other', format: 'raw', osInfo: 'Tiny 2' });
    await api.ask('PUT', `/images/${other.id}/content`, (await tinyImage()).bytes);
    await api.ask('POST', '/flavours', { name: 'sized', memoryMiB: 320, vcpus: 1, diskGiB: 1 });
    const create = (label: string) =>
      api.createInstance({ name: name(label), flavour: 'sized', start: false });
    const rebuilt = await create('rebuilt');
    // libvirt adds our prefix to every element that is written later.
    await api.ask('PATCH', `/instances/${rebuilt.id}`, { isProtected: true, tags: ['kept'] });
    await api.finish('POST', `/instances/${rebuilt.id}/rebuild`, { image: 'other' });
    const { diskVolume } = await api.instance(rebuilt.id);
    const xml = await definition(rebuilt.name);
    expect(xml).toContain(`<picostack:disk volume="${diskVolume}"/>`);
    expect(xml).toContain(`<picostack:image id="${other.id}" name="other"/>`);

    const odd = await create('odd');
    const stale = await create('stale');
    const bare = await create('bare');
    await server.stop();

    await edit(odd.name, (text) =>
      text
        .replace(/<port .*guestPort='80'.*\/>/, (port) =>
          [
            port,
            port.replace("guestPort='80'", "guestPort='NaN'"),
            port.replace(/hostPort='\d+'/, "hostPort='99999999'"),
            port,
          ].join(''),
        )
        .replace(/createdAt='[^']*'/, "createdAt='garbage'")
        .replace("protected='false'", "protected='perhaps'")
        .replace("memoryMiB='320'", "memoryMiB='-1'"),
    );
    await edit(stale.name, (text) =>
      text
        .replace(/(<disk volume=)'[^']*'/, `$1'${stale.id}-9.qcow2'`)
        .replace(/(<image id=)'[^']*'/, `$1'${other.id}'`),
    );
    await virsh('metadata', bare.name, '--uri', 'urn:picostack:instance:1', '--remove', '--config');
    const copy = { name: name('copy'), source: join(server.folder, 'none.img') };
    await createForeignDomain('define', {
      ...copy,
      metadata: `<picostack:instance xmlns:picostack='urn:picostack:instance:1' id='${odd.id}'><record pools='${server.prefix}'/></picostack:instance>`,
    });
    const note = join(server.folder, 'pools', 'images', `${other.id}.json`);
    const written: Record<string, unknown> = JSON.parse(await readFile(note, 'utf8'));
    await writeFile(note, JSON.stringify({ ...written, minMemoryMiB: -5, status: 'failed' }));
    await loseDatabase();
    await server.start();

    const first = await recover();
    expect(first.instances.map((each) => [each.name, each.problem, each.ports])).toEqual([
      [bare.name, null, 0],
      [odd.name, null, 1],
      [rebuilt.name, null, 1],
      [stale.name, null, 1],
    ]);
    expect(first.images.map((image) => [image.name, image.problem])).toEqual(
      expect.arrayContaining([
        ['other', null],
        ['tiny', null],
      ]),
    );
    expect(problemsOf(first, odd.name)).toEqual([
      'createdAt: garbage',
      'flavourMemoryMiB: -1',
      'isProtected: perhaps',
      'ports.1.guestPort: NaN',
      'ports.2.hostPort: 99999999',
      expect.stringMatching(/^ports\.3\.hostPort: \d+$/),
    ]);
    expect(problemsOf(first, stale.name)).toEqual([
      `diskVolume: ${stale.id}-9.qcow2`,
      `imageId: ${other.id}`,
    ]);
    expect(problemsOf(first, bare.name)).toEqual(['metadata: ']);
    expect(problemsOf(first, 'other')).toEqual(['minMemoryMiB: -5']);
    expect(problemsOf(first, rebuilt.name)).toEqual([]);
    expect(problemsOf(first, copy.name)).toEqual([]);
    const { problems } = first;

    const { items: flavours } = await server.api.ask<{ items: FlavourDto[] }>('GET', '/flavours');
    expect(flavours.find((flavour) => flavour.name === 'sized')).toMatchObject({ diskGiB: 1 });
    expect(await server.api.instance(rebuilt.name)).toMatchObject({
      diskVolume,
      image: { name: 'other' },
      flavour: { name: 'sized' },
      isProtected: true,
      tags: ['kept'],
      createdAt: rebuilt.createdAt,
      diskSizeBytes: 1024 ** 3,
    });
    expect(await server.api.instance(odd.name)).toMatchObject({
      isProtected: true,
      origin: 'created',
      ports: [{ guestPort: 80 }],
      diskVolume: odd.diskVolume,
    });
    expect(await server.api.instance(stale.name)).toMatchObject({
      diskVolume: stale.diskVolume,
      image: { name: 'tiny' },
    });
    expect(await server.api.instance(bare.name)).toMatchObject({
      diskVolume: bare.diskVolume,
      image: { name: 'tiny' },
      flavour: null,
    });
    expect(await server.api.ask('GET', '/images/other')).toMatchObject({
      status: 'ready',
      osInfo: 'Tiny 2',
      minMemoryMiB: null,
    });

    // Lost metadata is written again. Edited metadata stays, and is reported again.
    await eventually(
      'the metadata to be written',
      10_000,
      async () => (await definition(bare.name)).includes('picostack:instance') || undefined,
    );
    const second = await recover();
    expect(second).toMatchObject({ images: [], flavours: [], instances: [] });
    expect(second.problems).toEqual(problems.filter((problem) => problem.name !== bare.name));

    // A change through the API writes the record, and corrects the metadata.
    for (const { id } of [odd, stale]) {
      await server.api.ask('PATCH', `/instances/${id}`, { description: 'put right' });
    }
    expect(problemsOf(await recover(), odd.name)).toEqual([]);
    expect(problemsOf(await recover(), stale.name)).toEqual([]);
    await virsh('undefine', copy.name);
  });

  it('updates metadata to the record, if an operator removes it or restores an older version', async () => {
    const instance = await server.api.createInstance({ name: name('kept'), start: false });
    const waitForMetadata = (text: string) =>
      eventually(`the metadata to contain ${text}`, 10_000, async () => {
        const xml = await definition(instance.name);
        return xml.includes(text) && quoted(xml).includes("protected='true'") ? true : undefined;
      });
    await virsh('snapshot-create-as', instance.name, 'before');
    await server.api.ask('PATCH', `/instances/${instance.id}`, {
      isProtected: true,
      description: 'new words',
    });
    await virsh('snapshot-revert', instance.name, 'before');
    await waitForMetadata('new words');
    await virsh(
      'metadata',
      instance.name,
      '--uri',
      'urn:picostack:instance:1',
      '--remove',
      '--config',
    );
    await waitForMetadata('new words');
    const events = await server.api.eventsOf(instance.id);
    const changes = events.flatMap(({ details }) => Object.values(details ?? {}).flat());
    expect(changes.join()).not.toContain('metadata');
  });

  it('corrects a record that names another disk than the domain uses', async () => {
    const instance = await server.api.createInstance({ name: name('older'), start: false });
    await server.stop();
    // As with a copy of the database from before a rebuild.
    const volume = `${instance.id}-2.qcow2`;
    await virsh('vol-clone', '--pool', server.disksPool, `${instance.id}.qcow2`, volume);
    await edit(instance.name, (xml) => xml.replaceAll(`${instance.id}.qcow2`, volume));
    await virsh('vol-delete', '--pool', server.disksPool, `${instance.id}.qcow2`);
    await server.start();
    // The copy has no backing image, although the metadata names one.
    const image = `imageId: ${instance.image?.id}`;
    expect(problemsOf(await recover(), instance.name)).toEqual([image, `record: ${volume}`]);
    expect(await server.api.instance(instance.id)).toMatchObject({
      diskVolume: volume,
      image: null,
    });
    await eventually(
      'the metadata to be written',
      10_000,
      async () => problemsOf(await recover(), instance.name).length === 0 || undefined,
    );
  });
});
