import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Problem } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
  await server.api.createInstance({ name: server.name('guarded'), start: false });
  await server.api.ask('POST', '/flavours', { name: 'guarded', memoryMiB: 128, vcpus: 1 });
});
afterAll(() => server?.dispose());

const get = (path: string, headers: Record<string, string> = {}) =>
  server.api.request<Record<string, unknown>>('GET', `/api/v1${path}`, undefined, headers);
const patch = (path: string, body: object, ifMatch?: string): Promise<Answer<Problem>> =>
  server.api.request(
    'PATCH',
    `/api/v1${path}`,
    body,
    ifMatch === undefined ? {} : { 'If-Match': ifMatch },
  );
const etagOf = async (path: string): Promise<string> =>
  (await get(path)).headers.get('etag') ?? 'none';

/** Each kind of record, with two changes that its PATCH accepts. */
const RECORDS = [
  ['image', () => '/images/tiny', { description: 'one' }, { description: 'two' }],
  ['flavour', () => '/flavours/guarded', { memoryMiB: 256 }, { memoryMiB: 512 }],
  [
    'instance',
    () => `/instances/${server.name('guarded')}`,
    { description: 'one' },
    { description: 'two' },
  ],
] as const;

describe.each(RECORDS)('the ETag of one %s', (type, path, one, two) => {
  it('is the same by id and by name, and changes with the record', async () => {
    const read = await get(path());
    const etag = read.headers.get('etag');
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    const id = String(read.body['id']);
    expect(await etagOf(path().replace(/[^/]+$/, id))).toBe(etag);
    const changed = await patch(path(), one);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
    expect(await etagOf(path())).toBe(changed.headers.get('etag'));
  });

  it('allows a change by a client that read the current version, and refuses others', async () => {
    const seen = await etagOf(path());
    expect((await patch(path(), two, `"other", W/${seen}`)).status).toBe(200);
    const late = await patch(path(), one, seen);
    expect(late).toMatchObject({
      status: 412,
      body: { code: 'preconditionFailed', etag: await etagOf(path()) },
    });
    expect(late.body.detail).toContain(`The ${type} "`);
    expect(late.body.detail).toContain('Read it again');
    expect((await get(path())).body).toMatchObject(two);
    expect((await patch(path(), one, '*')).status).toBe(200);
    expect((await patch(path(), two)).status).toBe(200);
  });

  it('allows one of ten concurrent changes with the same If-Match', async () => {
    await patch(path(), one);
    const seen = await etagOf(path());
    const responses = await Promise.all(Array.from({ length: 10 }, () => patch(path(), two, seen)));
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('must be valid in If-Match', async () => {
    expect(await patch(path(), one, 'abc')).toMatchObject({
      status: 400,
      body: { code: 'invalidIfMatch' },
    });
    expect((await patch(`${path()}-none`, one, '"abc"')).status).toBe(404);
  });
});

it('If-Match also holds during calls to libvirt: one of ten changes of the autostart succeeds', async () => {
  const path = `/instances/${server.name('guarded')}`;
  const seen = await etagOf(path);
  const responses = await Promise.all(
    Array.from({ length: 10 }, () => patch(path, { autostart: true }, seen)),
  );
  const refused = responses.filter(({ status }) => status === 412);
  expect([refused.length, responses.filter(({ status }) => status === 200).length]).toEqual([9, 1]);
});

describe('a change of the state', () => {
  it('does not change the ETag, and never results in a 304 response', async () => {
    const path = `/instances/${server.name('guarded')}`;
    const before = await etagOf(path);
    await server.api.finish('POST', `${path}/start`);
    await server.api.ask('POST', `${path}/ports`, { guestPort: 81 });
    expect(await etagOf(path)).toBe(before);
    // By default, fetch sends "no-cache" with If-None-Match, which prevents a 304 response.
    const again = await get(path, { 'If-None-Match': before, 'Cache-Control': 'max-age=0' });
    expect(again).toMatchObject({ status: 200, body: { state: 'running' } });
    expect((await patch(path, { description: 'while it runs' }, before)).status).toBe(200);
  });
});
