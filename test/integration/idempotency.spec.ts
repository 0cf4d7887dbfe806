import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FlavourDto } from '../../src/flavours/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { Api, type Answer, type Problem } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { domainNames, volumeNames } from '../support/virsh.js';

const DAY_MS = 24 * 60 * 60 * 1000;

let server: TestServer;
let count = 0;
beforeAll(async () => {
  server = await TestServer.start();
  await registerTiny(server.api);
});
afterAll(() => server?.dispose());

const newKey = (): string => `key-${(count += 1)}`;
const newName = (): string => `flavour-${(count += 1)}`;

function post<T>(
  path: string,
  body: unknown,
  key: string,
  headers: Record<string, string> = {},
  api: Api = server.api,
): Promise<Answer<T>> {
  return api.request('POST', `/api/v1${path}`, body, { 'Idempotency-Key': key, ...headers });
}
const flavour = (name: string) => ({ name, memoryMiB: 128, vcpus: 1 });
const flavours = async (q: string): Promise<number> =>
  (await server.api.ask<{ total: number }>('GET', `/flavours?q=${q}`)).total;

/** Access the database of the server. */
function records<T>(work: (database: Database.Database) => T): T {
  const database = new Database(join(server.dataDir, 'picostack.sqlite'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('a repeated POST with an Idempotency-Key', () => {
  it('gets the first response, and has no second effect', async () => {
    const [key, name] = [newKey(), newName()];
    const first = await post<FlavourDto>('/flavours', flavour(name), key);
    const again = await post<FlavourDto>('/flavours', flavour(name), key);
    expect(first.status).toBe(201);
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect(await flavours(name)).toBe(1);
    const third = await post<FlavourDto>('/flavours', flavour(name), newKey());
    expect(third.status).toBe(409);
  });

  it('gets the first response, if that was a refusal', async () => {
    const key = newKey();
    const first = await post<Problem>('/flavours', flavour('tiny'), key);
    const again = await post<Problem>('/flavours', flavour('tiny'), key);
    expect(first).toMatchObject({ status: 409, body: { code: 'nameTaken' } });
    expect(again).toMatchObject({ status: 409, body: first.body });
    expect(again.headers.get('content-type')).toContain('application/problem+json');
  });

  it('can be corrected if the first one was invalid', async () => {
    const [key, name] = [newKey(), newName()];
    const wrong = await post<Problem>('/flavours', { ...flavour(name), vcpus: 0 }, key);
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
    expect(await post('/flavours', flavour(name), key)).toMatchObject({ status: 201 });
  });

  it('is refused with another body or another path', async () => {
    const [key, name] = [newKey(), newName()];
    await post('/flavours', flavour(name), key);
    for (const [path, body] of [
      ['/flavours', flavour(`${name}-2`)],
      ['/flavours?x=1', flavour(name)],
      ['/instances/none/start', flavour(name)],
    ] as const) {
      expect(await post<Problem>(path, body, key)).toMatchObject({
        status: 422,
        body: { code: 'idempotencyKeyReused' },
      });
    }
    expect(await flavours(name)).toBe(1);
  });

  it('is a new request if another client sends the same key', async () => {
    const [key, name] = [newKey(), newName()];
    const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: 'somebody',
      role: 'operator',
    });
    await post('/flavours', flavour(name), key);
    const theirs = await post<Problem>(
      '/flavours',
      flavour(name),
      key,
      {},
      new Api(server.api.url, token),
    );
    expect(theirs).toMatchObject({ status: 409, body: { code: 'nameTaken' } });
  });

  it('is a new request if the token was revoked and created again with the same name', async () => {
    const [key, name] = [newKey(), newName()];
    const createToken = async () => {
      const fields = { name: 'again', role: 'operator' };
      const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', fields);
      return new Api(server.api.url, token);
    };
    const first = await createToken();
    expect(await post('/flavours', flavour(name), key, {}, first)).toMatchObject({ status: 201 });
    expect((await post('/flavours', flavour(name), key, {}, first)).status).toBe(201);
    await server.api.ask('DELETE', '/tokens/again');
    const second = await post<Problem>('/flavours', flavour(name), key, {}, await createToken());
    expect(second).toMatchObject({ status: 409, body: { code: 'nameTaken' } });
    expect(second.headers.get('idempotency-replayed')).toBeNull();
    await server.api.ask('DELETE', '/tokens/again');
  });

  it.each(['', ' ', 'two words', 'é', 'a'.repeat(256)])(
    'with the key %j is refused',
    async (key) => {
      const name = newName();
      const problem = await post<Problem>('/flavours', flavour(name), key);
      expect(problem).toMatchObject({ status: 400, body: { code: 'invalidIdempotencyKey' } });
      expect(await flavours(name)).toBe(0);
    },
  );

  it.each(['!', '~', 'a'.repeat(255), '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])(
    'with the key %s is accepted',
    async (key) => {
      expect((await post('/flavours', flavour(newName()), key)).status).toBe(201);
    },
  );

  it('is refused if it or its response contains a secret, and stores no secret', async () => {
    for (const [path, body] of [
      ['/tokens', { name: 'secret', role: 'viewer' }],
      ['/users', { name: 'eve', role: 'viewer' }],
      ['/users/admin/password', {}],
      ['/session', { name: 'admin', password: 'x' }],
    ] as const) {
      expect(await post<Problem>(path, body, newKey())).toMatchObject({
        status: 400,
        body: { code: 'idempotencyKeyNotTaken' },
      });
    }
    const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: 'secret',
      role: 'viewer',
    });
    const viewer = new Api(server.api.url, token);
    const forbidden = await post<Problem>('/flavours', flavour(newName()), newKey(), {}, viewer);
    expect(forbidden.status).toBe(403);
    const stored = records((database) =>
      JSON.stringify(database.prepare('SELECT * FROM idempotency_key').all()),
    );
    expect(stored).not.toContain(token);
    expect(stored).not.toContain('secret');
  });
});

