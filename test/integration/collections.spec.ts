import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OperationDto } from '../../src/operations/dto.js';
import type { Problem } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';

interface Route {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

/** Generated from the server; `npm run check` proves that it is up to date. */
const document = JSON.parse(readFileSync('packages/api-client/openapi.json', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
};
const isPage = (route: Route): boolean => {
  const schema = route.responses['200']?.content?.['application/json']?.schema ?? {};
  return JSON.stringify(schema).includes('"required":["items","total"]');
};
/** Every list of the API. A new list is tested without being added here. */
const COLLECTIONS = Object.entries(document.paths)
  .filter(([, methods]) => methods['get'] && isPage(methods['get']))
  .map(([path]) => path);
const ROUTES = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({ at: `${method} ${path}`, route })),
);

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  await server.api.createInstance({ name: server.name('listed'), start: false });
});
afterAll(() => server.dispose());

const get = <T = Problem>(path: string, query = '', method = 'GET') =>
  server.api.request<T>(method, `${path.replace('{id}', server.name('listed'))}${query}`);

it('the OpenAPI document contains the lists', () => {
  expect(COLLECTIONS).toContain('/api/v1/operations');
  expect(COLLECTIONS).toContain('/api/v1/instances/{id}/ports');
  expect(COLLECTIONS.length).toBeGreaterThanOrEqual(10);
});

describe.each(COLLECTIONS)('the list %s', (path) => {
  it('accepts q, limit, offset and sort', async () => {
    const names = document.paths[path]?.['get']?.parameters?.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['q', 'limit', 'offset', 'sort']));
    const page = await get<{ items: object[]; total: number }>(path, '?limit=1&offset=0');
    expect(page.status).toBe(200);
    expect(page.body.items.length).toBe(Math.min(1, page.body.total));
    const beyond = await get<{ items: object[] }>(path, `?offset=${Number.MAX_SAFE_INTEGER}`);
    expect(beyond).toMatchObject({ status: 200, body: { items: [] } });
  });

  it.each([
    'offset=1e308',
    'offset=9007199254740993',
    'offset=99999999999999999999',
    'offset=-1',
    'offset=1.5',
    'offset=',
    'offset=NaN',
    'offset=Infinity',
    'offset=0x10',
    'offset=%201',
    'offset=1&offset=2',
    'offset[]=1',
    'limit=',
    'limit=0',
    'limit=1001',
    'limit=-1',
    'limit=1.5',
    'limit=1e2',
    'limit=ten',
    'limit=1&limit=2',
    'q=a&q=b',
    'q=%1b',
    'q=%00',
    'sort=name&sort=name',
    'sort=nothing',
    'sort=-nothing',
    'sort=',
    'sort=__proto__',
    'sort=constructor',
    'foo=bar',
    'limit=2&foo=bar',
    '__proto__=1',
    'constructor=1',
  ])('refuses ?%s', async (query) => {
    const response = await get(path, `?${query}`);
    expect(response).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('is not cached, and has the same headers for HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const response = await get(path, '?limit=1', method);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    }
  });

  it('treats q as literal text', async () => {
    for (const pattern of ['%25', '%5C', 'e_i_t_n_w_e_e', '%25%25']) {
      expect(await get(path, `?q=${pattern}`)).toMatchObject({ status: 200, body: { total: 0 } });
    }
  });
});

