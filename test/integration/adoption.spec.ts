import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ForeignDomainDto } from '../../src/instances/dto/domain.dto.js';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { failStatement } from '../support/database-fault.js';
import { createForeignDomain } from '../support/foreign-domain.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { qemuPid, run, virsh } from '../support/virsh.js';

let server: TestServer;
let disk: string;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  disk = join(server.folder, 'import', 'foreign.raw');
  await run('cp', (await tinyImage()).path, disk);
});
afterAll(() => server?.dispose());

const definition = (id: string) => virsh('dumpxml', '--inactive', '--security-info', id);

const unindented = (xml: string): string => xml.replaceAll(/^ +/gm, '');

describe('a domain whose name has the form of a UUID', () => {
  it('is not adopted, and requests with it change only the instance with that id', async () => {
    const { api } = server;
    const instance = await api.createInstance({ name: server.name('meant'), start: false });
    const foreignId = randomUUID();
    // An operator gives the domain the id of the instance as its name.
    await createForeignDomain('define', { name: instance.id, id: foreignId, source: disk });
    try {
      const refused = await api.refused('POST', `/domains/${foreignId}/adopt`);
      expect(refused).toMatchObject({ status: 409, code: 'cannotAdopt' });
      expect(refused.detail).toContain('has the form of a UUID');
      await api.ask('PATCH', `/instances/${instance.id}`, { description: 'this one' });
      expect(await api.instance(instance.name)).toMatchObject({ description: 'this one' });
      expect(await api.refused('GET', `/instances/${foreignId}`)).toMatchObject({ status: 404 });
    } finally {
      await virsh('undefine', foreignId);
    }
    for (const [path, body] of [
      ['/instances', { name: randomUUID(), image: 'tiny' }],
      [`/instances/${instance.id}/rename`, { name: randomUUID() }],
      [`/instances/${instance.id}/clone`, { name: randomUUID(), mode: 'full' }],
      [`/instances/${instance.id}/publish`, { name: randomUUID() }],
      ['/images', { name: randomUUID().toUpperCase(), format: 'raw' }],
      ['/flavours', { name: randomUUID(), memoryMiB: 64, vcpus: 1 }],
    ] as const) {
      expect(await api.refused('POST', path, body)).toMatchObject({
        status: 400,
        errors: [{ field: 'name', message: 'must not look like an id' }],
      });
    }
    await api.finish('DELETE', `/instances/${instance.id}`);
  });

  it('is not selected by a request for the instance that has this id', async () => {
    const { api } = server;
    const one = await api.createInstance({ name: server.name('one'), start: false });
    const two = await api.createInstance({ name: server.name('two'), start: false });
    await virsh('domrename', two.name, one.id);
    await api.ask('PATCH', `/instances/${one.id}`, { description: 'the first' });
    expect((await api.instance(one.name)).description).toBe('the first');
    expect((await api.instance(two.id)).description).toBe('');
    await api.finish('DELETE', `/instances/${one.id}`);
    expect((await api.instance(two.id)).id).toBe(two.id);
    expect(await api.refused('DELETE', `/instances/${one.id}`)).toMatchObject({ status: 404 });
    await api.finish('DELETE', `/instances/${two.id}`);
  });
});

describe('an adoption in which a step fails', () => {
  it.each([
    ['marking the record as written', 'UPDATE OF "metadataPending" ON "instance"', '1'],
    ['recording the event', 'INSERT ON "event"', `NEW."kind" = 'instance.adopted'`],
  ])('%s: undoes its changes to the domain and the records', async (_, on, condition) => {
    const id = randomUUID();
    const name = server.name('rolled-back');
    await createForeignDomain('define', {
      name,
      id,
      source: disk,
      // The rest of a copied definition, with its own prefix.
      metadata: `<mine:note xmlns:mine='urn:mine'>a&#13;b</mine:note><p:instance xmlns:p='urn:picostack:instance:1' id='${randomUUID()}'><p:record pools='x'/></p:instance>`,
    });
    await virsh('start', name);
    const [defined, live] = [await definition(id), await virsh('dumpxml', id)];
    {
      using fault = failStatement(server.dataDir, on, condition);
      expect(fault.name).toBeTruthy();
      await server.api.refused('POST', `/domains/${id}/adopt`);
    }
    expect(await definition(id)).toBe(defined);
    // libvirt formats the metadata of a running guest in its own way.
    expect(unindented(await virsh('dumpxml', id))).toBe(unindented(live));
    expect(await server.api.refused('GET', `/instances/${id}`)).toMatchObject({ status: 404 });
    expect(await server.api.ask('GET', `/domains?q=${name}`)).toMatchObject({
      items: [{ id, canAdopt: true }],
    });
    // The adoption can be repeated.
    expect(await server.api.ask('POST', `/domains/${id}/adopt`)).toMatchObject({ id, name });
    await server.api.finish('DELETE', `/instances/${id}`);
    await virsh('destroy', name);
    await virsh('undefine', name);
  });
});

describe('an adopted domain', () => {
  it('keeps its memory size whatever its maximum is, and can be released', async () => {
    const id = randomUUID();
    const name = server.name('ballooned');
    await createForeignDomain('define', { name, id, source: disk });
    await virsh('setmaxmem', name, '256M', '--config');
    await virsh('setmem', name, '96M', '--config');
    const page = await server.api.ask<{ items: ForeignDomainDto[] }>('GET', `/domains?q=${name}`);
    expect(page.items).toMatchObject([{ memoryMiB: 96 }]);
    const adopted = await server.api.ask<InstanceDto>('POST', `/domains/${id}/adopt`);
    expect(adopted.memoryMiB).toBe(96);
    await virsh('desc', name, '--title', '--config', 'read again');
    await server.api.finish('POST', `/instances/${id}/start`);
    expect(await server.api.instance(id)).toMatchObject({ memoryMiB: 96 });
    const pid = qemuPid(id);

    const output = await run(
      'env',
      `PICOSTACK_URL=${server.api.url}`,
      `PICOSTACK_TOKEN=${server.api.token}`,
      process.execPath,
      resolve('dist/src/cli/main.js'),
      'delete',
      '--yes',
      name,
    );
    expect(output).toBe(`Released ${name}. It was adopted, so its domain and its disks remain.\n`);
    expect(qemuPid(id)).toBe(pid);
    const { items } = await server.api.ask<{ items: { kind: string; details: unknown }[] }>(
      'GET',
      `/events?resourceId=${id}`,
    );
    expect(items[0]).toMatchObject({
      kind: 'instance.released',
      details: { kept: 'its domain and its disks' },
    });
    expect(items.map(({ kind }) => kind)).not.toContain('instance.deleted');
    await virsh('destroy', name);
    await virsh('undefine', name);
  });

  it('with metadata of a newer version of picostack is not adopted', async () => {
    const id = randomUUID();
    const name = server.name('newer');
    const metadata = `<p:instance xmlns:p='urn:picostack:instance:2' id='${id}'/>`;
    await createForeignDomain('define', { name, id, source: disk, metadata });
    const refused = await server.api.refused('POST', `/domains/${id}/adopt`);
    expect(refused).toMatchObject({ status: 409, code: 'cannotAdopt' });
    expect(refused.detail).toContain('A newer version of picostack manages it');
    await virsh('undefine', name);
  });
});