describe('an operation that is requested with a key', () => {
  const instance = (label: string) => ({ name: server.name(label), image: 'tiny', start: false });

  it('20 times at the same time runs once', async () => {
    const key = newKey();
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => post<OperationDto>('/instances', instance('once'), key)),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(responses.map(({ headers }) => headers.get('Location'))).size).toBe(1);
    expect(new Set(responses.map(({ body }) => body.id)).size).toBe(1);
    expect(
      responses.filter(({ headers }) => headers.get('Idempotency-Replayed') === 'true'),
    ).toHaveLength(19);

    const waited = await post<OperationDto>('/instances', instance('once'), key, {
      Prefer: 'wait=240',
    });
    expect(waited).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    expect(waited.headers.get('Preference-Applied')).toBe('wait=240');
    expect((await server.api.instances()).total).toBe(1);
    expect(await domainNames(server.prefix)).toEqual([server.name('once')]);
    expect(await volumeNames(server.disksPool)).toHaveLength(1);
  });

  it('twice with Prefer: wait is the same operation', async () => {
    const [key, prefer] = [newKey(), { Prefer: 'wait=240' }];
    const first = await post<OperationDto>('/instances', instance('waited'), key, prefer);
    const again = await post<OperationDto>('/instances', instance('waited'), key, prefer);
    expect(first).toMatchObject({ status: 200, body: { status: 'succeeded' } });
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
  });

  it('is found by its key after the server was killed', async () => {
    const key = newKey();
    const first = await post<OperationDto>('/instances', instance('killed'), key);
    await server.kill();
    await server.start();
    const again = await post<OperationDto>('/instances', instance('killed'), key);
    expect(again).toMatchObject({ status: 202, body: { id: first.body.id } });
    expect(again.headers.get('Location')).toBe(first.headers.get('Location'));
    const names = (await server.api.instances()).items.map(({ name }) => name);
    expect(names.filter((name) => name === server.name('killed')).length).toBeLessThanOrEqual(1);
  });
});

describe('after a restart', () => {
  it('no response claims that nothing was done if something may have been', async () => {
    const [key, name] = [newKey(), newName()];
    await post('/flavours', flavour(name), key);
    await server.kill();
    // As if the server was killed after the change and before the response.
    records((database) =>
      database.prepare('UPDATE idempotency_key SET status = NULL WHERE key = ?').run(key),
    );
    await server.start();
    expect(await post<Problem>('/flavours', flavour(name), key)).toMatchObject({
      status: 409,
      body: { code: 'idempotencyOutcomeUnknown' },
    });
    expect(await flavours(name)).toBe(1);
  });

  it('a key is stored for 24 hours, and then deleted', async () => {
    const keys = [newKey(), newKey(), newKey()];
    const names = [newName(), newName(), newName()];
    for (const [index, key] of keys.entries()) {
      await post('/flavours', flavour(names[index] ?? ''), key);
      if (index > 0) await server.api.ask('DELETE', `/flavours/${names[index]}`);
    }
    await server.stop();
    const age = (key: string | undefined, ageMs: number): void => {
      const createdAt = new Date(Date.now() - ageMs).toISOString();
      records((database) =>
        database
          .prepare('UPDATE idempotency_key SET createdAt = ? WHERE key = ?')
          .run(createdAt, key),
      );
    };
    age(keys[1], DAY_MS - 600_000);
    age(keys[2], DAY_MS + 1);
    await server.start();
    const replays = [];
    for (const [index, key] of keys.entries()) {
      const response = await post('/flavours', flavour(names[index] ?? ''), key);
      replays.push([response.status, response.headers.get('Idempotency-Replayed')]);
    }
    expect(replays).toEqual([
      [201, 'true'],
      [201, 'true'],
      [201, null],
    ]);
  });
});
