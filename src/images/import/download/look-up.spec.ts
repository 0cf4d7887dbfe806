import { execFileSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ImageRefusedError, InvalidInputError, RemoteServerError } from '../../../common/errors.js';
import { RemoteServer, serveFile, TimerWatch } from '../../../../test/support/remote-server.js';
import { AddressPolicy } from './address-policy.js';
import { parseImageUrl } from './image-url.js';
import { lookUp } from './look-up.js';

const LOOPBACK = new AddressPolicy(['127.0.0.0/8']);
const CONTENT = Buffer.from('0123456789');
const ETAG = '"v1"';

const never = () => new Promise<readonly string[]>(() => undefined);

/** A server whose paths redirect to the values. */
const redirecting = (targets: Readonly<Record<string, string>>, status = 302) =>
  RemoteServer.start((request, response) => {
    const location = targets[request.url ?? ''];
    if (location === undefined) serveFile(request, response, { content: CONTENT, etag: ETAG });
    else response.writeHead(status, { Location: location }).end();
  });

describe('lookUp', () => {
  it('describes a file without downloading it', async () => {
    await using remote = await RemoteServer.start((request, response) => {
      response.setHeader('Content-Type', 'Application/X-QEMU-Disk; charset=x');
      serveFile(request, response, {
        content: CONTENT,
        etag: ETAG,
        lastModified: 'Tue, 01 Sep 2026 10:00:00 GMT',
      });
    });
    const url = remote.url('/images/a%20b.qcow2?x=1');
    expect(await lookUp(url, LOOPBACK)).toEqual({
      url: url.href,
      finalUrl: url.href,
      address: '127.0.0.1',
      fileName: 'a b.qcow2',
      sizeBytes: 10,
      mediaType: 'application/x-qemu-disk',
      etag: ETAG,
      lastModified: 'Tue, 01 Sep 2026 10:00:00 GMT',
      resumes: true,
    });
    expect(remote.requests).toMatchObject([
      {
        method: 'HEAD',
        url: '/images/a%20b.qcow2?x=1',
        headers: {
          host: `127.0.0.1:${remote.port}`,
          'accept-encoding': 'identity',
          'user-agent': expect.stringMatching(/^picostack\//) as string,
        },
      },
    ]);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it.each([405, 501, 403])('asks for one byte if HEAD is answered with %i', async (status) => {
    await using remote = await RemoteServer.start((request, response) => {
      if (request.method === 'HEAD') response.writeHead(status).end();
      else serveFile(request, response, { content: CONTENT, etag: ETAG });
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({
      sizeBytes: 10,
      resumes: true,
    });
    expect(remote.requests[1]).toMatchObject({ method: 'GET', headers: { range: 'bytes=0-0' } });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it.each([
    ['supports neither HEAD nor ranges', CONTENT, false, 10, false],
    ['supports no HEAD, of an empty file', Buffer.alloc(0), true, 0, true],
  ])('describes a file of a server that %s', async (_, content, ranges, sizeBytes, resumes) => {
    await using remote = await RemoteServer.start((request, response) => {
      if (request.method === 'HEAD') response.writeHead(405).end();
      else serveFile(request, response, { content, etag: ETAG, ranges });
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ sizeBytes, resumes });
  });

  it('leaves no connection to a server that ignores the range and sends all', async () => {
    await using remote = await RemoteServer.start((request, response) => {
      if (request.method === 'HEAD') {
        response.writeHead(405).end();
        return;
      }
      const more = (): void => {
        if (!response.destroyed) response.write(CONTENT, () => setImmediate(more));
      };
      more();
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ resumes: false });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('leaves no connection to a server that keeps it open', async () => {
    await using remote = await RemoteServer.startRaw((socket, request) => {
      const status = request.startsWith('HEAD') ? '405 No' : '200 OK';
      socket.write(`HTTP/1.1 ${status}\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\n`);
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ sizeBytes: 5 });
    expect(remote.requests).toHaveLength(2);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('leaves no listener on the signal', async () => {
    await using remote = await redirecting({ '/a': '/b' });
    const { signal } = new AbortController();
    await lookUp(remote.url('/a', 'files.example'), LOOPBACK, {
      signal,
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('has no length if the server sends none', async () => {
    await using remote = await RemoteServer.start((request, response) =>
      serveFile(request, response, { content: CONTENT, chunked: true }),
    );
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ sizeBytes: undefined });
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['a strong ETag', { ETag: ETAG }, true],
    ['a weak ETag', { ETag: 'W/"v1"' }, false],
    [
      'a weak ETag and a date',
      { ETag: 'W/"v1"', 'Last-Modified': 'Tue, 01 Sep 2026 10:00:00 GMT' },
      false,
    ],
    ['a date', { 'Last-Modified': 'Tue, 01 Sep 2026 10:00:00 GMT' }, true],
    [
      'a date of now',
      { 'Last-Modified': 'Tue, 01 Sep 2026 10:00:00 GMT', Date: 'Tue, 01 Sep 2026 10:00:00 GMT' },
      false,
    ],
    ['neither', {}, false],
    ['an ETag, but no ranges', { ETag: ETAG, 'Accept-Ranges': 'none' }, false],
  ])('with %s', async (_, headers, resumes) => {
    await using remote = await RemoteServer.start((_request, response) => {
      response.writeHead(200, { 'Accept-Ranges': 'bytes', ...headers }).end();
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ resumes });
  });

  it.each([
    [404, 'there is no such file'],
    [401, 'requires a sign-in'],
    [500, 'it failed'],
    [204, 'the status 204.'],
    [304, 'the status 304.'],
  ])('refuses the status %i', async (status, message) => {
    await using remote = await RemoteServer.start((_request, response) => {
      response.writeHead(status).end();
    });
    const result = lookUp(remote.url('/a?token=secret'), LOOPBACK);
    await expect(result).rejects.toThrow(RemoteServerError);
    await expect(result).rejects.toThrow(message);
    await expect(result).rejects.toMatchObject({ code: 'remoteStatus' });
    await expect(result).rejects.not.toThrow('secret');
  });

  it.each(['gzip', 'br', 'GZIP, identity'])('refuses Content-Encoding: %s', async (encoding) => {
    await using remote = await RemoteServer.start((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': encoding }).end();
    });
    await expect(lookUp(remote.url('/a'), LOOPBACK)).rejects.toMatchObject({
      code: 'remoteContentEncoded',
      message: expect.stringContaining(`Content-Encoding: ${encoding}`) as string,
    });
  });

  it('accepts Content-Encoding: identity', async () => {
    await using remote = await RemoteServer.start((_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'Identity', 'Content-Length': 5 }).end();
    });
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({ sizeBytes: 5 });
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('of status %i are followed', async (status) => {
    await using remote = await redirecting(
      { '/a': '/b?c=d', '/b?c=d': 'files/%C3%A4.img#part' },
      status,
    );
    expect(await lookUp(remote.url('/a'), LOOPBACK)).toMatchObject({
      url: remote.url('/a').href,
      finalUrl: remote.url('/files/%C3%A4.img').href,
      fileName: 'ä.img',
    });
  });

  it('lead from one host to another, each resolved once and pinned', async () => {
    const names: string[] = [];
    await using remote = await RemoteServer.start((request, response) => {
      const isFirst = request.headers.host?.startsWith('first.');
      if (isFirst) response.writeHead(302, { Location: remote.url('/b', 'second.example').href });
      response.end();
    });
    const result = await lookUp(remote.url('/a', 'first.example'), LOOPBACK, {
      resolve: (name) => {
        names.push(name);
        return Promise.resolve([name.startsWith('first') ? '127.0.0.1' : '127.0.0.2', '127.0.0.1']);
      },
    });
    expect(names).toEqual(['first.example', 'second.example']);
    // Nothing listens on the first address of the second name, so the next one is used.
    expect(result).toMatchObject({
      finalUrl: remote.url('/b', 'second.example').href,
      address: '127.0.0.1',
    });
    expect(remote.requests.map(({ headers }) => headers.host)).toEqual([
      `first.example:${remote.port}`,
      `second.example:${remote.port}`,
    ]);
  });

  it.each([
    ['to itself', { '/a': '/a' }, 'redirectLoop'],
    ['to itself with another fragment', { '/a': '/a#b' }, 'redirectLoop'],
    ['in a loop', { '/a': '/b', '/b': '/c', '/c': '/b' }, 'redirectLoop'],
    [
      'six times',
      { '/a': '/b', '/b': '/c', '/c': '/d', '/d': '/e', '/e': '/f', '/f': '/g' },
      'tooManyRedirects',
    ],
    ['to a file of the host', { '/a': 'file:///etc/passwd' }, 'redirectRefused'],
    ['to FTP', { '/a': 'ftp://127.0.0.1/a' }, 'redirectRefused'],
    ['to data', { '/a': 'data:,abc' }, 'redirectRefused'],
    ['to a user name', { '/a': 'http://me:secret@127.0.0.1/a' }, 'redirectRefused'],
    ['to nonsense', { '/a': 'http://[::/' }, 'redirectRefused'],
  ] as [string, Record<string, string>, string][])('%s are refused', async (_, targets, code) => {
    await using remote = await redirecting(targets);
    const result = lookUp(remote.url('/a'), LOOPBACK);
    await expect(result).rejects.toThrow(ImageRefusedError);
    await expect(result).rejects.toMatchObject({ code });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('are followed five times', async () => {
    await using remote = await redirecting({
      '/a': '/b',
      '/b': '/c',
      '/c': '/d',
      '/d': '/e',
      '/e': '/f',
    });
    expect((await lookUp(remote.url('/a'), LOOPBACK)).fileName).toBe('f');
  });

  it('without a location are refused', async () => {
    await using remote = await RemoteServer.start((_request, response) => {
      response.writeHead(302).end();
    });
    await expect(lookUp(remote.url('/a'), LOOPBACK)).rejects.toMatchObject({
      code: 'remoteInvalid',
    });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://0.0.0.0/',
    'http://2852039166/',
    '//10.0.0.1/a',
    'http://internal.example/a',
  ])('to %s are refused before a connection', async (location) => {
    await using remote = await redirecting({ '/a': location });
    const result = lookUp(remote.url('/a'), LOOPBACK, {
      resolve: () => Promise.resolve(['192.168.0.1']),
    });
    await expect(result).rejects.toThrow(InvalidInputError);
    await expect(result).rejects.toMatchObject({ code: 'addressNotAllowed' });
  });

  it('from an allowed address to 127.0.0.1 are refused before a connection', async () => {
    await using victim = await redirecting({});
    await using remote = await RemoteServer.start(
      (_request, response) => {
        response.writeHead(302, { Location: victim.url('/secret').href }).end();
      },
      { address: '127.0.0.2' },
    );
    await expect(
      lookUp(remote.url('/a', '127.0.0.2'), new AddressPolicy(['127.0.0.2'])),
    ).rejects.toMatchObject({ code: 'addressNotAllowed' });
    expect(remote.requests).toHaveLength(1);
    expect(victim.requests).toEqual([]);
  });
});

describe('the address of a name', () => {
  const url = parseImageUrl('http://files.example/a');

  it.each([
    [['127.0.0.1']],
    [['10.0.0.1', '127.0.0.1']],
    [['1.1.1.1', '169.254.169.254']],
    [['::ffff:127.0.0.1']],
    [['fe80::1%lo']],
    [['not an address']],
  ])('is refused if one of %j is not allowed', async (addresses) => {
    const result = lookUp(url, new AddressPolicy(), { resolve: () => Promise.resolve(addresses) });
    await expect(result).rejects.toMatchObject({
      code: 'addressNotAllowed',
      message: expect.stringContaining('"files.example" is ') as string,
    });
  });

  it.each(['127.1', '2130706433', '0x7f000001', '0177.0.0.1', '[::ffff:127.0.0.1]', '0.0.0.0'])(
    'is refused if the URL has the literal address %s, although nothing is resolved',
    async (host) => {
      await using remote = await redirecting({});
      const literal = parseImageUrl(remote.url('/a', host).href);
      const result = lookUp(literal, new AddressPolicy(), { resolve: never });
      await expect(result).rejects.toMatchObject({ code: 'addressNotAllowed' });
      expect(remote.requests).toEqual([]);
    },
  );

  it('is refused for localhost, which the system resolves', async () => {
    await expect(
      lookUp(parseImageUrl('http://localhost/a'), new AddressPolicy()),
    ).rejects.toMatchObject({ code: 'addressNotAllowed' });
  });

  it.each([
    ['fails', () => Promise.reject(new Error('ENOTFOUND'))],
    ['returns none', () => Promise.resolve([])],
    ['does not end', never],
  ])('is missing if the resolver %s', async (_, resolve) => {
    using timers = new TimerWatch('/src/images/download/');
    await expect(
      lookUp(url, LOOPBACK, { resolve, limits: { connectMs: 20 } }),
    ).rejects.toMatchObject({ code: 'remoteNameNotFound' });
    await expect.poll(() => timers.openTimers).toBe(0);
  });
});

describe('a server that', () => {
  it('refuses the connection is unreachable', async () => {
    const remote = await redirecting({});
    const url = remote.url('/a');
    await remote[Symbol.asyncDispose]();
    await expect(lookUp(url, LOOPBACK)).rejects.toMatchObject({
      code: 'remoteUnreachable',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it.each<[string, string, string]>([
    ['closes the connection', '', 'remoteUnreachable'],
    [
      'switches the protocol',
      'HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
      'remoteUnreachable',
    ],
    ['breaks off its headers', 'HTTP/1.1 200 OK\r\nContent-Le', 'remoteUnreachable'],
    ['does not speak HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'remoteInvalid'],
    [
      'sends two lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\n',
      'remoteInvalid',
    ],
    [
      'sends a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      'remoteInvalid',
    ],
    [
      'compresses on the way',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
      'remoteContentEncoded',
    ],
  ])('%s is refused', async (_, text, code) => {
    await using remote = await RemoteServer.startRaw((socket) => socket.end(text));
    await expect(lookUp(remote.url('/a'), LOOPBACK)).rejects.toMatchObject({ code });
  });

  it('sends headers without end is refused', async () => {
    await using remote = await RemoteServer.startRaw((socket) => {
      const more = (): void => {
        if (!socket.destroyed) socket.write(`X: ${'a'.repeat(999)}\r\n`, () => setImmediate(more));
      };
      socket.write('HTTP/1.1 200 OK\r\n', more);
    });
    await expect(lookUp(remote.url('/a'), LOOPBACK)).rejects.toMatchObject({
      code: 'remoteInvalid',
      message: expect.stringContaining('more than 16384 bytes of headers') as string,
    });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it.each([
    ['sends nothing', () => undefined],
    ['sends one byte of its headers at a time', 'HTTP/1.1 200 OK\r\nX: '],
    ['sends interim responses without end', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('%s is too slow', async (_, endless) => {
    await using remote = await RemoteServer.startRaw((socket) => {
      if (typeof endless !== 'string') return;
      if (endless.endsWith(': ')) socket.write(endless);
      const more = (): void => {
        if (socket.writable) socket.write(endless.endsWith(': ') ? 'a' : endless);
      };
      const timer = setInterval(more, 5);
      socket.once('close', () => clearInterval(timer));
    });
    await expect(
      lookUp(remote.url('/a'), LOOPBACK, { limits: { headersMs: 60 } }),
    ).rejects.toMatchObject({ code: 'remoteTooSlow' });
    await expect.poll(() => remote.openSockets).toBe(0);
  });
});

describe('cancelling a look-up', () => {
  const reason = new Error('cancelled by the test');

  it('before the start requests nothing', async () => {
    await using remote = await redirecting({});
    const signal = AbortSignal.abort(reason);
    await expect(lookUp(remote.url('/a'), LOOPBACK, { signal })).rejects.toBe(reason);
    expect(remote.requests).toEqual([]);
  });

  it('while the name is resolved ends at once', async () => {
    using timers = new TimerWatch('/src/images/download/');
    const cancel = new AbortController();
    const result = lookUp(parseImageUrl('http://files.example/a'), LOOPBACK, {
      signal: cancel.signal,
      resolve: () => {
        cancel.abort(reason);
        return never();
      },
    });
    await expect(result).rejects.toBe(reason);
    await expect.poll(() => timers.openTimers).toBe(0);
    expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
  });

  it('while the server does not respond leaves no connection', async () => {
    using timers = new TimerWatch('/src/images/download/');
    const cancel = new AbortController();
    await using remote = await RemoteServer.startRaw(() => cancel.abort(reason));
    await expect(lookUp(remote.url('/a'), LOOPBACK, { signal: cancel.signal })).rejects.toBe(
      reason,
    );
    await expect.poll(() => timers.openTimers).toBe(0);
    await expect.poll(() => remote.openSockets).toBe(0);
    await expect.poll(() => getEventListeners(cancel.signal, 'abort')).toEqual([]);
  });
});

describe('over TLS', () => {
  let folder: string;
  let tls: { key: string; cert: string };
  /** The names that the clients asked for (SNI). */
  let names: (string | false | null)[];
  const resolve = () => Promise.resolve(['127.0.0.1']);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'picostack-download-'));
    const line =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=files.example -addext subjectAltName=DNS:files.example,IP:127.0.0.1 -days 2 -keyout key.pem -out cert.pem';
    execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'ignore' });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    tls = { key: read('key.pem'), cert: read('cert.pem') };
  });
  beforeEach(() => {
    names = [];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const secure = (location?: string) =>
    RemoteServer.start(
      (request, response) => {
        names.push((request.socket as TLSSocket).servername);
        if (location === undefined) serveFile(request, response, { content: CONTENT });
        else response.writeHead(302, { Location: location }).end();
      },
      { tls },
    );

  it.each([
    ['files.example', 'files.example'],
    ['files.example.', 'files.example'],
    ['127.0.0.1', false],
  ])('the certificate is checked against the host %s of the URL', async (host, name) => {
    await using remote = await secure();
    const result = await lookUp(remote.url('/a', host), LOOPBACK, { resolve, ca: tls.cert });
    expect(result).toMatchObject({ address: '127.0.0.1', sizeBytes: 10 });
    expect(names).toEqual([name]);
  });

  it('a certificate of another name is refused', async () => {
    await using remote = await secure();
    await expect(
      lookUp(remote.url('/a', 'other.example'), LOOPBACK, { resolve, ca: tls.cert }),
    ).rejects.toMatchObject({ code: 'remoteCertificate' });
    expect(remote.requests).toEqual([]);
  });

  it('an unknown authority is refused', async () => {
    await using remote = await secure();
    await expect(
      lookUp(remote.url('/a', 'files.example'), LOOPBACK, { resolve }),
    ).rejects.toMatchObject({
      code: 'remoteCertificate',
      message: expect.stringContaining('NODE_EXTRA_CA_CERTS') as string,
    });
  });

  it('a redirect to HTTP is refused', async () => {
    await using remote = await secure('http://127.0.0.1/a');
    await expect(
      lookUp(remote.url('/a', 'files.example'), LOOPBACK, { resolve, ca: tls.cert }),
    ).rejects.toMatchObject({
      code: 'redirectRefused',
      message: expect.stringContaining('without encryption') as string,
    });
  });

  it('a redirect from HTTP is followed', async () => {
    await using target = await secure();
    await using remote = await redirecting({ '/a': target.url('/b', 'files.example').href });
    expect(await lookUp(remote.url('/a'), LOOPBACK, { resolve, ca: tls.cert })).toMatchObject({
      finalUrl: target.url('/b', 'files.example').href,
    });
  });

  it('a server without TLS does not follow the protocol', async () => {
    await using remote = await redirecting({});
    const url = new URL(remote.url('/a').href.replace('http:', 'https:'));
    await expect(lookUp(url, LOOPBACK)).rejects.toThrow(RemoteServerError);
  });
});
