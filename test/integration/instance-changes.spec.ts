import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto/instance.dto.js';
import { guestAnswer } from '../support/network.js';
import { failStatement } from '../support/database-fault.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
}, 300_000);
afterAll(() => server?.dispose());

describe('the fields of an instance that PATCH changes', () => {
  let web: InstanceDto;
  beforeAll(async () => {
    web = await server.api.createInstance({ name: server.name('said'), start: false });
  });

  const patch = (body: object) =>
    server.api.ask<InstanceDto>('PATCH', `/instances/${web.id}`, body);
  const refused = (body: object) => server.api.refused('PATCH', `/instances/${web.id}`, body);
  const withTag = async (tag: string) => {
    const page = await server.api.ask<{ items: InstanceDto[] }>('GET', `/instances?tag=${tag}`);
    return page.items.map(({ name }) => name);
  };

  it.each([
    ['a space', { tags: ['two words'] }],
    ['33 characters', { tags: ['x'.repeat(33)] }],
    ['no characters', { tags: [''] }],
    ['a duplicate', { tags: ['web', 'web'] }],
    ['17 items', { tags: Array.from({ length: 17 }, (_, index) => `tag-${index}`) }],
    ['a text instead of a list', { tags: 'web' }],
    ['a number in the list', { tags: [1] }],
    ['null', { tags: null }],
  ])('refuse tags with %s', async (_, body) => {
    const problem = await refused(body);
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['tags']);
  });

  it('refuse notes that are too long, and a protection that is not a boolean', async () => {
    expect(await refused({ notes: 'x'.repeat(10_001) })).toMatchObject({ status: 400 });
    for (const notes of ['bell \u0007', 'half \ud800', 'nul \0']) {
      expect(await refused({ notes }), JSON.stringify(notes)).toMatchObject({ status: 400 });
    }
    expect(await refused({ isProtected: 'yes' })).toMatchObject({ status: 400 });
    expect(await refused({ isProtected: null })).toMatchObject({ status: 400 });
  });

  it('store the new values, and leave the others as they are', async () => {
    const notes = `${'n'.repeat(9_990)} <b>&</b>`.slice(0, 10_000);
    const tags = ['web', 'Staging_1.2-x'];
    await patch({ description: 'the shop' });
    await patch({ tags, notes });
    expect(await server.api.instance(web.id)).toMatchObject({
      description: 'the shop',
      tags,
      notes,
    });
    expect(await virsh('dumpxml', '--inactive', web.name)).toMatch(
      /<(picostack:)?tag>Staging_1\.2-x</,
    );
    await patch({ tags: [] });
    expect(await server.api.instance(web.id)).toMatchObject({
      tags: [],
      notes,
      isProtected: false,
    });
    const last = (await server.api.eventsOf(web.id)).at(-1);
    expect(last).toMatchObject({ kind: 'instance.changed', details: { changed: ['tags'] } });
  });

  it('stay as they are if the event of the change cannot be stored', async () => {
    const before = await server.api.instance(web.id);
    {
      const condition = `NEW."kind" = 'instance.changed'`;
      using fault = failStatement(server.dataDir, 'INSERT ON "event"', condition);
      expect(fault.name).toBeTruthy();
      await refused({ notes: 'not stored' });
    }
    expect(await server.api.instance(web.id)).toEqual(before);
  });

  it('include tags, which the list is filtered by as a whole and with their case', async () => {
    await patch({ tags: ['web-1', 'a_c'] });
    expect(await withTag('web-1')).toEqual([web.name]);
    for (const other of ['web', 'WEB-1', 'abc', 'web-1"', '%25']) {
      expect(await withTag(other), other).toEqual([]);
    }
  });

  it('include autostart, as libvirt has it', async () => {
    await patch({ autostart: true });
    expect(await virsh('dominfo', web.name)).toMatch(/Autostart:\s+enable/);
    await patch({ autostart: false });
    expect(await virsh('dominfo', web.name)).toMatch(/Autostart:\s+disable/);
  });

  it('include the protection: a protected instance cannot be deleted, not even with force', async () => {
    const { actions } = await patch({ isProtected: true });
    expect(actions).not.toContain('delete');
    for (const query of ['', '?force=true']) {
      const problem = await server.api.refused('DELETE', `/instances/${web.id}${query}`);
      expect(problem).toMatchObject({ status: 409, code: 'deleteProtected' });
      expect(problem.detail).toContain('isProtected');
    }
    expect((await virsh('domstate', web.name)).trim()).toBe('shut off');

    const other = await server.api.createInstance({ name: server.name('other'), start: false });
    const responses = await Promise.all(
      [web, other].map(({ id }) =>
        server.api.request('DELETE', `/api/v1/instances/${id}?force=true`, undefined, {
          Prefer: 'wait=60',
        }),
      ),
    );
    expect(responses.map(({ status }) => status)).toEqual([409, 200]);

    await patch({ isProtected: false });
    await server.api.finish('DELETE', `/instances/${web.id}`);
  });
});

