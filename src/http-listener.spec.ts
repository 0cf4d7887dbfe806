import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpListener } from './http-listener.js';

const GET = 'GET /healthz HTTP/1.1';

let listener: HttpListener;
beforeEach(async () => {
  listener = await HttpListener.open(
    {
      listenAddress: '127.0.0.1',
      allowedHosts: ['cloud.example'],
      trustedProxies: [],
      basePath: '/pstk',
    },
    0,
  );
});
afterEach(() => listener.close(0));

/** Send lines without changes, and read until the server closes the connection. */
async function send(...lines: string[]) {
  const { hostname, port } = new URL(listener.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const status = Number(head.split(' ')[1]);
  return { status, head: head.toLowerCase(), body: JSON.parse(body) as Record<string, unknown> };
}

describe('before the application is loaded', () => {
  it('requests with another host name are refused, whatever they are', async () => {
    for (const [target, more] of [
      ['/healthz', []],
      ['/', []],
      ['/api/v1/session', ['Origin: http://evil.example']],
      ['/api/v1/x', ['Connection: Upgrade', 'Upgrade: websocket']],
    ] as const) {
      const answer = await send(`GET ${target} HTTP/1.1`, 'Host: evil.example', ...more);
      expect(answer).toMatchObject({ status: 421, body: { code: 'hostNotAllowed', status: 421 } });
      expect(answer.head).toContain('content-type: application/problem+json');
    }
    expect(await send(GET, 'Host: a b')).toMatchObject({ status: 400 });
  });

  it('other requests get the response of a server that is alive, but not ready', async () => {
    for (const host of ['localhost', '127.0.0.1:8080', 'cloud.example']) {
      expect(await send(GET, `Host: ${host}`)).toMatchObject({ status: 200 });
      const other = await send('GET /readyz HTTP/1.1', `Host: ${host}`);
      expect(other).toMatchObject({ status: 503, body: { code: 'starting' } });
      expect(other.head).toContain('retry-after: 1');
    }
    const below = await send('GET /pstk/healthz HTTP/1.1', 'Host: localhost');
    expect(below).toMatchObject({ status: 200 });
  });
});

describe('input that is not HTTP is refused with a problem', () => {
  const own = 'Host: localhost';
  it.each([
    ['no request at all', 400, 'invalidRequest', ['GARBAGE']],
    ['an unknown version', 400, 'invalidRequest', ['GET / HTTP/9.9', own]],
    ['a header name with a space', 400, 'invalidRequest', [GET, own, 'X y: 1']],
    [
      'two lengths',
      400,
      'invalidRequest',
      ['POST / HTTP/1.1', own, 'Content-Length: 1', 'Transfer-Encoding: chunked'],
    ],
    ['headers of 20 kB', 431, 'headersTooLarge', [GET, own, `X: ${'x'.repeat(20_000)}`]],
  ])('%s', async (_, status, code, lines) => {
    const answer = await send(...lines);
    expect(answer).toMatchObject({ status, body: { type: 'about:blank', status, code } });
    for (const member of ['title', 'detail', 'requestId']) {
      expect(answer.body[member]).toMatch(/./);
    }
    expect(answer.head).toContain('content-type: application/problem+json');
    expect(answer.head).toContain('cache-control: no-store');
    expect(answer.head).toContain('connection: close');
  });
});

describe('requests with the header Upgrade', () => {
  it.each(['h2c', 'websocket'])(
    'get the normal response if nobody accepts %s',
    async (protocol) => {
      listener.serve((request, response) => {
        response.end(JSON.stringify({ path: request.url }));
      });
      const upgrade = ['Host: localhost', 'Connection: Upgrade', `Upgrade: ${protocol}`];
      expect(await send('GET /x HTTP/1.1', ...upgrade)).toMatchObject({
        status: 200,
        body: { path: '/x' },
      });
    },
  );
});
