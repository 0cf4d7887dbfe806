import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../support/api.js';
import { getRaw } from '../support/raw-request.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const JSON_TYPE = 'Content-Type: application/json';
const MAX_RESPONSE_BYTES = 16 * 1024;

let server: TestServer;
let url: string;
beforeAll(async () => {
  server = await TestServer.start();
  url = server.api.url;
});
afterAll(() => server.dispose());

/** Send a JSON text unchanged. */
async function sendJson(method: string, path: string, json: string, isAuthenticated = true) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(isAuthenticated && { Authorization: `Bearer ${server.api.token}` }),
    },
    body: json,
  });
  const text = await response.text();
  expect(Buffer.byteLength(text)).toBeLessThan(MAX_RESPONSE_BYTES);
  return { status: response.status, problem: JSON.parse(text) as Problem };
}

const manyKeys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 1])));
const nested = (depth: number) => `{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`;
const nestedObjects = (depth: number) => `${'{"name":'.repeat(depth)}1${'}'.repeat(depth)}`;

describe('an excessive body', () => {
  it('of an unauthenticated client is read only up to a few kB', async () => {
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => sendJson('POST', '/session', manyKeys(20_000), false)),
    );
    for (const { status, problem } of responses) {
      expect(status).toBe(413);
      expect(problem.code).toBe('invalidBody');
    }
    expect((await sendJson('POST', '/session', manyKeys(300), false)).status).toBe(400);
    expect((await sendJson('POST', '/instances', manyKeys(20_000), false)).status).toBe(401);
    expect((await sendJson('POST', '/nowhere', manyKeys(20_000), false)).status).toBe(404);
  });

  it('of an authenticated client is refused before its fields are validated', async () => {
    const { status, problem } = await sendJson('POST', '/flavours', manyKeys(18_000));
    expect(status).toBe(400);
    expect(problem.detail).toMatch(/more than \d+ values/);
  });

  it('gets an error that lists twenty invalid fields and the number of the others', async () => {
    const { status, problem } = await sendJson('POST', '/flavours', manyKeys(1_000));
    expect(status).toBe(400);
    expect(problem.errors).toHaveLength(20);
    expect(problem.detail).toMatch(/and \d+ more\.$/);
  });

  it.each(['/flavours', '/images', '/instances', '/tokens', '/users', '/instances/x/ports'])(
    'with 5,000 levels of nesting is refused by POST %s',
    async (path) => {
      for (const json of [nested(5_000), nestedObjects(5_000), nested(100_000)]) {
        expect((await sendJson('POST', path, json)).status).toBe(400);
      }
    },
  );

  it.each([
    ['a field name of 200 kB', JSON.stringify({ ['k'.repeat(200_000)]: 1 })],
    ['a value of 200 kB', JSON.stringify({ name: 'v'.repeat(200_000), memoryMiB: 1, vcpus: 1 })],
    ['four-byte characters', JSON.stringify({ ['😀'.repeat(40_000)]: '😀'.repeat(10_000) })],
    ['an array of 100,000 numbers', `[${'1,'.repeat(100_000)}1]`],
    ['invalid JSON', '{'.repeat(50_000)],
    ['a string', '"x"'],
    ['null', 'null'],
  ])('gets a response of less than 16 kB: %s', async (_, json) => {
    for (const path of ['/flavours', '/images', '/instances', '/instances/x/rename']) {
      expect((await sendJson('POST', path, json)).status).toBe(400);
    }
  });

  it.each([
    ['with a Content-Length', 'Content-Length: 999999999', ''],
    ['with Expect: 100-continue', 'Expect: 100-continue\r\nContent-Length: 9999999', ''],
    ['in chunks', 'Transfer-Encoding: chunked', `2000\r\n${'x'.repeat(0x2000)}\r\n`],
  ])('is refused before it is complete: %s', async (_, header, begin) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    try {
      const head = ['POST /api/v1/session HTTP/1.1', 'Host: localhost', JSON_TYPE, header];
      socket.write(`${head.join('\r\n')}\r\n\r\n${begin}`);
      let response = '';
      socket.on('data', (chunk: Buffer) => (response += chunk.toString()));
      await eventually(
        'the response',
        5_000,
        async () => /"requestId"/.test(response) || undefined,
      );
      expect(response).toMatch(/HTTP\/1\.1 413 [^]*"code":"invalidBody"/);
    } finally {
      socket.destroy();
    }
  });

  it('is refused if it is larger than 256 kB, or compressed', async () => {
    const large = await sendJson('POST', '/flavours', JSON.stringify({ a: 'x'.repeat(300_000) }));
    expect(large.status).toBe(413);
    const zipped = await server.api.request('POST', '/api/v1/flavours', new Uint8Array([31, 139]), {
      'Content-Type': 'application/json',
      'Content-Encoding': 'gzip',
    });
    expect(zipped.status).toBe(415);
  });
});