describe('q', () => {
  const flavour = (name: string) => ({ name, memoryMiB: 64, vcpus: 1 });
  const image = (name: string, more: object = {}) => ({ name, format: 'qcow2', ...more });

  const found = async (path: string, q: string): Promise<string[]> => {
    const { items } = await server.api.ask<{
      items: { name?: string; resource?: { name: string } | null }[];
    }>('GET', `${path}?q=${encodeURIComponent(q)}&sort=${path === '/events' ? 'id' : 'createdAt'}`);
    return items.map(({ name, resource }) => name ?? resource?.name ?? '');
  };

  it('matches literal text in any case, in every list', async () => {
    for (const name of ['house_a', 'house-a']) {
      await server.api.ask('POST', '/flavours', flavour(name));
      await server.api.ask('POST', '/images', image(name));
      await server.api.ask('POST', '/tokens', { name, role: 'viewer' });
      await server.api.ask('POST', '/users', { name, role: 'viewer' });
    }
    for (const path of ['/flavours', '/images', '/tokens', '/users', '/events']) {
      expect(new Set(await found(path, 'house_a')), path).toEqual(new Set(['house_a']));
      expect(new Set(await found(path, 'HOUSE-A')), path).toEqual(new Set(['house-a']));
      expect(new Set(await found(path, 'ouse')), path).toEqual(new Set(['house_a', 'house-a']));
    }
    const [first, second] = [`${server.prefix}-LISTED`, `${server.prefix}_listed`];
    const listed = server.name('listed');
    for (const path of ['/instances', '/operations']) {
      expect(await found(path, first)).toEqual([listed]);
      expect(await found(path, second)).toEqual([]);
    }
  });

  it('matches descriptions, notes and operating systems, and ignores the case of every letter', async () => {
    await server.api.ask('POST', '/images', image('described', { description: '100% Ärger' }));
    await server.api.ask('POST', '/images', image('of-an-os', { osInfo: 'Ödland_OS 1' }));
    expect(await found('/images', '100% äRGER')).toEqual(['described']);
    expect(await found('/images', 'ödland_os')).toEqual(['of-an-os']);
    expect(await found('/images', 'ödland-os')).toEqual([]);
    const listed = server.name('listed');
    await server.api.ask('PATCH', `/instances/${listed}`, { notes: 'one\nDÉTAIL' });
    expect(await found('/instances', 'détail')).toEqual([listed]);
  });
});

describe('Prefer: wait', () => {
  it('is documented for every route that can respond with 202', () => {
    const undocumented = ROUTES.filter(
      ({ route }) =>
        route.responses['202'] && !route.parameters?.some(({ name }) => name === 'Prefer'),
    );
    expect(undocumented.map(({ at }) => at)).toEqual([]);
  });

  it('waits for the import of a file of the host', async () => {
    const path = join(server.folder, 'import', 'waited.raw');
    const content = Buffer.alloc(1024 * 1024);
    content.writeUInt16LE(0xaa55, 510);
    await writeFile(path, content);
    const request = { name: 'waited', format: 'raw', path };
    const response = await server.api.request<OperationDto>('POST', '/api/v1/images', request, {
      Prefer: 'wait=60',
    });
    expect(response).toMatchObject({
      status: 200,
      body: { kind: 'image.import', status: 'succeeded' },
    });
    expect(response.headers.get('preference-applied')).toBe('wait=60');
    expect(response.headers.get('location')).toBe(`/api/v1/operations/${response.body.id}`);
    expect(await server.api.ask('GET', '/images/waited')).toMatchObject({ status: 'ready' });
  });

  it('returns the reason if that import is refused', async () => {
    const path = join(server.folder, 'import', 'refused.qcow2');
    await writeFile(path, 'no image at all');
    const request = { name: 'refused', format: 'qcow2', path };
    const problem = await server.api.refused('POST', '/images', request, { Prefer: 'wait=60' });
    expect(problem.status).toBe(422);
  });
});

describe('the content of an image', () => {
  it('is refused if it is only a part of the file', async () => {
    await server.api.ask('POST', '/images', { name: 'part', format: 'raw' });
    const part = { 'Content-Range': 'bytes 0-511/1024' };
    const content = new Uint8Array(512);
    const problem = await server.api.refused('PUT', '/images/part/content', content, part);
    expect(problem).toMatchObject({ status: 400, code: 'contentRangeNotTaken' });
    expect(await server.api.ask('GET', '/images/part')).toMatchObject({ status: 'importing' });
  });

  it('is not read for HEAD', async () => {
    const head = await server.api.request('HEAD', '/api/v1/images/tiny/content');
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe('application/octet-stream');
    expect(head.headers.get('content-disposition')).toContain('tiny.qcow2');
    expect((await server.api.request('HEAD', '/api/v1/images/part/content')).status).toBe(409);
  });
});

it('HEAD for the event stream ends', async () => {
  const stream = { Accept: 'text/event-stream' };
  const head = await server.api.request('HEAD', '/api/v1/events', undefined, stream);
  expect(head.status).toBe(200);
  expect(head.headers.get('content-type')).toBe('text/event-stream');
});

it('a stopped guest has no screenshot, for GET and for HEAD', async () => {
  const path = `/api/v1/instances/${server.name('listed')}/screenshot`;
  for (const method of ['GET', 'HEAD']) {
    expect((await server.api.request(method, path)).status).toBe(409);
  }
});
