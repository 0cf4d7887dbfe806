import { createHash } from 'node:crypto';
import { getEventListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  RemoteServer,
  serveFile,
  type ServedFile,
  TimerWatch,
} from '../../../../test/support/remote-server.js';
import { ImageRefusedError, RemoteFileChangedError } from '../../../common/errors.js';
import { AddressPolicy } from './address-policy.js';
import { download, type DownloadOptions, type Retry } from './download.js';
import { lookUp } from './look-up.js';
import type { RequestLimits } from './remote-request.js';

const LOOPBACK = new AddressPolicy(['127.0.0.0/8']);
const ETAG = '"v1"';
const OLD_DATE = 'Tue, 01 Sep 2026 10:00:00 GMT';

/** Bytes in which each block differs from all others. */
function contentOf(size: number, seed: string): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHash('sha256').update(`${seed}${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}

const CONTENT = contentOf(300_000, 'one');
const OTHER = contentOf(300_000, 'other');

/** Retry at once, so that tests are fast. */
const FAST: Partial<RequestLimits> = { retryDelayMs: 1, maxRetryDelayMs: 2, progressBytes: 1000 };

/** Serves the n-th GET request as the n-th file; the last one serves all others too. HEAD gets the first. */
function serving(...files: readonly ServedFile[]): Promise<RemoteServer> {
  let count = 0;
  return RemoteServer.start((request, response) => {
    const index = request.method === 'HEAD' ? 0 : Math.min(count++, files.length - 1);
    serveFile(request, response, files[index] ?? { content: CONTENT });
  });
}

/** Handle GET requests in order; HEAD is described by the first file. */
function handling(
  file: ServedFile,
  ...handlers: readonly ((request: IncomingMessage, response: ServerResponse) => void)[]
): Promise<RemoteServer> {
  let count = 0;
  return RemoteServer.start((request, response) => {
    if (request.method === 'HEAD') serveFile(request, response, file);
    else handlers[Math.min(count++, handlers.length - 1)]?.(request, response);
  });
}

interface Result {
  readonly content: Buffer;
  readonly retries: readonly Retry[];
}

async function readAll(remote: RemoteServer, options: DownloadOptions = {}): Promise<Result> {
  const file = await lookUp(remote.url('/a'), LOOPBACK);
  const retries: Retry[] = [];
  const chunks: Buffer[] = [];
  const limits = { ...FAST, ...options.limits };
  const onRetry = (retry: Retry): void => void retries.push(retry);
  for await (const chunk of download(file, LOOPBACK, { onRetry, ...options, limits })) {
    chunks.push(chunk);
  }
  return { content: Buffer.concat(chunks), retries };
}

const gets = (remote: RemoteServer) =>
  remote.requests
    .filter(({ method }) => method === 'GET')
    .map(({ headers }) => ({ range: headers.range, condition: headers['if-range'] }));

const text = (value: string) => expect.stringContaining(value) as string;

describe('download', () => {
  it.each<[string, ServedFile]>([
    ['with a length', { content: CONTENT, etag: ETAG }],
    ['without a length', { content: CONTENT, chunked: true }],
    ['without ranges and validators', { content: CONTENT, ranges: false }],
    ['that is empty', { content: Buffer.alloc(0), etag: ETAG }],
  ])('reads a file %s', async (_, file) => {
    await using remote = await serving(file);
    const { signal } = new AbortController();
    const { content, retries } = await readAll(remote, { signal });
    expect(content.equals(file.content)).toBe(true);
    await expect.poll(() => getEventListeners(signal, 'abort')).toEqual([]);
    expect(retries).toEqual([]);
    expect(gets(remote)).toEqual([{ range: undefined, condition: undefined }]);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('reads a response that ends with the connection', async () => {
    await using remote = await RemoteServer.startRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\n\r\nhello'),
    );
    expect((await readAll(remote)).content.toString()).toBe('hello');
  });

  it('reads a file that arrives byte by byte', async () => {
    const content = CONTENT.subarray(0, 50);
    await using remote = await handling({ content }, (_request, response) => {
      response.writeHead(200, { 'Content-Length': 50 });
      let at = 0;
      const next = (): void => {
        if (at < 50) response.write(content.subarray(at, ++at), () => setImmediate(next));
        else response.end();
      };
      next();
    });
    expect((await readAll(remote)).content.equals(content)).toBe(true);
  });

  it('does not resolve the name again, so that another address does not matter', async () => {
    await using remote = await serving({ content: CONTENT, etag: ETAG, breakAfter: 100_000 });
    const answers = ['127.0.0.1', '10.0.0.1'];
    const file = await lookUp(remote.url('/a', 'rebinding.example'), LOOPBACK, {
      resolve: () => Promise.resolve(answers.splice(0, 1)),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of download(file, LOOPBACK, { limits: FAST })) chunks.push(chunk);
    expect(Buffer.concat(chunks).equals(CONTENT)).toBe(true);
    expect(answers).toEqual(['10.0.0.1']);
    expect(remote.requests.map(({ headers }) => headers.host)).toEqual(
      remote.requests.map(() => `rebinding.example:${remote.port}`),
    );
    expect(remote.requests.length).toBeGreaterThan(3);
  });

  it('checks the address again: the setting may have changed', async () => {
    await using remote = await serving({ content: CONTENT });
    const file = await lookUp(remote.url('/a'), LOOPBACK);
    await expect(download(file, new AddressPolicy()).next()).rejects.toMatchObject({
      code: 'addressNotAllowed',
    });
    expect(gets(remote)).toEqual([]);
  });
});

describe('a download that breaks', () => {
  it.each<[string, Partial<ServedFile>, string]>([
    ['an ETag', { etag: ETAG }, ETAG],
    ['an ETag and a date', { etag: ETAG, lastModified: OLD_DATE }, ETAG],
    ['a date', { lastModified: OLD_DATE }, OLD_DATE],
    ['an ETag and no length', { etag: ETAG, chunked: true }, ETAG],
  ])('resumes at the exact byte with %s', async (_, file, condition) => {
    await using remote = await serving(
      { content: CONTENT, ...file, breakAfter: 100_000 },
      { content: CONTENT, ...file, breakAfter: 50_000 },
      { content: CONTENT, ...file },
    );
    const { content, retries } = await readAll(remote);
    expect(content.equals(CONTENT)).toBe(true);
    expect(gets(remote)).toEqual([
      { range: undefined, condition: undefined },
      { range: 'bytes=100000-', condition },
      { range: 'bytes=150000-', condition },
    ]);
    expect(retries).toMatchObject([
      { attempt: 1, offset: 100_000, reason: { code: 'remoteUnreachable' } },
      { attempt: 1, offset: 150_000 },
    ]);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('starts again if nothing was received', async () => {
    await using remote = await serving({ content: CONTENT, breakAfter: 0 }, { content: CONTENT });
    const { content, retries } = await readAll(remote);
    expect(content.equals(CONTENT)).toBe(true);
    expect(retries).toMatchObject([{ offset: 0 }]);
    expect(gets(remote)[1]).toEqual({ range: undefined, condition: undefined });
  });

  it('resumes after a response that ends properly but early', async () => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (_request, response) => {
        response.writeHead(200, { ETag: ETAG }).end(CONTENT.subarray(0, 1234));
      },
      (request, response) => serveFile(request, response, { content: CONTENT, etag: ETAG }),
    );
    const { content } = await readAll(remote);
    expect(content.equals(CONTENT)).toBe(true);
    expect(gets(remote)[1]?.range).toBe('bytes=1234-');
  });

  it('resumes after a server that sends smaller parts than it was asked for', async () => {
    await using remote = await handling({ content: CONTENT, etag: ETAG }, (request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      if (start === 0) {
        return serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 90_000 });
      }
      const end = Math.min(CONTENT.length, start + 90_000);
      response.writeHead(206, {
        ETag: ETAG,
        'Content-Range': `bytes ${start}-${end - 1}/${CONTENT.length}`,
      });
      response.end(CONTENT.subarray(start, end));
    });
    expect((await readAll(remote)).content.equals(CONTENT)).toBe(true);
    expect(gets(remote)).toHaveLength(4);
  });

  it('resumes after a stall', async () => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (_request, response) => {
        response.writeHead(200, { ETag: ETAG, 'Content-Length': CONTENT.length });
        response.write(CONTENT.subarray(0, 5000));
      },
      (request, response) => serveFile(request, response, { content: CONTENT, etag: ETAG }),
    );
    const { content, retries } = await readAll(remote, { limits: { idleMs: 40 } });
    expect(content.equals(CONTENT)).toBe(true);
    expect(retries).toMatchObject([{ offset: 5000, reason: { code: 'remoteTooSlow' } }]);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('resumes after a line that is much too slow', async () => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (_request, response) => {
        response.writeHead(200, { ETag: ETAG, 'Content-Length': CONTENT.length });
        let at = 0;
        const timer = setInterval(() => response.write(CONTENT.subarray(at, ++at)), 5);
        response.once('close', () => clearInterval(timer));
      },
      (request, response) => serveFile(request, response, { content: CONTENT, etag: ETAG }),
    );
    const { content, retries } = await readAll(remote, { limits: { speedAfterMs: 50 } });
    expect(content.equals(CONTENT)).toBe(true);
    expect(retries).toMatchObject([{ reason: { code: 'remoteTooSlow' } }]);
  });

  it('does not count the time of a slow reader', async () => {
    await using remote = await serving({ content: CONTENT, etag: ETAG });
    const file = await lookUp(remote.url('/a'), LOOPBACK);
    const chunks: Buffer[] = [];
    const limits = { ...FAST, retries: 0, idleMs: 100, speedAfterMs: 100 };
    let timer: NodeJS.Timeout | undefined;
    for await (const chunk of download(file, LOOPBACK, { limits })) {
      // Longer than both limits, once.
      timer ??= await new Promise<NodeJS.Timeout>((next) => {
        const own = setTimeout(() => next(own), 150);
      });
      chunks.push(chunk);
    }
    expect(Buffer.concat(chunks).equals(CONTENT)).toBe(true);
  });

  it.each([503, 429, 500])('resumes after a while if the server answers %i', async (status) => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 9 }),
      (_request, response) => void response.writeHead(status).end(),
      (request, response) => serveFile(request, response, { content: CONTENT, etag: ETAG }),
    );
    const { content, retries } = await readAll(remote);
    expect(content.equals(CONTENT)).toBe(true);
    expect(retries).toMatchObject([
      { attempt: 1 },
      { attempt: 2, reason: { code: 'remoteStatus' } },
    ]);
  });

  it.each([404, 403, 410])('ends if the server answers %i', async (remoteStatus) => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 9 }),
      // The connection stays open.
      (_request, response) => void response.writeHead(remoteStatus).write('No.'),
    );
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'remoteStatus',
      details: { remoteStatus },
    });
    expect(gets(remote)).toHaveLength(2);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('waits longer each time, and gives up', async () => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 9 }),
      (_request, response) => void response.destroy(),
    );
    const delays: number[] = [];
    using timers = new TimerWatch('/src/images/download/');
    await expect(
      readAll(remote, {
        limits: { retries: 4, maxRetryDelayMs: 4 },
        onRetry: ({ delayMs }) => delays.push(delayMs),
      }),
    ).rejects.toMatchObject({
      code: 'downloadCutOff',
      message: text(
        'after 9 of 300000 bytes, and 4 attempts to resume it failed. The last problem',
      ),
      details: { offset: 9, sizeBytes: 300_000 },
    });
    expect(delays).toEqual([1, 2, 4, 4]);
    await expect.poll(() => timers.openTimers).toBe(0);
  });

  it('gives up on a server that sends a byte per connection', async () => {
    const file = { content: CONTENT, etag: ETAG };
    await using remote = await serving(
      { ...file, breakAfter: 100_000 },
      { ...file, breakAfter: 1 },
    );
    await expect(readAll(remote, { limits: { retries: 5 } })).rejects.toMatchObject({
      code: 'downloadCutOff',
      details: { offset: 100_005 },
    });
  });

  it('reports the problem itself if nothing was received', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.destroy();
    });
    await expect(readAll(remote, { limits: { retries: 2 } })).rejects.toMatchObject({
      code: 'remoteUnreachable',
    });
  });

  it.each<[string, Partial<ServedFile>]>([
    ['has no validators', {}],
    ['has only a weak ETag', { etag: 'W/"v1"' }],
    ['has a weak ETag and a date', { etag: 'W/"v1"', lastModified: OLD_DATE }],
    ['ignores Range', { etag: ETAG, ranges: false }],
  ])('is cut off if its server %s', async (_, file) => {
    await using remote = await serving({ content: CONTENT, ...file, breakAfter: 100 });
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'downloadCutOff',
      message: text('its server cannot resume it'),
      details: { offset: 100 },
    });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('is complete if all bytes arrived before the break', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.writeHead(200);
      response.write(CONTENT, () => response.destroy());
    });
    expect((await readAll(remote)).content.equals(CONTENT)).toBe(true);
  });

  it('is not complete without a length if the chunks do not end properly', async () => {
    await using remote = await serving({ content: CONTENT, chunked: true, breakAfter: 5 });
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'downloadCutOff',
      message: text('after 5 bytes, and'),
    });
  });
});

describe('a file that changes', () => {
  const first = { content: CONTENT, etag: ETAG, lastModified: OLD_DATE, breakAfter: 100_000 };
  const NEW_DATE = 'Wed, 02 Sep 2026 10:00:00 GMT';

  it.each<[string, ServedFile, string]>([
    ['another ETag', { content: OTHER, etag: '"v2"', lastModified: OLD_DATE }, 'its ETag was "v1"'],
    [
      'another date',
      { content: OTHER, etag: ETAG, lastModified: NEW_DATE },
      'its Last-Modified was',
    ],
    [
      'another length',
      { content: OTHER.subarray(9), etag: ETAG },
      'its length was 300000 bytes and',
    ],
    [
      'fewer bytes than were received',
      { content: OTHER.subarray(0, 9), etag: ETAG },
      'no bytes after',
    ],
    [
      'no ETag',
      { content: OTHER, lastModified: OLD_DATE },
      'its server sends it from the beginning',
    ],
  ])('between two parts, with %s', async (_, second, message) => {
    await using remote = await serving(first, second);
    const result = readAll(remote);
    await expect(result).rejects.toThrow(RemoteFileChangedError);
    await expect(result).rejects.toMatchObject({
      code: 'remoteFileChanged',
      message: text(message),
    });
    expect(gets(remote)).toHaveLength(2);
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it.each<[string, Record<string, string>, string]>([
    ['another ETag', { ETag: '"v2"' }, 'its ETag was'],
    ['a weak ETag of another version', { ETag: 'W/"v2"' }, 'its ETag was'],
    ['no ETag', {}, 'does not send its ETag'],
  ])('on a server that ignores If-Range, with %s', async (_, headers, message) => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 100 }),
      (_request, response) => {
        response.writeHead(206, { ...headers, 'Content-Range': 'bytes 100-299999/300000' });
        response.end(OTHER.subarray(100));
      },
    );
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'remoteFileChanged',
      message: text(message),
    });
  });

  it.each<[string, ServedFile, ServedFile]>([
    ['ETag', { content: CONTENT, etag: ETAG }, { content: OTHER, etag: '"v2"' }],
    ['length', { content: CONTENT, etag: ETAG }, { content: OTHER.subarray(1), etag: ETAG }],
    [
      'date',
      { content: CONTENT, lastModified: OLD_DATE },
      { content: OTHER, lastModified: NEW_DATE },
    ],
  ])('between the look-up and the download, in its %s', async (_, before, after) => {
    await using remote = await handling(before, (request, response) =>
      serveFile(request, response, after),
    );
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteFileChanged' });
  });

  it('between the look-up and the download, into a redirect', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.writeHead(302, { Location: 'http://10.0.0.1/' }).end();
    });
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'remoteFileChanged',
      message: text('redirects to another place'),
    });
  });
});

describe('a server that lies', () => {
  it('about the length of its response: more bytes follow', async () => {
    await using remote = await RemoteServer.startRaw((socket, request) => {
      const body = request.startsWith('HEAD') ? '' : 'hello world';
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n${body}`);
    });
    const result = readAll(remote);
    await expect(result).rejects.toThrow(ImageRefusedError);
    await expect(result).rejects.toMatchObject({ code: 'remoteLongerThanAnnounced' });
  });

  it('about the length when it was asked: the body has more bytes', async () => {
    await using remote = await handling(
      { content: CONTENT.subarray(0, 1000) },
      (_request, response) => {
        const more = (): void => {
          if (!response.destroyed) response.write(CONTENT, () => setImmediate(more));
        };
        more();
      },
    );
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteLongerThanAnnounced' });
    await expect.poll(() => remote.openSockets).toBe(0);
  });

  it('about the length of its response: fewer bytes follow', async () => {
    await using remote = await RemoteServer.startRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\nhello'),
    );
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'downloadCutOff',
      details: { offset: 5, sizeBytes: 11 },
    });
  });

  it('about its encoding: the look-up was plain', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('x');
    });
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteContentEncoded' });
  });

  it('with a chunk that has no size', async () => {
    await using remote = await RemoteServer.startRaw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n'),
    );
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteInvalid' });
  });

  it('with a part of an unknown file in answer to a request for the whole', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.writeHead(206, { 'Content-Range': 'bytes 0-299999/300000' }).end(CONTENT);
    });
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteStatus' });
  });

  it.each([
    ['another start', 'bytes 99-299999/300000', 299_901],
    ['a later start', 'bytes 101-299999/300000', 299_899],
    ['an end after the total', 'bytes 100-300000/300000', 299_901],
    ['another unit', 'lines 100-299999/300000', 299_900],
    ['a length that disagrees', 'bytes 100-299999/300000', 299_899],
    ['several parts', undefined, 299_900],
  ])('about the part, with %s', async (_, range, length) => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 100 }),
      (_request, response) => {
        response.writeHead(206, {
          ETag: ETAG,
          'Content-Length': length,
          ...(range === undefined ? {} : { 'Content-Range': range }),
        });
        response.end(CONTENT.subarray(-length));
      },
    );
    await expect(readAll(remote)).rejects.toMatchObject({
      code: 'remoteInvalid',
      message: text('from byte 100 on'),
    });
  });

  it('about the part: more bytes follow', async () => {
    await using remote = await handling(
      { content: CONTENT, etag: ETAG },
      (request, response) =>
        serveFile(request, response, { content: CONTENT, etag: ETAG, breakAfter: 100 }),
      (_request, response) => {
        response.writeHead(206, { ETag: ETAG, 'Content-Range': 'bytes 100-199/300000' });
        response.end(CONTENT.subarray(100));
      },
    );
    await expect(readAll(remote)).rejects.toMatchObject({ code: 'remoteLongerThanAnnounced' });
  });
});

