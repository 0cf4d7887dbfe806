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

describe('authentication', () => {
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
  ])('refuses %s %s without credentials', async (method, path) => {
    const response = await server.send(method, path);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('is not required for a public route', async () => {
    expect((await server.send('GET', '/things/open')).body).toEqual({ open: true });
  });

  it.each([
    ['an unknown token', { authorization: `Bearer pstk_${'A'.repeat(43)}` }],
    ['an empty token', { authorization: 'Bearer' }],
    ['a token with a space', { authorization: 'Bearer a b' }],
    ['an unknown session', { cookie: `picostack_session=${'A'.repeat(43)}` }],
    ['an empty session', { cookie: 'picostack_session=' }],
    ['the name of the cookie as a token', { authorization: `Bearer picostack_session` }],
    [
      'Basic credentials',
      { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` },
    ],
  ])('refuses %s', async (_, headers) => {
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(401);
  });

  it('refuses an unknown token even with a valid cookie', async () => {
    const headers = { ...admin, authorization: 'Bearer pstk_x' };
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(401);
  });

  it('ignores the Basic credentials of a proxy if the cookie is valid', async () => {
    const headers = { ...admin, authorization: 'Basic eDp5' };
    expect((await server.send('GET', '/things', undefined, headers)).status).toBe(200);
  });
});

describe('roles', () => {
  it('allow a viewer only to read', async () => {
    expect((await server.send('GET', '/things', undefined, viewer)).body).toEqual({
      actor: { type: 'user', name: 'vera', role: 'viewer' },
    });
    for (const [method, path] of [
      ['POST', '/things'],
      ['DELETE', '/things/1'],
      ['PUT', '/things/1/content'],
    ] as const) {
      const response = await server.send(method, path, undefined, viewer);
      expect(response).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  it('allow an operator to act, and only an administrator to manage tokens', async () => {
    const operator = await server.token('operator', 'robot');
    expect((await server.send('POST', '/things', {}, operator)).body).toEqual({
      actor: { type: 'token', name: 'token:robot', role: 'operator' },
    });
    for (const auth of [operator, viewer]) {
      expect((await server.send('GET', '/tokens', undefined, auth)).status).toBe(403);
      expect((await server.send('HEAD', '/tokens', undefined, auth)).status).toBe(403);
      const token = { name: 'mine', role: 'admin' };
      expect((await server.send('POST', '/tokens', token, auth)).status).toBe(403);
      expect((await server.send('DELETE', '/tokens/robot', undefined, auth)).status).toBe(403);
    }
  });

  it('allow a viewer to sign out', async () => {
    const browser = await server.cookie('vera', verasPassword);
    expect((await server.send('DELETE', '/session', undefined, browser)).status).toBe(204);
  });

  it('give the command on this host the role admin until the next start of the server', async () => {
    const first = { authorization: `Bearer ${server.authenticator.issueLocalToken()}` };
    expect((await server.send('GET', '/session', undefined, first)).body).toEqual({
      name: 'local',
      role: 'admin',
    });
    server.authenticator.issueLocalToken();
    expect((await server.send('GET', '/session', undefined, first)).status).toBe(401);
  });
});

describe('a page of another site', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    // Another program on this host: SameSite ignores ports.
    { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
  ];

  it.each(foreign)('cannot act, with or without the cookie of a user: %j', async (headers) => {
    const refused = { status: 403, body: { code: 'crossSiteRequest' } };
    for (const auth of [admin, {}]) {
      const sent = { ...auth, ...headers };
      expect(await server.send('POST', '/things', {}, sent)).toMatchObject(refused);
      expect(await server.send('DELETE', '/session', undefined, sent)).toMatchObject(refused);
      const credentials = { name: 'admin', password: server.password };
      expect(await server.send('POST', '/session', credentials, sent)).toMatchObject(refused);
    }
  });

  it.each(foreign)('cannot open an event stream: %j', async (headers) => {
    const stream = { accept: 'text/event-stream', ...admin, ...headers };
    expect((await server.send('GET', '/things/stream', undefined, stream)).status).toBe(403);
    expect((await server.send('GET', '/events', undefined, stream)).status).toBe(403);
  });

  it.each([...foreign, { origin: 'http://evil.example', upgrade: 'websocket' }])(
    'cannot open a WebSocket: %j',
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

  it('cannot open a WebSocket through its own host name (DNS rebinding)', async () => {
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
  ])('cannot post a form: %s', async (type, body) => {
    const headers = { ...admin, 'content-type': type };
    expect((await server.send('POST', '/things', body, headers)).status).toBe(403);
    expect((await server.send('PUT', '/things/1/content', body, headers)).status).toBe(403);
  });

  it('cannot read the response to a request with a token: no CORS header is sent', async () => {
    const token = await server.token('viewer', 'reader');
    const response = await server.send('GET', '/things', undefined, {
      ...token,
      origin: 'http://evil.example',
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the page of this server', () => {
  it('can act with its cookie, also behind a proxy that terminates TLS', async () => {
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

  it('can upload bytes', async () => {
    const headers = { ...admin, 'content-type': 'application/octet-stream' };
    expect((await server.send('PUT', '/things/1/content', 'abc', headers)).body).toEqual({
      sizeBytes: 3,
    });
  });
});

describe('a program with a token', () => {
  it('sends JSON, and uploads bytes with any content type', async () => {
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
