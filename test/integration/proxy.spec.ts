import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleTicketDto } from '../../src/consoles/dto.js';
import type { EventDto } from '../../src/events/dto.js';
import type { ImageDto } from '../../src/images/dto.js';
import type { Page } from '../../src/common/http/list-query.js';
import type { Problem } from '../support/api.js';
import { PROXY_HOST, PROXY_KINDS, PROXY_PATH, ReverseProxy } from '../support/reverse-proxy.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { openConsole, refusalOf, VncClient } from '../support/vnc-client.js';
import { eventually } from '../support/wait.js';

const run = promisify(execFile);
const LIMIT_MS = 30_000;
const MIB = 1024 ** 2;
const UPLOAD_MIB = 64;

const BEHIND = { PICOSTACK_ALLOWED_HOSTS: PROXY_HOST, PICOSTACK_TRUSTED_PROXIES: '127.0.0.1' };

let servers: { root: TestServer; path: TestServer };
beforeAll(async () => {
  servers = {
    root: await TestServer.start({ env: BEHIND }),
    path: await TestServer.start({ env: { ...BEHIND, PICOSTACK_BASE_PATH: PROXY_PATH } }),
  };
  for (const server of [servers.root, servers.path]) {
    await registerTiny(server.api);
    await server.api.createInstance({ name: server.name('guest') });
  }
});
afterAll(async () => {
  await servers?.root.dispose();
  await servers?.path.dispose();
});

interface Response {
  readonly status: number;
  readonly version: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Send a request with curl, which speaks HTTP/2 if the proxy does. */
async function send(proxy: ReverseProxy, path: string, ...more: string[]): Promise<Response> {
  const args = ['-sS', '-i', ...proxy.curlOptions, ...more, `${proxy.url}${path}`];
  const { stdout } = await run('curl', args, { encoding: 'buffer', maxBuffer: 256 * MIB });
  const end = stdout.indexOf('\r\n\r\n');
  const [first = '', ...lines] = stdout.subarray(0, end).toString().split('\r\n');
  const [version = '', status] = first.split(' ');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(status),
    version,
    headers: new Map(headers),
    body: stdout.subarray(end + 4),
  };
}

const header = (name: string, value: string): string[] => ['-H', `${name}: ${value}`];
const json = (method: string, body: unknown): string[] =>
  ['-X', method, '--data', JSON.stringify(body)].concat(header('Content-Type', 'application/json'));

