import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuthApp } from './auth-app.js';

describe('bearer tokens', () => {
  let server: AuthApp;
  let admin: { cookie: string };
  beforeEach(async () => {
    server = await AuthApp.start();
    admin = await server.cookie();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.stop();
  });

  const create = (body: object) => server.send('POST', '/tokens', body, admin);
  const list = async (query = '') =>
    (await server.send('GET', `/tokens${query}`, undefined, admin)).body;

  it('are shown once, listed without their secret, and invalid once revoked', async () => {
    const created = await create({ name: 'ci', role: 'viewer' });
    expect(created.status).toBe(201);
    expect(created.headers.get('cache-control')).toBe('no-store');
    const { id, token, ...rest } = created.body;
    expect(token).toMatch(/^pstk_[A-Za-z0-9_-]{43}$/);
    expect(rest).toMatchObject({ name: 'ci', role: 'viewer', lastUsedAt: null, expiresAt: null });

    const bearer = { authorization: `Bearer ${String(token)}` };
    expect((await server.send('GET', '/session', undefined, bearer)).body).toEqual({
      name: 'token:ci',
      role: 'viewer',
    });
    const listed = await list();
    expect(listed).toMatchObject({ total: 1, items: [{ id }] });
    expect(listed).not.toMatchObject({ items: [{ lastUsedAt: null }] });
    expect(JSON.stringify(listed)).not.toMatch(/pstk_|[tT]okenHash/);

    expect((await server.send('DELETE', `/tokens/${String(id)}`, undefined, admin)).status).toBe(
      204,
    );
    expect((await server.send('GET', '/session', undefined, bearer)).status).toBe(401);
    expect((await server.send('DELETE', '/tokens/ci', undefined, admin)).body).toMatchObject({
      status: 404,
      code: 'tokenNotFound',
    });
  });

  it('have unique names', async () => {
    await create({ name: 'ci', role: 'viewer' });
    expect(await create({ name: 'ci', role: 'admin' })).toMatchObject({
      status: 409,
      body: { code: 'nameTaken' },
    });
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => create({ name: 'race', role: 'viewer' })),
    );
    expect(responses.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array<number>(9).fill(409),
    ]);
  });

  it('expire at their expiry time', async () => {
    const start = Date.now();
    const expiresAt = new Date(start + 60_000).toISOString();
    const { body } = await create({ name: 'short', role: 'viewer', expiresAt });
    expect(body['expiresAt']).toBe(expiresAt);
    const bearer = { authorization: `Bearer ${String(body['token'])}` };
    expect((await server.send('GET', '/things', undefined, bearer)).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(start + 60_001);
    expect((await server.send('GET', '/things', undefined, bearer)).status).toBe(401);
  });

  it.each([
    { role: 'viewer' },
    { name: 'x', role: 'root' },
    { name: '', role: 'viewer' },
    { name: '../x', role: 'viewer' },
    { name: '<img onerror=x>', role: 'viewer' },
    { name: 'x\n', role: 'viewer' },
    { name: 'x'.repeat(64), role: 'viewer' },
    { name: 'x', role: ['admin'] },
    { name: 'x', role: 'viewer', id: '1' },
    { name: 'x', role: 'viewer', token: 'pstk_mine' },
    { name: 'x', role: 'viewer', tokenHash: 'x' },
    { name: 'x', role: 'viewer', expiresAt: '2001-01-01T00:00:00Z' },
    { name: 'x', role: 'viewer', expiresAt: 'tomorrow' },
    { name: 'x', role: 'viewer', expiresAt: '2099-W10-1' },
  ])('are not created from %j', async (body) => {
    expect(await create(body)).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
    expect(await list()).toMatchObject({ total: 0 });
  });

  it('are searched, sorted and paged', async () => {
    for (const name of ['beta', 'Alpha', 'gamma']) await create({ name, role: 'viewer' });
    const names = async (query: string) => {
      const { items, total } = await list(query);
      const found = JSON.stringify(items).matchAll(/"name":"(\w+)"/g);
      return [total, ...Array.from(found, ([, name]) => name)];
    };
    expect(await names('?q=ALPHA')).toEqual([1, 'Alpha']);
    expect(await names('?sort=-createdAt&limit=1')).toEqual([3, 'gamma']);
    expect(await names('?sort=name&offset=2')).toEqual([3, 'gamma']);
    expect(await list('?sort=tokenHash')).toMatchObject({ status: 400 });
    expect(await list('?limit=0')).toMatchObject({ status: 400 });
  });

  it('are recorded as events', async () => {
    await create({ name: 'ci', role: 'viewer' });
    await server.send('DELETE', '/tokens/ci', undefined, admin);
    const { body } = await server.send('GET', '/events?resourceType=token', undefined, admin);
    expect(body['items']).toMatchObject([
      { kind: 'auth.tokenRevoked', actor: 'admin', resource: { name: 'ci' } },
      { kind: 'auth.tokenCreated', actor: 'admin', resource: { name: 'ci' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('pstk_');
  });
});

describe('an open event stream', () => {
  let server: AuthApp;
  beforeEach(async () => {
    server = await AuthApp.start();
  });
  afterEach(() => server.stop());

  /** Open the stream. @returns a promise of its end */
  async function follow(headers: Record<string, string>): Promise<{ ended: Promise<string> }> {
    const response = await fetch(`${server.url}/api/v1/things/stream`, { headers });
    expect(response.status).toBe(200);
    const ended = response.text().then(
      () => 'ended',
      () => 'cut',
    );
    return { ended };
  }

  it('ends when its token is revoked, and other streams stay open', async () => {
    const admin = await server.cookie();
    const one = await follow(await server.token('viewer', 'one'));
    const other = await follow(await server.token('viewer', 'other'));
    await server.send('DELETE', '/tokens/one', undefined, admin);
    expect(await one.ended).toBe('cut');
    expect(await Promise.race([other.ended, Promise.resolve('open')])).toBe('open');
    await server.send('DELETE', '/tokens/other', undefined, admin);
    expect(await other.ended).toBe('cut');
  });

  it('ends when its user signs out or changes the password', async () => {
    const [first, second] = [await server.cookie(), await server.cookie()];
    const [one, other] = [await follow(first), await follow(second)];
    await server.send('DELETE', '/session', undefined, first);
    expect(await one.ended).toBe('cut');
    const change = { currentPassword: server.password, newPassword: 'a new long password' };
    const third = await server.cookie();
    await server.send('PUT', '/session/password', change, third);
    expect(await other.ended).toBe('cut');
  });
});
