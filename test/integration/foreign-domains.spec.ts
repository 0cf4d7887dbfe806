import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForeignDomainDto } from '../../src/instances/dto/domain.dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { EventStream } from '../support/event-stream.js';
import { type ForeignDomainSpec, createForeignDomain } from '../support/foreign-domain.js';
import { isOpen } from '../support/network.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { domainNames, qemuPid, run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

interface Page {
  readonly items: ForeignDomainDto[];
  readonly total: number;
}

let server: TestServer;
let disk: string;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  disk = join(server.folder, 'import', 'foreign.raw');
  await run('cp', (await tinyImage()).path, disk);
});
afterAll(() => server?.dispose());

type Spec = Omit<ForeignDomainSpec, 'source'>;

const withFile = (command: 'define' | 'create', spec: Spec) =>
  createForeignDomain(command, { ...spec, source: disk });

const foreign = async (name: string): Promise<ForeignDomainDto | undefined> => {
  const page = await server.api.ask<Page>('GET', `/domains?q=${server.prefix}&limit=1000`);
  expect(page.total).toBe(page.items.length);
  return page.items.find((domain) => domain.name === name);
};

const waitForState = (id: string, state: InstanceDto['state']) =>
  eventually(
    `${id} to be ${state}`,
    60_000,
    async () => (await server.api.instance(id)).state === state || undefined,
  );

describe('foreign domains', () => {
  it('are listed separately from the instances', async () => {
    const name = server.name('shop');
    await withFile('define', { name });
    expect(await foreign(name)).toEqual({
      id: expect.any(String),
      name,
      state: 'stopped',
      memoryMiB: 192,
      vcpus: 1,
      disks: [{ target: 'vda', source: disk }],
      canAdopt: true,
      reason: null,
    });
    expect((await server.api.instances()).total).toBe(0);
    const own = await server.api.createInstance({ name: server.name('own'), start: false });
    expect(await foreign(own.name)).toBeUndefined();
    expect(await server.api.refused('POST', `/domains/${own.id}/adopt`)).toMatchObject({
      status: 404,
      code: 'domainNotFound',
    });
    await server.api.finish('DELETE', `/instances/${own.id}`);
    await virsh('undefine', name);
  });

  it('are announced on the event stream without stored events', async () => {
    const name = server.name('told');
    const stream = await EventStream.open(server.api);
    await withFile('define', { name });
    const message = await stream.next(
      `a message about ${name}`,
      ({ type, data }) => type === 'domain' && JSON.stringify(data).includes(name),
      10_000,
    );
    stream.close();
    expect(message).toMatchObject({ id: undefined, data: { name } });
    const events = await server.api.ask<{ total: number }>('GET', `/events?q=${name}`);
    expect(events.total).toBe(0);
    await virsh('undefine', name);
  });

  it.each<[string, string, (name: string) => Promise<Spec>]>([
    [
      'a name that is not a valid host name',
      'Its name is not a valid host name',
      async () => ({ name: `${server.prefix}_Odd` }),
    ],
    [
      'the metadata of another picostack server',
      'Another picostack server manages it, with the storage pool prefix "lab".',
      async (name) => {
        const id = randomUUID();
        return {
          name,
          id,
          metadata: `<picostack:instance xmlns:picostack='urn:picostack:instance:1' id='${id}'><record pools='lab'/></picostack:instance>`,
        };
      },
    ],
    [
      'the metadata of this server',
      'This picostack server created it and has lost its record',
      async (name) => {
        const id = randomUUID();
        return {
          name,
          id,
          metadata: `<picostack:instance xmlns:picostack='urn:picostack:instance:1' id='${id}'><record pools='${server.prefix}'/></picostack:instance>`,
        };
      },
    ],
    [
      'the MAC address of an instance',
      'Its network card has the same MAC address as the instance',
      async (name) => {
        const { mac } = await server.api.createInstance({
          name: server.name('twin'),
          start: false,
        });
        return { name, nic: `<interface type='user'><mac address='${mac}'/></interface>` };
      },
    ],
  ])('with %s cannot be adopted, and show the reason', async (_, reason, spec) => {
    const domain = await spec(server.name('odd'));
    await withFile('define', domain);
    expect(await foreign(domain.name)).toMatchObject({
      canAdopt: false,
      reason: expect.stringContaining(reason),
    });
    const problem = await server.api.refused('POST', `/domains/${domain.name}/adopt`);
    expect(problem).toMatchObject({ status: 409, code: 'cannotAdopt' });
    expect(problem.detail).toContain(reason);
    await virsh('undefine', domain.name);
  });

  it('that are transient, or have the name of a missing instance, cannot be adopted', async () => {
    const name = server.name('passing');
    await withFile('create', { name });
    expect(await foreign(name)).toMatchObject({
      state: 'running',
      canAdopt: false,
      reason: expect.stringContaining('It is transient'),
    });
    await virsh('destroy', name);

    const missing = await server.api.createInstance({ name: server.name('gone'), start: false });
    await virsh('undefine', missing.name);
    await waitForState(missing.id, 'missing');
    await withFile('define', { name: missing.name });
    expect(await foreign(missing.name)).toMatchObject({
      canAdopt: false,
      reason: expect.stringContaining('An instance has the name'),
    });
    const refused = await server.api.refused('POST', `/instances/${missing.id}/redefine`);
    expect(refused).toMatchObject({ status: 409, code: 'nameTaken' });
    await server.api.finish('DELETE', `/instances/${missing.id}`);
    expect(await foreign(missing.name)).toMatchObject({ canAdopt: true });
    await virsh('undefine', missing.name);
  });

  it('that do not exist are not found', async () => {
    expect(await server.api.refused('POST', '/domains/no-such-domain/adopt')).toMatchObject({
      status: 404,
      code: 'domainNotFound',
    });
    expect(await server.api.refused('GET', '/domains?sort=state')).toMatchObject({ status: 400 });
  });

  it('cannot be adopted by viewers', async () => {
    const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: 'looks-only',
      role: 'viewer',
    });
    const refused = await server.api.refused('POST', '/domains/any/adopt', undefined, {
      Authorization: `Bearer ${token}`,
    });
    expect(refused).toMatchObject({ status: 403 });
  });
});