describe('a rename', () => {
  let from: InstanceDto;
  const to = (): string => server.name('renamed');
  beforeAll(async () => {
    from = await server.api.createInstance({ name: server.name('first') });
  }, 300_000);
  afterAll(() => server.api.deleteInstances());

  const refused = (name: string) =>
    server.api.refused('POST', `/instances/${from.id}/rename`, { name });

  it('is refused while the instance is running or paused, with the legal actions', async () => {
    expect(await refused(to())).toMatchObject({ status: 409, code: 'illegalState' });
    await server.api.finish('POST', `/instances/${from.id}/pause`);
    const problem = await refused(to());
    expect(problem).toMatchObject({ status: 409, code: 'illegalState' });
    expect(problem.legal).toEqual((await server.api.instance(from.id)).actions);
    await server.api.finish('POST', `/instances/${from.id}/stop`, { force: true });
  });

  it.each(['Upper', '-a', 'a b', '', 'x'.repeat(64), 'web-%d', '</name>'])(
    'to "%s" is refused',
    async (name) => {
      expect(await refused(name)).toMatchObject({ status: 400, code: 'invalidInput' });
    },
  );

  it('is refused if the instance, another instance or a foreign domain has the name', async () => {
    expect(await refused(from.name)).toMatchObject({ status: 400, code: 'invalidInput' });
    const other = await server.api.createInstance({ name: server.name('holder'), start: false });
    expect(await refused(other.name)).toMatchObject({ status: 409, code: 'nameTaken' });
    const foreign = server.name('stranger');
    await virsh('domrename', other.name, foreign);
    expect(await refused(foreign)).toMatchObject({ status: 409, code: 'nameTaken' });
    await virsh('domrename', foreign, other.name);
    expect((await server.api.instance(from.id)).name).toBe(from.name);
  });

  it('of two requests for one name succeeds for one, and the other instance keeps its name', async () => {
    const { items } = await server.api.instances();
    const wanted = server.name('wanted');
    const responses = await Promise.all(
      items.map(({ id }) =>
        server.api.request<{ code?: string }>(
          'POST',
          `/api/v1/instances/${id}/rename`,
          { name: wanted },
          { Prefer: 'wait=60' },
        ),
      ),
    );
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(responses.map(({ body }) => body.code)).toContain('nameTaken');
    const names = (await server.api.instances()).items.map(({ name }) => name).toSorted();
    expect(names).toContain(wanted);
    expect(await domainNames(server.prefix)).toEqual(names);
    for (const { id, name } of items) {
      if ((await server.api.instance(id)).name === wanted) {
        await server.api.finish('POST', `/instances/${id}/rename`, { name });
      }
    }
  });

  it('changes the domain, the record and the guest, and keeps what an operator added', async () => {
    await virsh('desc', from.name, '--config', 'an operator was here');
    await virsh('setmem', from.name, '200M', '--config');
    const serial = await virsh('dumpxml', '--inactive', from.name);
    expect(serial).toContain(`<entry name='serial'>ds=nocloud;h=${from.name}</entry>`);

    const operation = await server.api.finish('POST', `/instances/${from.name}/rename`, {
      name: to(),
    });
    expect(operation).toMatchObject({ kind: 'instance.rename', resource: { id: from.id } });
    const renamed = await server.api.instance(to());
    expect(renamed).toMatchObject({ id: from.id, mac: from.mac, state: 'stopped' });
    expect(await server.api.refused('GET', `/instances/${from.name}`)).toMatchObject({
      status: 404,
    });
    expect(await virsh('domuuid', to())).toContain(from.id);
    const after = await virsh('dumpxml', '--inactive', '--security-info', to());
    expect(after).toBe(serial.replaceAll(from.name, to()));
    expect(after).toContain('an operator was here');
    expect((await server.api.eventsOf(from.id)).at(-1)).toMatchObject({
      kind: 'instance.changed',
      actor: 'local',
      details: { name: to(), formerName: from.name },
    });

    await server.api.finish('POST', `/instances/${from.id}/start`);
    expect(await guestAnswer(renamed.ports[0]?.hostPort ?? 0)).toBe(to());
  }, 240_000);

  it('is refused while the memory is saved to disk', async () => {
    await virsh('managedsave', to());
    await eventually('it to be stopped', 30_000, async () =>
      (await server.api.instance(from.id)).state === 'stopped' ? true : undefined,
    );
    const response = await server.api.request<{ code: string }>(
      'POST',
      `/api/v1/instances/${from.id}/rename`,
      { name: from.name },
      { Prefer: 'wait=60' },
    );
    expect([response.status, response.body.code]).toEqual([409, 'savedState']);
    expect((await server.api.instance(from.id)).name).toBe(to());
    expect(await virsh('domuuid', to())).toContain(from.id);
  });
});
