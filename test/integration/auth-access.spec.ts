import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthApp } from './auth-app.js';

let server: AuthApp;
let admin: { cookie: string };
let verasPassword: string;
let viewer: { cookie: string };

beforeAll(async () => {
  server = await AuthApp.start();
  admin = await server.cookie();
  verasPassword = await server.addUser('vera', 'viewer');
  viewer = await server.cookie('vera', verasPassword);
});
afterAll(() => server.stop());

describe('every route is closed', () => {
  it.each([
    ['GET', '/things'],
    ['HEAD', '/things'],
    ['POST', '/things'],
    ['DELETE', '/things/1'],
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/tokens'],
    ['HEAD', '/tokens'],
    ['POST', '/tokens'],
    ['GET', '/events'],
  ])('%s %s to a stranger', async (method, path) => {
    const answer = await server.send(method, path);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('unless it is declared open', async () => {
    expect((await server.send('GET', '/things/open')).body).toEqual({ open: true });
  });

  it.each([
    ['a token that is not known', { authorization: `Bearer pstk_${'A'.repeat(43)}` }],
    ['no token', { authorization: 'Bearer' }],
    ['two words', { authorization: 'Bearer a b' }],
    ['a session that is not known', { cookie: `picostack_session=${'A'.repeat(43)}` }],
    ['an empty session', { cookie: 'picostack_session=' }],
    ['a session as a token', { authorization: `Bearer picostack_session` }],
    ['Basic', { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` }],
  ])('to %s', async (_, headers) => {
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(401);
  });

  it('to a token that is not known, also when it comes with a good cookie', async () => {
    const headers = { ...admin, authorization: 'Bearer pstk_x' };
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(401);
  });

  it('but a proxy’s own Basic does not stand in the cookie’s way', async () => {
    const headers = { ...admin, authorization: 'Basic eDp5' };
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(200);
  });
});

describe('roles', () => {
  it('lets a read-only person look and nothing else', async () => {
    expect((await server.send('GET', '/things', undefined, viewer)).body).toEqual({
      actor: { type: 'user', name: 'vera', role: 'viewer' },
    });
    for (const [method, path] of [
      ['POST', '/things'],
      ['DELETE', '/things/1'],
      ['PUT', '/things/1/content'],
    ] as const) {
      const answer = await server.send(method, path, undefined, viewer);
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  it('lets an operator act, and only an administrator handle tokens', async () => {
    const operator = await server.token('operator', 'robot');
    expect((await server.send('POST', '/things', {}, operator)).body).toEqual({
      actor: { type: 'token', name: 'token:robot', role: 'operator' },
    });
    for (const who of [operator, viewer]) {
      expect((await server.send('GET', '/tokens', undefined, who)).status).toBe(403);
      expect((await server.send('HEAD', '/tokens', undefined, who)).status).toBe(403);
      const token = { name: 'mine', role: 'admin' };
      expect((await server.send('POST', '/tokens', token, who)).status).toBe(403);
      expect((await server.send('DELETE', '/tokens/robot', undefined, who)).status).toBe(403);
    }
  });

  it('lets a read-only person sign out', async () => {
    const browser = await server.cookie('vera', verasPassword);
    expect((await server.send('DELETE', '/session', undefined, browser)).status).toBe(204);
  });

  it('takes the command on this host for an administrator, until the next start', async () => {
    const first = { authorization: `Bearer ${server.authenticator.issueLocalToken()}` };
    expect((await server.send('GET', '/session', undefined, first)).body).toEqual({
      name: 'local',
      role: 'admin',
    });
    server.authenticator.issueLocalToken();
    expect((await server.send('GET', '/session', undefined, first)).status).toBe(401);
  });
});

describe('another site’s page', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    // Another program on this host: SameSite does not count ports.
    { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
  ];

  it.each(foreign)('acts with nobody’s cookie: %j', async (headers) => {
    const refused = { status: 403, body: { code: 'crossSiteRequest' } };
    for (const who of [admin, {}]) {
      const sent = { ...who, ...headers };
      expect(await server.send('POST', '/things', {}, sent)).toMatchObject(refused);
      expect(await server.send('DELETE', '/session', undefined, sent)).toMatchObject(refused);
      const credentials = { name: 'admin', password: server.password };
      expect(await server.send('POST', '/session', credentials, sent)).toMatchObject(refused);
    }
  });

  it.each(foreign)('follows no event stream: %j', async (headers) => {
    const stream = { accept: 'text/event-stream', ...admin, ...headers };
    expect((await server.send('GET', '/things/stream', undefined, stream)).status).toBe(403);
    expect((await server.send('GET', '/events', undefined, stream)).status).toBe(403);
  });

  it.each([...foreign, { origin: 'http://evil.example', upgrade: 'websocket' }])(
    'opens no WebSocket: %j',
    async (headers) => {
      const { host } = new URL(server.url);
      const upgrade = { headers: { host, ...admin, ...headers } };
      await expect(
        server.authenticator.authenticateUpgrade(upgrade, 'operator'),
      ).rejects.toMatchObject({
        code: 'crossSiteRequest',
      });
    },
  );

  it('opens no WebSocket under a name of its own that leads here (DNS rebinding)', async () => {
    const rebound = { host: 'evil.example', origin: 'http://evil.example', ...admin };
    await expect(
      server.authenticator.authenticateUpgrade({ headers: rebound }, 'viewer'),
    ).rejects.toMatchObject({ code: 'hostNotAllowed' });
  });

  it.each([
    ['application/x-www-form-urlencoded', 'name=x'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', '{"name":"x"}'],
    ['text/plain;application/json', '{"name":"x"}'],
  ])('posts no form: %s', async (type, body) => {
    const headers = { ...admin, 'content-type': type };
    expect((await server.send('POST', '/things', body, headers)).status).toBe(403);
    expect((await server.send('PUT', '/things/1/content', body, headers)).status).toBe(403);
  });

  it('may not read what is asked for with a token either: no CORS header is sent', async () => {
    const token = await server.token('viewer', 'reader');
    const answer = await server.send('GET', '/things', undefined, {
      ...token,
      origin: 'http://evil.example',
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('this server’s own page', () => {
  it('acts with its cookie, also behind a proxy that ends TLS', async () => {
    const { host } = new URL(server.url);
    for (const origin of [`http://${host}`, `https://${host}`]) {
      const headers = { ...admin, origin, 'sec-fetch-site': 'same-origin' };
      expect((await server.send('POST', '/things', {}, headers)).status).toBe(201);
    }
    const principal = await server.authenticator.authenticateUpgrade(
      { headers: { host, origin: `http://${host}`, ...admin } },
      'operator',
    );
    expect(principal.actor.name).toBe('admin');
  });

  it('uploads bytes', async () => {
    const headers = { ...admin, 'content-type': 'application/octet-stream' };
    expect((await server.send('PUT', '/things/1/content', 'abc', headers)).body).toEqual({
      sizeBytes: 3,
    });
  });
});

describe('a program with a token', () => {
  it('sends JSON, and bytes of whatever type curl says', async () => {
    const token = await server.token('operator', 'uploader');
    const type = (value: string) => ({ ...token, 'content-type': value });
    expect((await server.send('POST', '/things', '{}', type('application/json'))).status).toBe(201);
    expect((await server.send('POST', '/things', '{}', type('text/plain'))).status).toBe(415);
    const form = type('application/x-www-form-urlencoded');
    expect((await server.send('PUT', '/things/1/content', 'abc', form)).body).toEqual({
      sizeBytes: 3,
    });
  });
});
