import { readdirSync, readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';

const ASSETS = 'web/dist/assets';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server?.dispose());

/** Send a request without the decompression of fetch. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  // Not a URL, which would be normalized.
  const { hostname, port } = new URL(server.api.url);
  const sent = request({ hostname, port, path, method, headers }).end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  const { statusCode: status, headers: received } = response;
  return { status, headers: received, body: await buffer(response) };
}

const encodings = (value: string): Record<string, string> => ({ 'accept-encoding': value });

describe.each(['js', 'css'])('a file of the page (%s)', (ending) => {
  const name = readdirSync(ASSETS).find((each) => each.endsWith(`.${ending}`)) ?? '';
  const content = readFileSync(`${ASSETS}/${name}`);
  const path = `/assets/${name}`;

  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
  ])('is sent as the build compressed it for "%s"', async (accepted, encoding) => {
    const { status, headers, body } = await get(path, encodings(accepted));
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'content-length': String(body.length),
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(headers.vary).toContain('Accept-Encoding');
    expect(headers['content-type']).toMatch(/^text\/(javascript|css)/);
    const plain = encoding === 'br' ? brotliDecompressSync(body) : gunzipSync(body);
    expect(plain.equals(content)).toBe(true);
    const head = await get(path, encodings(accepted), 'HEAD');
    expect(head.headers['content-length']).toBe(String(body.length));
    const same = await get(path, { ...encodings(accepted), 'if-none-match': headers.etag ?? '' });
    expect(same.status).toBe(304);
  });

  it.each(['identity', 'identity;q=1, *;q=0', ''])(
    'is sent as it is for "%s"',
    async (accepted) => {
      const { headers, body } = await get(path, encodings(accepted));
      expect(headers['content-encoding']).toBeUndefined();
      expect(headers.vary).toContain('Accept-Encoding');
      expect(body.equals(content)).toBe(true);
    },
  );

  it('is sent in part without an encoding', async () => {
    const { status, headers, body } = await get(path, { ...encodings('br'), range: 'bytes=10-19' });
    expect(status).toBe(206);
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.equals(content.subarray(10, 20))).toBe(true);
  });
});

it('refuses paths outside of the page, also compressed ones', async () => {
  for (const path of [
    '/assets/../index.html.js',
    '/assets/..%2f..%2fpackage.js',
    '/assets/none.js',
  ]) {
    const { status, headers } = await get(path, encodings('br'));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers['content-encoding']).toBeUndefined();
  }
});

describe('responses of the API', () => {
  const authorized = () => ({ authorization: `Bearer ${server.api.token}` });

  it('are compressed if they are large', async () => {
    const large = await get('/api/openapi.json', { ...authorized(), ...encodings('gzip') });
    expect(large.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(large.body).toString())).toMatchObject({ openapi: '3.1.0' });
    const small = await get('/api/v1/session', { ...authorized(), ...encodings('gzip') });
    expect(small.headers['content-encoding']).toBeUndefined();
    const refused = await get('/api/openapi.json', { ...authorized(), ...encodings('identity') });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('are never compressed if they are an event stream', async () => {
    const stream = await EventStream.open(server.api);
    try {
      const head = await get(
        '/api/v1/events',
        { ...authorized(), ...encodings('br, gzip'), accept: 'text/event-stream' },
        'HEAD',
      );
      expect(head.headers['content-encoding']).toBeUndefined();
      await server.api.expectImage({ name: server.name('event'), format: 'raw' });
      await stream.next('the change', ({ type }) => type === 'change', 10_000);
    } finally {
      stream.close();
    }
  });
});