describe('a path', () => {
  const IDS = ['a%00b', '%00', '%ff', '%', '%zz', '%c3%28', '%ed%a0%80', '%1b%5b31m', '%c2%9b'];
  const ROUTES = ['instances', 'images', 'flavours', 'operations'].map((name) => `GET ${name}/ID`);
  const ACTIONS = [
    'POST domains/ID/adopt',
    'DELETE tokens/ID',
    'PATCH users/ID',
    'GET instances/ID/xml',
  ];

  it.each([...ROUTES, ...ACTIONS])(
    'with an id that is not valid text is refused: %s',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      for (const id of IDS) {
        const target = `/api/v1/${path.replace('ID', id)}`;
        const response = await server.api.request<Problem>(method, target);
        expect([400, 404], `${method} ${target}`).toContain(response.status);
        expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      }
      const long = `/api/v1/${path.replace('ID', 'x'.repeat(7_000))}`;
      const response = await server.api.request<Problem>(
        method,
        long,
        method === 'PATCH' ? {} : undefined,
      );
      expect(response.status).toBe(404);
      expect(JSON.stringify(response.body).length).toBeLessThan(4_000);
    },
  );

  it('longer than 8 kB is refused, and so are headers longer than the limit of Node', async () => {
    const longPath = await server.api.request<Problem>(
      'GET',
      `/api/v1/images?q=${'x'.repeat(9_000)}`,
    );
    expect(longPath).toMatchObject({ status: 414, body: { code: 'uriTooLong' } });
    const host = `Host: ${new URL(url).host}`;
    expect((await getRaw(url, '/healthz', [host, `X-Long: ${'x'.repeat(20_000)}`])).status).toBe(
      431,
    );
    const many = Array.from({ length: 1_900 }, (_, i) => `X${i}: `);
    expect((await getRaw(url, '/healthz', [host, ...many])).status).toBe(200);
  });

  it('with 1,500 query parameters is refused', async () => {
    const query = Array.from({ length: 1_500 }, (_, i) => `a${i}`).join('&');
    const response = await server.api.request<Problem>('GET', `/api/v1/images?${query}`);
    expect(response.status).toBe(400);
    expect(response.body.errors).toHaveLength(20);
  });
});

