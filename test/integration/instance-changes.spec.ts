import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstanceDto } from '../../src/instances/dto.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';

let server: TestServer;

beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
}, 300_000);
afterAll(() => server?.dispose());

describe('what is said of an instance', () => {
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
    ['one twice', { tags: ['web', 'web'] }],
    ['17 of them', { tags: Array.from({ length: 17 }, (_, index) => `tag-${index}`) }],
    ['a text instead of a list', { tags: 'web' }],
    ['a number in the list', { tags: [1] }],
    ['none, as null', { tags: null }],
  ])('refuses tags: %s', async (_, body) => {
    const problem = await refused(body);
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['tags']);
  });

  it('refuses notes that are too long, and protection that is neither on nor off', async () => {
    expect(await refused({ notes: 'x'.repeat(10_001) })).toMatchObject({ status: 400 });
    expect(await refused({ isProtected: 'yes' })).toMatchObject({ status: 400 });
    expect(await refused({ isProtected: null })).toMatchObject({ status: 400 });
  });

  it('keeps what it is told, and leaves the rest as it is', async () => {
    const notes = `${'n'.repeat(9_990)} <b>&</b>`.slice(0, 10_000);
    const tags = ['web', 'Staging_1.2-x'];
    await patch({ description: 'the shop' });
    await patch({ tags, notes });
    expect(await server.api.instance(web.id)).toMatchObject({
      description: 'the shop',
      tags,
      notes,
    });
    await patch({ tags: [] });
    expect(await server.api.instance(web.id)).toMatchObject({
      tags: [],
      notes,
      isProtected: false,
    });
    const last = (await server.api.eventsOf(web.id)).at(-1);
    expect(last).toMatchObject({ kind: 'instance.changed', details: { changed: ['tags'] } });
  });

  it('is found by a tag: by the whole of it, in its own case', async () => {
    await patch({ tags: ['web-1', 'a_c'] });
    expect(await withTag('web-1')).toEqual([web.name]);
    for (const other of ['web', 'WEB-1', 'abc', 'web-1"', '%25']) {
      expect(await withTag(other), other).toEqual([]);
    }
  });

  it('starts with the host, or does not, as libvirt has it', async () => {
    await patch({ autostart: true });
    expect(await virsh('dominfo', web.name)).toMatch(/Autostart:\s+enable/);
    await patch({ autostart: false });
    expect(await virsh('dominfo', web.name)).toMatch(/Autostart:\s+disable/);
  });

  it('is not deleted while it is protected, with force neither', async () => {
    const { actions } = await patch({ isProtected: true });
    expect(actions).not.toContain('delete');
    for (const query of ['', '?force=true']) {
      const problem = await server.api.refused('DELETE', `/instances/${web.id}${query}`);
      expect(problem).toMatchObject({ status: 409, code: 'deleteProtected' });
      expect(problem.detail).toContain('isProtected');
    }
    expect((await virsh('domstate', web.name)).trim()).toBe('shut off');

    const other = await server.api.createInstance({ name: server.name('other'), start: false });
    const answers = await Promise.all(
      [web, other].map(({ id }) =>
        server.api.request('DELETE', `/api/v1/instances/${id}?force=true`, undefined, {
          Prefer: 'wait=60',
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([409, 200]);

    await patch({ isProtected: false });
    await server.api.finish('DELETE', `/instances/${web.id}`);
  });
});