describe.each(
  PROXY_KINDS.flatMap((kind) => [
    { kind, belowPath: false },
    { kind, belowPath: true },
  ]),
)('behind $kind, below a path: $belowPath', ({ kind, belowPath }) => {
  let server: TestServer;
  let proxy: ReverseProxy;
  let authorization: string[];
  beforeAll(async () => {
    server = belowPath ? servers.path : servers.root;
    const serverPort = Number(new URL(server.api.url).port);
    proxy = await ReverseProxy.start({ kind, serverPort, belowPath });
    authorization = header('Authorization', `Bearer ${server.api.token}`);
  });
  afterAll(() => proxy?.[Symbol.asyncDispose]());

  it('passes the console of a guest on, and its own origin only', async () => {
    const behind = { url: `https://127.0.0.1:${proxy.port}${proxy.path}` };
    const authority = `${PROXY_HOST}:${proxy.port}`;
    const open = async (more: Record<string, string>) => {
      const wanted = { kind: 'vnc' };
      const name = server.name('guest');
      const { path, ticket } = await server.api.ask<ConsoleTicketDto>(
        'POST',
        `/instances/${name}/console`,
        wanted,
      );
      return openConsole(behind, path, ticket, { Host: authority, ...more });
    };
    const bearer = { Authorization: `Bearer ${server.api.token}` };
    const viewer = await VncClient.on(await open(bearer));
    expect((await viewer.screen()).pixels.length).toBeGreaterThan(0);
    viewer.close();

    const right = json('POST', { name: 'admin', password: server.password });
    const origin = `https://${authority}`;
    const { headers } = await send(proxy, '/api/v1/session', ...right, ...header('Origin', origin));
    const Cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
    // The ticket is that of another holder, so that the origin is accepted.
    expect(await refusalOf(await open({ Cookie, Origin: origin }))).toEqual({
      status: 403,
      code: 'consoleTicketInvalid',
    });
    for (const Origin of [`http://127.0.0.1:${new URL(server.api.url).port}`, `${origin}0`]) {
      expect(await refusalOf(await open({ Cookie, Origin }))).toEqual({
        status: 403,
        code: 'crossSiteRequest',
      });
    }
  });

  it('signs in over TLS with a cookie for its own path, and knows the address of the client', async () => {
    const origin = header('Origin', `https://${PROXY_HOST}:${proxy.port}`);
    const path = '/api/v1/session';
    const right = json('POST', { name: 'admin', password: server.password });
    const { status, headers } = await send(proxy, path, ...right, ...origin);
    expect(status).toBe(201);
    const cookie = headers.get('set-cookie') ?? '';
    const name = belowPath ? 'picostack_session_picostack' : 'picostack_session';
    expect(cookie.split('=')[0]).toBe(name);
    expect(cookie).toContain(`; Path=${belowPath ? PROXY_PATH : '/'};`);
    expect(cookie).toContain('; Secure;');

    const sent = header('Cookie', cookie.split(';')[0] ?? '');
    const shown = await send(proxy, path, ...sent);
    expect(JSON.parse(shown.body.toString())).toMatchObject({ name: 'admin' });

    // Another loopback address, so that it differs from the proxy's.
    const wrong = json('POST', { name: 'admin', password: 'wrong' });
    const failed = await send(proxy, path, '--interface', '127.0.0.2', ...wrong, ...origin);
    expect(failed.status).toBe(401);
    const events = await server.api.ask<Page<EventDto>>('GET', '/events?kind=auth.signInFailed');
    expect(events.items[0]?.details).toMatchObject({ address: '127.0.0.2' });
  });

  it('passes compressed responses and the tags of resources on', async () => {
    const images = await send(proxy, '/api/openapi.json', '--compressed');
    expect(images.version).toBe('HTTP/2');
    expect(images.headers.get('content-encoding')).toMatch(/^(?:br|gzip)$/);
    expect(JSON.parse(images.body.toString())).toMatchObject({ openapi: '3.1.0' });

    const { id } = await server.api.expectImage({ name: `${kind}-tags`, format: 'raw' });
    const path = `/api/v1/images/${id}`;
    const description = 'x'.repeat(1_000);
    await server.api.ask('PATCH', `/images/${id}`, { description });
    const found = await send(proxy, path, '--compressed', ...authorization);
    const tag = found.headers.get('etag') ?? '';
    expect(found.headers.get('content-encoding')).toMatch(/^(?:br|gzip)$/);
    const change = [...json('PATCH', { description: '' }), ...authorization];
    expect(await send(proxy, path, ...change, ...header('If-Match', tag))).toMatchObject({
      status: 200,
    });
    expect(await send(proxy, path, ...change, ...header('If-Match', tag))).toMatchObject({
      status: 412,
    });
    await server.api.ask('DELETE', `/images/${id}`);
  });

  it('names the address of an operation as the client sees it', async () => {
    const file = join(server.folder, 'import', `${kind}.raw`);
    writeFileSync(file, Buffer.alloc(MIB));
    const image = { name: `${kind}-file`, format: 'raw', path: file, allowUnbootable: true };
    const started = [...json('POST', image), ...authorization, ...header('Prefer', 'wait=30')];
    const response = await send(proxy, '/api/v1/images', ...started);
    expect(response.status).toBe(200);
    const location = response.headers.get('location');
    expect(location).toMatch(
      /^(?:https:\/\/cloud\.example:\d+)?(?:\/picostack)?\/api\/v1\/operations\//,
    );
    expect(location?.includes(PROXY_PATH)).toBe(belowPath);
    await server.api.ask('DELETE', `/images/${kind}-file`);
  });

  it('passes each event on at once, also to a client that accepts compression', async () => {
    const stream = new CurlStream(proxy, '/api/v1/events', [
      ...authorization,
      ...header('Accept', 'text/event-stream'),
      ...header('Accept-Encoding', 'gzip, br'),
    ]);
    try {
      await stream.line('event: ready');
      const startedAt = performance.now();
      await server.api.expectImage({ name: `${kind}-event`, format: 'raw' });
      await stream.line('event: change');
      // The figure of `npm run bench` comes from a quiet host.
      console.log(`${kind}: an event after ${Math.round(performance.now() - startedAt)} ms`);
    } finally {
      stream.end();
    }
    await server.api.ask('DELETE', `/images/${kind}-event`);
  });

  it('passes an upload on while it arrives', async () => {
    const { id } = await server.api.expectImage({
      name: `${kind}-upload`,
      format: 'raw',
      allowUnbootable: true,
    });
    const piece = Buffer.alloc(MIB, 'picostack');
    const args = ['-sS', '-o', '/dev/null', '-w', '%{http_code}', '-T', '-', ...proxy.curlOptions];
    args.push(...authorization, `${proxy.url}/api/v1/images/${id}/content`);
    const upload = spawn('curl', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let status = '';
    upload.stdout.on('data', (chunk: Buffer) => (status += chunk.toString()));
    const ended = once(upload, 'close');
    for (let sent = 0; sent < UPLOAD_MIB; sent += 1) {
      if (!upload.stdin.write(piece)) await once(upload.stdin, 'drain');
      if (sent === UPLOAD_MIB / 2) {
        await eventually('the server to receive the first part', LIMIT_MS, async () => {
          const image = await server.api.ask<ImageDto>('GET', `/images/${id}`);
          return (image.uploadedBytes ?? 0) > 0 ? true : undefined;
        });
      }
    }
    upload.stdin.end();
    await ended;
    expect(status).toBe('200');
    const image = await server.api.ask<ImageDto>('GET', `/images/${id}`);
    expect(image).toMatchObject({ status: 'ready', virtualSizeBytes: UPLOAD_MIB * MIB });
    await server.api.ask('DELETE', `/images/${id}`);
  });
});

describe('a proxy that rewrites the header Host', () => {
  it('opens the page, and learns from the refusal what to change', async () => {
    const site = `server {
      listen 443 ssl;
      ssl_certificate     /etc/ssl/certs/cloud.example.pem;
      ssl_certificate_key /etc/ssl/private/cloud.example.key;
      location / { proxy_pass http://127.0.0.1:8080; }
    }`;
    const { host, port } = new URL(servers.root.api.url);
    const options = { kind: 'nginx', serverPort: Number(port), belowPath: false, site } as const;
    await using proxy = await ReverseProxy.start(options);
    expect(await send(proxy, '/', ...header('Accept', 'text/html'))).toMatchObject({ status: 200 });
    const origin = `https://${PROXY_HOST}:${proxy.port}`;
    const signIn = json('POST', { name: 'admin', password: 'x' });
    const refused = await send(proxy, '/api/v1/session', ...signIn, ...header('Origin', origin));
    expect(refused.status).toBe(403);
    const problem: Problem = JSON.parse(refused.body.toString());
    expect(problem.code).toBe('crossSiteRequest');
    expect(problem.detail).toContain(`"${origin}"`);
    expect(problem.detail).toContain(`"${host}"`);
    expect(problem.detail).toContain('PICOSTACK_TRUSTED_PROXIES');
  });
});

/** A response that curl reads line by line. */
class CurlStream {
  private readonly child: ChildProcess;
  private readonly lines: string[] = [];

  constructor(proxy: ReverseProxy, path: string, more: readonly string[]) {
    const args = ['-sS', '--no-buffer', ...proxy.curlOptions, ...more, `${proxy.url}${path}`];
    const child = spawn('curl', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface(child.stdout).on('line', (line) => this.lines.push(line));
    this.child = child;
  }

  /** Wait for a line; forget those before it. */
  async line(expected: string): Promise<void> {
    await eventually(`the line "${expected}"`, LIMIT_MS, () => {
      const at = this.lines.indexOf(expected);
      return at < 0 ? undefined : this.lines.splice(0, at + 1);
    });
  }

  end(): void {
    this.child.kill();
  }
}