describe('the host of a request', () => {
  const get = (host: string, target = '/api/v1/session') =>
    getRaw(url, target, [`Host: ${host}`, `Origin: http://${host}`]);
  const port = () => new URL(url).port;

  it.each([
    'evil.example',
    'EVIL.example.',
    'localhost.evil.example',
    'evil.example:8080',
    '192.0.2.1',
    '[2001:db8::1]',
  ])('is refused if it is not a name of the server: %s', async (host) => {
    for (const target of ['/api/v1/session', '/healthz', '/', '/api/openapi.json']) {
      const response = await get(host, target);
      expect(response.status).toBe(421);
      expect(JSON.parse(response.body)).toMatchObject({ code: 'hostNotAllowed' });
      expect(response.body).toContain('PICOSTACK_ALLOWED_HOSTS');
    }
  });

  it.each(['localhost', 'LOCALHOST.', '127.0.0.1', '127.0.0.53', '[::1]', '[::ffff:127.0.0.1]'])(
    'can be %s, with any port',
    async (host) => {
      expect((await get(host, '/healthz')).status).toBe(200);
      expect((await get(`${host}:${port()}`, '/healthz')).status).toBe(200);
      expect((await get(`${host}:1`, '/healthz')).status).toBe(200);
    },
  );

  it.each([
    '',
    'a b',
    'evil.example/..',
    'user@localhost',
    '[::1',
    '::1',
    'x'.repeat(300),
    'localhost:x',
  ])('is refused if it is not valid: "%s"', async (host) => {
    expect((await get(host, '/healthz')).status).toBe(400);
  });

  it('is that of an absolute request target, and must be given once', async () => {
    const own = `Host: 127.0.0.1:${port()}`;
    expect((await getRaw(url, 'http://evil.example/healthz', [own])).status).toBe(421);
    expect((await getRaw(url, 'http://localhost/healthz', [own])).status).toBe(200);
    expect((await getRaw(url, 'http://localhost', ['Host: evil.example'])).status).not.toBe(421);
    expect((await getRaw(url, '/healthz', [own, 'Host: evil.example'])).status).toBe(400);
    expect((await getRaw(url, '/healthz', [])).status).toBe(400);
    expect((await getRaw(url, 'healthz', [own])).status).toBe(400);
    expect([400, 404]).toContain((await getRaw(url, 'http://[::/healthz', [own])).status);
    // No browser sends HTTP/1.0.
    expect((await getRaw(url, '/healthz', [], '1.0')).status).toBe(200);
    expect((await getRaw(url, '/healthz', ['Host: evil.example'], '1.0')).status).toBe(421);
  });

  it('is not taken from the forwarding headers of an untrusted client', async () => {
    const own = `Host: 127.0.0.1:${port()}`;
    const claims = ['X-Forwarded-Host: evil.example', 'Forwarded: host=evil.example'];
    expect((await getRaw(url, '/healthz', [own, ...claims])).status).toBe(200);
    expect(
      (await getRaw(url, '/healthz', ['Host: evil.example', 'X-Forwarded-Host: localhost'])).status,
    ).toBe(421);
  });

  it('can be one of PICOSTACK_ALLOWED_HOSTS', async () => {
    const env = {
      PICOSTACK_ALLOWED_HOSTS: 'cloud.example, *.lan.example',
      PICOSTACK_TRUSTED_PROXIES: '127.0.0.0/8,::1',
    };
    await using named = await TestServer.start({ env });
    const statusOf = async (...headers: string[]) =>
      (await getRaw(named.api.url, '/healthz', headers)).status;
    expect(await statusOf('Host: Cloud.Example:443')).toBe(200);
    expect(await statusOf('Host: host.lan.example')).toBe(200);
    expect(await statusOf('Host: lan.example')).toBe(421);
    expect(await statusOf('Host: sub.cloud.example')).toBe(421);
    // For a trusted proxy, X-Forwarded-Host decides.
    expect(await statusOf('Host: 127.0.0.1', 'X-Forwarded-Host: cloud.example')).toBe(200);
    expect(await statusOf('Host: 127.0.0.1', 'X-Forwarded-Host: evil.example')).toBe(421);
  });

  it('can be any IP address if the server listens on all of them, but not any name', async () => {
    await using everywhere = await TestServer.start({ env: { PICOSTACK_LISTEN: '0.0.0.0:0' } });
    const statusOf = async (host: string) =>
      (await getRaw(everywhere.api.url, '/healthz', [`Host: ${host}`])).status;
    expect(await statusOf('192.0.2.1:8080')).toBe(200);
    expect(await statusOf('evil.example')).toBe(421);
  });
});