describe('an adopted domain', () => {
  it('is an instance like any other, and unchanged after its release', async () => {
    const name = server.name('taken');
    await withFile('define', { name });
    const before = await virsh('dumpxml', '--inactive', name);
    await virsh('start', name);
    const pid = qemuPid((await foreign(name))?.id ?? '');
    const adopted = await server.api.ask<InstanceDto>('POST', `/domains/${name}/adopt`);
    expect(adopted).toMatchObject({
      name,
      origin: 'adopted',
      state: 'running',
      image: null,
      flavour: null,
      diskVolume: null,
      memoryMiB: 192,
      networkMode: 'user',
      diskSizeBytes: (await tinyImage()).bytes.length,
      actions: expect.arrayContaining(['stop', 'delete']),
    });
    expect(adopted.actions).not.toContain('grow');
    expect(await foreign(name)).toBeUndefined();
    const events = await server.api.eventsOf(adopted.id);
    expect(events.map(({ kind }) => kind)).toEqual(['instance.adopted']);
    expect(withoutMetadata(await virsh('dumpxml', '--inactive', name))).toBe(
      withoutMetadata(before),
    );

    const { hostPort } = await server.api.ask<{ hostPort: number }>(
      'POST',
      `/instances/${adopted.id}/ports`,
      { guestPort: 80 },
    );
    expect(await isOpen(hostPort)).toBe(true);
    expect(qemuPid(adopted.id)).toBe(pid);

    await server.api.finish('DELETE', `/instances/${adopted.id}?force=true`);
    expect((await server.api.instances()).items.some(({ id }) => id === adopted.id)).toBe(false);
    // The guest kept running, and nothing of picostack is left in the domain.
    expect(qemuPid(adopted.id)).toBe(pid);
    expect(await isOpen(hostPort)).toBe(false);
    expect(await virsh('dumpxml', '--inactive', name)).not.toContain('picostack:instance');
    expect(await foreign(name)).toMatchObject({ state: 'running', canAdopt: true });
    await virsh('destroy', name);
    await virsh('undefine', name);
  });

  it('on another network: its ports cannot be mapped, and it can be started and stopped', async () => {
    const name = server.name('bridged');
    await withFile('define', { name, nic: '' });
    const adopted = await server.api.ask<InstanceDto>('POST', `/domains/${name}/adopt`);
    expect(adopted).toMatchObject({ state: 'stopped', networkMode: 'other', mac: null });
    const refused = await server.api.refused('POST', `/instances/${name}/ports`, { guestPort: 80 });
    expect(refused).toMatchObject({ status: 409, code: 'noUserNetwork' });
    await server.api.finish('POST', `/instances/${name}/start`);
    await server.api.finish('POST', `/instances/${name}/stop`, { force: true });
    expect((await server.api.instance(name)).state).toBe('stopped');
    await virsh('undefine', name);
    await waitForState(adopted.id, 'missing');
    await server.api.finish('DELETE', `/instances/${adopted.id}`);
    expect(await run('ls', disk)).toContain('foreign.raw');
  });
});

