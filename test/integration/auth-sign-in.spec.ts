import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_AUTH_OPTIONS } from '../../src/auth/auth.options.js';
import { UsersService } from '../../src/auth/users/users.service.js';
import { EventsService } from '../../src/events/events.service.js';
import { AuthApp, CHEAP, cookieOf } from './auth-app.js';

const DAY = 24 * 3_600_000;
/** Behind a reverse proxy on this host. */
const TRUSTING = {
  listenAddress: '127.0.0.1',
  allowedHosts: [],
  trustedProxies: ['127.0.0.1'],
  basePath: '',
};

describe('sign-in', () => {
  let server: AuthApp;
  beforeEach(async () => {
    server = await AuthApp.start();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await server.stop();
  });

  it('accepts the password that the first start generates, and only the first start generates one', async () => {
    expect(server.password).toMatch(/^([0-9a-z]{4}-){4}[0-9a-z]{4}$/);
    expect(await server.get(UsersService).ensureFirstUser()).toBeUndefined();
    const response = await server.signIn();
    expect(response.status).toBe(201);
    expect(response.body).toEqual({ name: 'admin', role: 'admin' });
    const session = await server.send('GET', '/session', undefined, { cookie: cookieOf(response) });
    expect(session.body).toEqual({ name: 'admin', role: 'admin' });
  });

  it.each(['', 'admin', 'password', 'picostack', 'changeme'])(
    'has no default password: %j',
    async (password) => {
      expect((await server.signIn('admin', password)).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('sets a cookie with HttpOnly and SameSite=Strict, and with Secure behind a TLS proxy', async () => {
    const [plain] = (await server.signIn()).headers.getSetCookie();
    expect(plain).toMatch(/^picostack_session=[A-Za-z0-9_-]{43}; /);
    expect(plain).toMatch(/; Path=\/;/);
    expect(plain).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(plain).not.toMatch(/Domain|Secure/);
    const forwarded = { 'x-forwarded-proto': 'https' };
    const claimed = await server.signIn('admin', server.password, forwarded);
    expect(claimed.headers.getSetCookie()[0]).not.toMatch(/Secure/);
    const proxied = await AuthApp.start(CHEAP, TRUSTING);
    try {
      const response = await proxied.signIn('admin', proxied.password, forwarded);
      expect(response.headers.getSetCookie()[0]).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
    } finally {
      await proxied.stop();
    }
  });

  it('returns the same response for an unknown user, a wrong password and a disabled user', async () => {
    const annsPassword = await server.addUser('ann', 'viewer');
    const wrong = await server.signIn('admin', 'wrong');
    const { requestId: _, ...problem } = wrong.body;
    const unknown = await server.signIn('nobody', 'wrong');
    expect(wrong.status).toBe(401);
    expect(unknown).toMatchObject({ status: 401, body: problem });
    expect(unknown.headers.getSetCookie()).toEqual([]);
    const admin = { cookie: cookieOf(await server.signIn()) };
    await server.send('PATCH', '/users/ann', { disabled: true }, admin);
    expect(await server.signIn('ann', annsPassword)).toMatchObject({
      status: 401,
      body: problem,
    });
  });

  it('creates a new session id each time, and does not accept one that was planted before', async () => {
    const planted = { cookie: `picostack_session=${'A'.repeat(43)}` };
    const first = await server.signIn('admin', server.password, planted);
    expect(cookieOf(first)).not.toBe(planted.cookie);
    expect((await server.send('GET', '/session', undefined, planted)).status).toBe(401);

    const own = { cookie: cookieOf(first) };
    const second = await server.signIn('admin', server.password, own);
    expect(cookieOf(second)).not.toBe(own.cookie);
    expect((await server.send('GET', '/session', undefined, own)).status).toBe(401);
    for (const both of [
      `${planted.cookie}; ${cookieOf(second)}`,
      `${cookieOf(second)}; ${planted.cookie}`,
    ]) {
      expect((await server.send('GET', '/session', undefined, { cookie: both })).status).toBe(401);
    }
  });

  it('ends when the user signs out', async () => {
    const browser = await server.cookie();
    const response = await server.send('DELETE', '/session', undefined, browser);
    expect(response.status).toBe(204);
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^picostack_session=; Path=\/; Expires=Thu, 01 Jan 1970/,
    );
    expect((await server.send('GET', '/session', undefined, browser)).status).toBe(401);
  });

  it('checks a few of 1000 attempts, and reports when to try again', async () => {
    const attempts = Array.from({ length: 1000 }, (_, i) => server.signIn('admin', `guess ${i}`));
    const responses = await Promise.all(attempts);
    const statuses = responses.map(({ status }) => status);
    const { burst } = DEFAULT_AUTH_OPTIONS.throttlePerName;
    expect(statuses.filter((status) => status === 401)).toHaveLength(burst);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1000 - burst);
    const throttled = responses.find(({ status }) => status === 429);
    expect(throttled?.body).toMatchObject({ code: 'throttled', status: 429 });
    expect(Number(throttled?.headers.get('retry-after'))).toBeGreaterThan(0);

    // The right password must wait too; otherwise it would confirm a guess. Other users are not affected.
    expect((await server.signIn()).status).toBe(429);
    const local = { authorization: `Bearer ${server.authenticator.issueLocalToken()}` };
    expect((await server.send('GET', '/session', undefined, local)).status).toBe(200);
    const failures = await server.get(EventsService).list({ kind: 'auth.signInFailed' });
    expect(failures.total).toBe(burst);
  }, 30_000);

  it('limits attempts with many names from one address, whatever address the client claims', async () => {
    const { burst } = DEFAULT_AUTH_OPTIONS.throttlePerAddress;
    const statuses: number[] = [];
    for (let i = 0; i < burst + 5; i += 1) {
      const forwarded = {
        'x-forwarded-for': `192.0.2.${i}`,
        'x-real-ip': `192.0.2.${i}`,
        forwarded: `for=192.0.2.${i}`,
      };
      statuses.push((await server.signIn(`name-${i}`, 'guess', forwarded)).status);
    }
    expect(statuses.slice(0, burst).every((status) => status === 401)).toBe(true);
    expect(statuses.slice(burst).every((status) => status === 429)).toBe(true);
    const failures = await server.get(EventsService).list({ kind: 'auth.signInFailed' });
    expect(new Set(failures.items.map(({ details }) => details['address']))).toEqual(
      new Set(['127.0.0.1']),
    );
  });

  it('uses the client address from a trusted proxy, but only if it is a valid address', async () => {
    const proxied = await AuthApp.start(CHEAP, TRUSTING);
    try {
      const addressFor = async (forwardedFor: string) => {
        await proxied.signIn('nobody', 'guess', { 'x-forwarded-for': forwardedFor });
        const { items } = await proxied.get(EventsService).list({ kind: 'auth.signInFailed' });
        return items[0]?.details['address'];
      };
      expect(await addressFor('203.0.113.1, 192.0.2.1')).toBe('192.0.2.1');
      expect(await addressFor('192.0.2.2:4711')).toBe('192.0.2.2');
      expect(await addressFor('[2001:db8::1]:4711')).toBe('2001:db8::1');
      for (const nonsense of ['unknown', 'x'.repeat(15_000), '192.0.2.300', '\u009b31m', '']) {
        expect(await addressFor(nonsense)).toBe('127.0.0.1');
      }
    } finally {
      await proxied.stop();
    }
  });

  it('allows a password change, which ends the other sessions of the user and renews this one', async () => {
    const [here, elsewhere] = [await server.cookie(), await server.cookie()];
    const change = { currentPassword: server.password, newPassword: 'a new long password' };
    const wrong = await server.send(
      'PUT',
      '/session/password',
      { ...change, currentPassword: 'x' },
      here,
    );
    expect(wrong).toMatchObject({ status: 400, body: { code: 'wrongPassword' } });
    const short = await server.send(
      'PUT',
      '/session/password',
      { ...change, newPassword: 'short' },
      here,
    );
    expect(short).toMatchObject({ status: 400, body: { errors: [{ field: 'newPassword' }] } });

    const done = await server.send('PUT', '/session/password', change, here);
    expect(done.status).toBe(204);
    for (const old of [here, elsewhere]) {
      expect((await server.send('GET', '/session', undefined, old)).status).toBe(401);
    }
    const moved = { cookie: cookieOf(done) };
    expect((await server.send('GET', '/session', undefined, moved)).status).toBe(200);
    expect((await server.signIn()).status).toBe(401);
    expect((await server.signIn('admin', change.newPassword)).status).toBe(201);
  });

  it('limits the wrong passwords of a signed-in user, and reports when to try again', async () => {
    const browser = await server.cookie();
    const { burst } = DEFAULT_AUTH_OPTIONS.throttlePerName;
    const guess = (index: number) =>
      server.send(
        'PUT',
        '/session/password',
        { currentPassword: `guess ${index}`, newPassword: 'a new long password' },
        browser,
      );
    const responses = await Promise.all(Array.from({ length: burst + 5 }, (_, i) => guess(i)));
    const statuses = responses.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(burst).fill(400), ...Array(5).fill(429)]);
    const throttled = responses.find(({ status }) => status === 429);
    expect(throttled?.body).toMatchObject({ code: 'throttled' });
    expect(Number(throttled?.headers.get('retry-after'))).toBeGreaterThan(0);
    // The right password must wait too; otherwise it would confirm a guess.
    const right = { currentPassword: server.password, newPassword: 'a new long password' };
    expect((await server.send('PUT', '/session/password', right, browser)).status).toBe(429);
    expect((await server.send('GET', '/session', undefined, browser)).status).toBe(200);
  });

  it('does not allow a password change with a token, which has no password', async () => {
    const admin = { authorization: `Bearer ${server.authenticator.issueLocalToken()}` };
    const change = { currentPassword: server.password, newPassword: 'a new long password' };
    expect((await server.send('PUT', '/session/password', change, admin)).status).toBe(403);
  });

  it('survives a clock that is set a day forward or back, and expires at its limits', async () => {
    const start = Date.now();
    vi.useFakeTimers({ toFake: ['Date'] });
    const browser = await server.cookie();
    const statusAt = async (days: number) => {
      vi.setSystemTime(start + days * DAY);
      return (await server.send('GET', '/session', undefined, browser)).status;
    };
    for (const days of [1, 0, -1, 0, 6, 12, 18, 24, 29.9]) expect(await statusAt(days)).toBe(200);
    expect(await statusAt(30.1)).toBe(401);
    vi.setSystemTime(start);
    const idle = await server.cookie();
    vi.setSystemTime(start + 7.1 * DAY);
    expect((await server.send('GET', '/session', undefined, idle)).status).toBe(401);
  });

  it.each([
    { name: 'admin', password: 'x', role: 'admin' },
    { name: 'admin', password: 'x', id: '1' },
    { name: { $ne: '' }, password: 'x' },
    { name: 'admin', password: ['x'] },
    { name: 'admin' },
    { name: 'x'.repeat(65), password: 'x' },
    { name: 'admin', password: 'x'.repeat(257) },
    [],
  ])('refuses unknown fields and wrong types: %j', async (body) => {
    const response = await server.send('POST', '/session', body);
    expect(response).toMatchObject({ status: 400, body: { code: 'invalidInput' } });
    expect(JSON.stringify(response.body)).not.toContain('xxxx');
  });

  it('ignores __proto__', async () => {
    const body = '{"name":"admin","password":"x","__proto__":{"role":"admin"}}';
    const response = await server.send('POST', '/session', body, {
      'content-type': 'application/json',
    });
    expect([400, 401]).toContain(response.status);
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});

describe('sign-in at the real cost of a hash', () => {
  it('takes as long for an unknown user as for a wrong password, and limits concurrent attempts', async () => {
    const server = await AuthApp.start({
      ...CHEAP,
      scrypt: DEFAULT_AUTH_OPTIONS.scrypt,
      hashQueue: 2,
    });
    try {
      const time = async (name: string) => {
        const start = performance.now();
        expect((await server.signIn(name, 'wrong')).status).toBe(401);
        return performance.now() - start;
      };
      const [known, unknown] = [await time('admin'), await time('nobody')];
      expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3);

      const concurrent = await Promise.all(
        Array.from({ length: 8 }, (_, i) => server.signIn(`name-${i}`, 'wrong')),
      );
      const statuses = concurrent.map(({ status }) => status).toSorted((a, b) => a - b);
      // Two attempts are checked, and two wait.
      expect(statuses).toEqual([401, 401, 401, 401, 429, 429, 429, 429]);
    } finally {
      await server.stop();
    }
  }, 60_000);
});