describe('cancelling a download', () => {
  const reason = new Error('cancelled by the test');

  /** Expect the reason, and that no timer, socket or listener is left. */
  async function expectCancelled(
    remote: RemoteServer,
    cancel: AbortController,
    options: DownloadOptions = {},
    onChunk?: () => void,
  ): Promise<void> {
    const file = await lookUp(remote.url('/a'), LOOPBACK);
    using timers = new TimerWatch('/src/images/download/');
    const read = async (): Promise<void> => {
      const { signal } = cancel;
      for await (const _ of download(file, LOOPBACK, { signal, ...options })) onChunk?.();
    };
    await expect(read()).rejects.toBe(reason);
    await expect.poll(() => timers.openTimers).toBe(0);
    await expect.poll(() => remote.openSockets).toBe(0);
    await expect.poll(() => getEventListeners(cancel.signal, 'abort')).toEqual([]);
  }

  it('before the start requests nothing', async () => {
    await using remote = await serving({ content: CONTENT });
    const cancel = new AbortController();
    cancel.abort(reason);
    await expectCancelled(remote, cancel);
    expect(gets(remote)).toEqual([]);
  });

  it('before the response', async () => {
    const cancel = new AbortController();
    await using remote = await handling({ content: CONTENT }, () => cancel.abort(reason));
    await expectCancelled(remote, cancel);
  });

  it.each([{ etag: ETAG }, {}])('between two pieces, with %j', async (validator) => {
    const cancel = new AbortController();
    await using remote = await handling(
      { content: CONTENT, ...validator },
      (_request, response) => {
        response.writeHead(200, { 'Content-Length': CONTENT.length, ETag: ETAG });
        response.write(CONTENT.subarray(0, 1000));
      },
    );
    await expectCancelled(remote, cancel, {}, () => setImmediate(() => cancel.abort(reason)));
  });

  it('while the reader is busy with a piece', async () => {
    const cancel = new AbortController();
    await using remote = await serving({ content: CONTENT, etag: ETAG });
    await expectCancelled(remote, cancel, {}, () => cancel.abort(reason));
  });

  it('while it waits for the next attempt', async () => {
    const cancel = new AbortController();
    await using remote = await serving({ content: CONTENT, etag: ETAG, breakAfter: 100 });
    await expectCancelled(remote, cancel, {
      limits: { retryDelayMs: 60_000, maxRetryDelayMs: 60_000 },
      onRetry: () => setImmediate(() => cancel.abort(reason)),
    });
  });

  it('by leaving the loop closes the connection', async () => {
    await using remote = await handling({ content: CONTENT }, (_request, response) => {
      response.writeHead(200, { 'Content-Length': CONTENT.length });
      response.write(CONTENT.subarray(0, 1000));
    });
    const file = await lookUp(remote.url('/a'), LOOPBACK);
    using timers = new TimerWatch('/src/images/download/');
    const chunks = download(file, LOOPBACK);
    expect((await chunks.next()).value).toBeInstanceOf(Buffer);
    await chunks.return();
    await expect.poll(() => timers.openTimers).toBe(0);
    await expect.poll(() => remote.openSockets).toBe(0);
  });
});