describe('the command', () => {
  const picostk = (...args: string[]) =>
    run(
      'env',
      `PICOSTACK_URL=${server.api.url}`,
      `PICOSTACK_TOKEN=${server.api.token}`,
      process.execPath,
      resolve('dist/src/cli/main.js'),
      ...args,
    );

  it('lists, adopts and releases', async () => {
    const name = server.name('cli');
    await withFile('define', { name });
    expect(await picostk('domains')).toMatch(new RegExp(`${name} +stopped .*${disk} +yes`));
    expect(await picostk('adopt', name)).toBe(`Adopted ${name}.\n`);
    expect(await picostk('domains')).not.toContain(name);
    expect(await picostk('forget', name)).toBe(`Forgot ${name}.\n`);
    expect(await picostk('domains')).toContain(name);
    await virsh('undefine', name);
  });

  it('redefines a missing instance, and does not delete the record of one that exists', async () => {
    const name = server.name('cli-missing');
    const { id } = await server.api.createInstance({ name, start: false });
    await expect(picostk('forget', name)).rejects.toThrow('Only missing or adopted instances');
    await virsh('undefine', name);
    await waitForState(id, 'missing');
    expect(await picostk('redefine', name)).toBe(`Defined the domain of ${name} again.\n`);
    await picostk('delete', name, '--yes', '--keep-disk');
    expect(await volumeNames(server.disksPool)).toContain(`${id}.qcow2`);
    await virsh('vol-delete', `${id}.qcow2`, '--pool', server.disksPool);
  });
});

describe('a missing instance', () => {
  it('is defined again with the changes of the operator, its ports and its disk', async () => {
    const name = server.name('back');
    const { id, ports } = await server.api.createInstance({ name, start: false, autostart: true });
    await virsh('setvcpus', name, '2', '--config', '--maximum');
    await virsh('desc', name, '--config', 'an operator was here');
    await eventually(
      'the edit to be noticed',
      30_000,
      async () =>
        (await server.api.eventsOf(id)).some(({ details }) =>
          String(details['changes']).includes('description'),
        ) || undefined,
    );
    const before = linesOf(await virsh('dumpxml', '--inactive', name));
    const illegal = await server.api.refused('POST', `/instances/${id}/redefine`);
    expect(illegal).toMatchObject({ status: 409, code: 'illegalState' });

    await virsh('undefine', name);
    await waitForState(id, 'missing');
    const eventCount = (await server.api.eventsOf(id)).length;
    await server.api.finish('POST', `/instances/${id}/redefine`);
    const again = await server.api.instance(id);
    expect(again).toMatchObject({ state: 'stopped', autostart: true, name });
    // libvirt changes the order of the controllers when it reads its own XML again.
    expect(linesOf(await virsh('dumpxml', '--inactive', name))).toEqual(before);
    expect(await virsh('dominfo', name)).toMatch(/Autostart:\s+enable/);
    const events = (await server.api.eventsOf(id)).slice(eventCount);
    expect(events.map(({ kind }) => kind)).toEqual(['instance.redefined']);
    expect(events[0]?.actor).not.toBe('outside');
    await server.api.finish('POST', `/instances/${id}/start`);
    expect(await isOpen(ports[0]?.hostPort ?? 0)).toBe(true);
    await server.api.finish('DELETE', `/instances/${id}?force=true`);
  });

  it('without its disk is not defined again', async () => {
    const name = server.name('diskless');
    const { id } = await server.api.createInstance({ name, start: false });
    await virsh('undefine', name);
    await waitForState(id, 'missing');
    await virsh('vol-delete', `${id}.qcow2`, '--pool', server.disksPool);
    const refused = await server.api.refused('POST', `/instances/${id}/redefine`);
    expect(refused).toMatchObject({ status: 409, code: 'diskMissing' });
    await server.api.finish('DELETE', `/instances/${id}`);
  });

  it('can be deleted while its disk, and therefore its image, stay', async () => {
    const name = server.name('forgotten');
    const { id } = await server.api.createInstance({ name, start: false });
    await virsh('undefine', name);
    await waitForState(id, 'missing');
    expect((await server.api.instance(id)).diskVolume).toBe(`${id}.qcow2`);
    await server.api.finish('DELETE', `/instances/${id}?keepDisk=true`);
    expect(await volumeNames(server.disksPool)).toContain(`${id}.qcow2`);
    expect(await domainNames(name)).toEqual([]);
    for (const { id: other } of (await server.api.instances()).items) {
      await server.api.finish('DELETE', `/instances/${other}?force=true`);
    }
    const refused = await server.api.refused('DELETE', '/images/tiny');
    expect(refused).toMatchObject({ status: 409, code: 'imageInUse' });
    expect(refused.detail).toContain(`${id}.qcow2`);
    await virsh('vol-delete', `${id}.qcow2`, '--pool', server.disksPool);
    await server.api.ask('DELETE', '/images/tiny');
  });
});

function withoutMetadata(xml: string): string {
  return xml.replace(/\s*<metadata>[^]*<\/metadata>|\s*<metadata\/>/, '');
}

function linesOf(xml: string): string[] {
  return withoutMetadata(xml).split('\n').toSorted();
}
