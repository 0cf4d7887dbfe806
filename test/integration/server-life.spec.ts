import Database from 'better-sqlite3';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { type IncomingMessage, get } from 'node:http';
import { type Server, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.js';
import { EventStream } from '../support/event-stream.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny, tinyImage } from '../support/tiny-image.js';
import { domainNames, run, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

/** The targets on an idle host; this host is shared. The tests print the measured times. */
const END_LIMIT_MS = 2_000;
const HEALTHZ_LIMIT_MS = 5_000;

const linesOf = (output: string): string[] => output.trimEnd().split('\n');

describe('a second server on the same data folder', () => {
  let server: TestServer;
  let port: string;
  beforeAll(async () => {
    server = await TestServer.start();
    await registerTiny(server.api);
    ({ port } = new URL(server.api.url));
  });
  afterAll(() => server?.dispose());

  it('is refused on any port, and does not disturb an upload or the creation of instances', async () => {
    const { bytes } = await tinyImage();
    const image = await server.api.expectImage({ name: 'coming', format: 'raw' });
    const stream = await EventStream.open(server.api);
    const upload = server.api.beginUpload(image.id, bytes.subarray(0, 2 * 1024 ** 2), bytes.length);
    const responded = once(upload, 'response');
    await stream.next('progress', ({ type }) => type === 'image', 60_000);
    const names = Array.from({ length: 12 }, (_, index) => server.name(`many-${index + 1}`));
    const creation = server.api.finish('POST', '/instances', {
      name: server.name('many-%d'),
      count: names.length,
      image: 'tiny',
      start: false,
    });
    await stream.step('cloning the image (2 of 12)', 60_000);
    const before = dataFiles();

    for (const listen of [`127.0.0.1:${port}`, '127.0.0.1:0']) {
      const { code, output } = await server.startRefused({ PICOSTACK_LISTEN: listen });
      expect(code).toBe(1);
      expect(linesOf(output)).toHaveLength(1);
      expect(output).toContain(`pid ${server.pid} at ${server.api.url}`);
    }
    expect(dataFiles()).toEqual(before);

    await creation;
    upload.end(bytes.subarray(2 * 1024 ** 2));
    const [response] = (await responded) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    stream.close();
    expect((await server.api.images()).items.map(({ status }) => status)).toEqual([
      'ready',
      'ready',
    ]);
    expect((await server.api.instances()).total).toBe(names.length);
    expect(await domainNames(server.prefix)).toHaveLength(names.length);
    await server.api.deleteInstances();
    expect(await volumeNames(server.disksPool)).toEqual([]);
    await server.api.ask('DELETE', '/images/coming');
  });

  it('changes nothing if another program uses its port', async () => {
    const fresh = join(server.folder, 'fresh');
    const { code, output } = await server.startRefused({
      PICOSTACK_DATA_DIR: fresh,
      PICOSTACK_LISTEN: `127.0.0.1:${port}`,
    });
    expect(code).toBe(1);
    expect(linesOf(output)).toHaveLength(1);
    expect(output).toContain(`127.0.0.1:${port}`);
    expect(existsSync(fresh)).toBe(false);
  });

  it('can start after kill -9 of the first one, whose remaining files do not confuse the command', async () => {
    await server.kill();
    const cliFile = readFileSync(join(server.dataDir, 'run', 'cli.json'), 'utf8');
    await expect(
      run('env', `PICOSTACK_DATA_DIR=${server.dataDir}`, 'node', 'dist/src/cli/main.js', 'list'),
    ).rejects.toThrow(/No picostack server of this user is running here/);
    await server.start();
    expect(readFileSync(join(server.dataDir, 'run', 'cli.json'), 'utf8')).not.toBe(cliFile);
  });

  it('ends in time on SIGTERM with open streams, uploads and a download, and leaves no partial image', async () => {
    const { api } = server;
    const streams = await Promise.all(Array.from({ length: 50 }, () => EventStream.open(api)));
    const uploads = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const { id } = await api.expectImage({ name, format: 'raw' });
        const { bytes } = await tinyImage();
        return api.beginUpload(id, bytes.subarray(0, 2 * 1024 ** 2), bytes.length);
      }),
    );
    const [first] = streams;
    await first?.next('progress', ({ type }) => type === 'image', 60_000);
    // This client does not read the body, so the download stays open.
    const download = get(`${api.url}/api/v1/images/tiny/content`, {
      headers: { Authorization: `Bearer ${api.token}` },
    });
    download.on('error', () => undefined);
    const [answer] = (await once(download, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined);
    expect(answer.statusCode).toBe(200);

    const { code, tookMs } = await server.signal('SIGTERM');
    console.log(`SIGTERM with 50 streams, 2 uploads and a download: ${Math.round(tookMs)} ms`);
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(END_LIMIT_MS);
    expect(readdirSync(join(server.dataDir, 'run'))).toEqual([]);
    for (const stream of streams) stream.close();
    for (const upload of uploads) upload.destroy();
    download.destroy();

    await server.start();
    expect((await server.api.images()).items.map(({ name }) => name)).toEqual(['tiny']);
    // The image and its description.
    expect(await volumeNames(server.imagesPool)).toHaveLength(2);
  });

  /** The files of the data folder, except for the database, which the first server writes. */
  function dataFiles(): object {
    return readdirSync(server.dataDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('picostack.sqlite'))
      .toSorted()
      .map((name) => {
        const { mode, size, mtimeMs } = statSync(join(server.dataDir, name));
        return { name, mode, size, mtimeMs };
      });
  }
});

describe('a server that is ended while it starts', () => {
  it('ends without an error, whenever the signal arrives', async () => {
    await using server = await TestServer.prepare();
    await server.start();
    await server.stop();
    for (let delayMs = 100; delayMs <= 1_500; delayMs += 100) {
      const { code, output } = await server.startEnded(delayMs);
      // Node itself ends before the server has begun.
      const allowed = code === null ? { code, output: '' } : { code: 0, output };
      expect({ code, output }).toEqual(allowed);
      expect(output, `after ${delayMs} ms`).not.toMatch(/could not start|Error|ERROR/);
      expect(output.split('picostack stops')[1] ?? '', output).not.toContain('is ready');
    }
  });
});

describe('a libvirtd that accepts connections and never responds', () => {
  let silent: Server;
  let socket: string;
  beforeAll(async () => {
    socket = join(tmpdir(), `picostack-silent-${process.pid}`);
    silent = createServer().listen(socket);
    await once(silent, 'listening');
  });
  afterAll(() => silent?.close());

  it('does not make a server that is stopped say that it is ready', async () => {
    await using server = await TestServer.prepare({
      env: {
        PICOSTACK_LIBVIRT_URI: `qemu:///system?socket=${socket}`,
        PICOSTACK_LOG_FORMAT: 'json',
      },
    });
    // It listens by then, and waits three seconds for libvirt before it says so.
    const { code, output } = await server.startEnded(2_500);
    expect(code, output).toBe(0);
    expect(output).toContain('picostack stops');
    expect(output).not.toContain('is ready');
  });

  it('does not block requests, is reported as the cause, and does not delay the end of the server', async () => {
    const port = await freePort();
    await using server = await TestServer.prepare({
      env: {
        PICOSTACK_LIBVIRT_URI: `qemu:///system?socket=${socket}`,
        PICOSTACK_LISTEN: `127.0.0.1:${port}`,
      },
    });
    const startedAt = performance.now();
    const started = server.start({ PICOSTACK_LIBVIRT_URI: `qemu:///system?socket=${socket}` });
    await eventually(
      'the server to respond',
      30_000,
      async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).ok || undefined,
    );
    const tookMs = Math.round(performance.now() - startedAt);
    console.log(`/healthz responds ${tookMs} ms after the start`);
    expect(tookMs).toBeLessThan(HEALTHZ_LIMIT_MS);
    await started;
    const ready = await server.api.request<{ detail: string }>('GET', '/readyz');
    expect(ready).toMatchObject({ status: 503, body: { code: 'libvirtUnavailable' } });
    expect(ready.body.detail).toMatch(/connecting for \d+ s/);
    expect(await server.api.refused('POST', '/instances', { name: 'a', image: 'b' })).toMatchObject(
      { status: 503, code: 'libvirtUnavailable' },
    );
    const { code, tookMs: endedMs } = await server.signal('SIGTERM');
    expect(code).toBe(0);
    expect(endedMs).toBeLessThan(END_LIMIT_MS);
  });
});

describe('the database of a server', () => {
  const canMount = process.getuid?.() === 0;
  let server: TestServer;
  let dataDir: string;
  beforeAll(async () => {
    server = await TestServer.prepare();
    ({ dataDir } = server);
    await mkdir(dataDir);
    if (canMount) {
      await run('mount', '-t', 'tmpfs', '-o', 'size=8m,mode=700', 'tmpfs', dataDir);
    }
    await server.start();
  });
  afterAll(async () => {
    await server?.kill();
    if (canMount && dataDir) await run('umount', dataDir);
    await server?.dispose();
  });

  const flavour = (name: string) => ({ name, memoryMiB: 256, vcpus: 1 });

  it('locked by another process delays only the request that writes to it', async () => {
    const other = new Database(join(dataDir, 'picostack.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    const created = server.api.ask('POST', '/flavours', flavour('late'));
    let slowestMs = 0;
    const startedAt = performance.now();
    while (performance.now() - startedAt < 1_000) {
      const sentAt = performance.now();
      expect((await fetch(`${server.api.url}/healthz`)).status).toBe(200);
      slowestMs = Math.max(slowestMs, performance.now() - sentAt);
    }
    console.log(`/healthz while the database is locked: ${Math.round(slowestMs)} ms at most`);
    expect(slowestMs).toBeLessThan(800);
    other.exec('COMMIT');
    other.close();
    expect(await created).toMatchObject({ name: 'late' });
  });

  // Only root can mount a small filesystem.
  it.skipIf(!canMount)(
    'on a full disk makes writes fail with 507 and /readyz with 503, until there is free space',
    async () => {
      let attempts = 0;
      const filler = join(dataDir, 'filler');
      await fill(filler);
      const refused = await eventually('a write to be refused', 30_000, async () => {
        const name = `filler-${(attempts += 1)}`;
        const answer = await server.api.request('POST', '/api/v1/flavours', {
          ...flavour(name),
        });
        return answer.status === 201 ? undefined : answer;
      });
      expect(refused).toMatchObject({ status: 507, body: { code: 'insufficientStorage' } });
      expect(await server.api.request('GET', '/readyz')).toMatchObject({
        status: 503,
        body: { code: 'insufficientStorage' },
      });
      expect(await server.api.request('GET', '/healthz')).toMatchObject({ status: 200 });
      expect(await server.api.request('GET', '/api/v1/flavours')).toMatchObject({ status: 200 });
      await rm(filler);
      expect(await server.api.request('GET', '/readyz')).toMatchObject({ status: 200 });
      await server.api.ask('POST', '/flavours', flavour('again'));
    },
  );

  it('is refused at the start if it is damaged or from a newer version, with one line of output', async () => {
    await server.stop();
    const path = join(dataDir, 'picostack.sqlite');
    const database = new Database(path);
    const insert = 'INSERT INTO migrations (timestamp, name) VALUES (1900000000000, ?)';
    database.prepare(insert).run('Tomorrow1900000000000');
    database.close();
    const newer = await server.startRefused();
    expect(newer.code).toBe(1);
    expect(linesOf(newer.output)).toHaveLength(1);
    expect(newer.output).toContain('Tomorrow1900000000000');
    writeFileSync(path, 'x'.repeat(20_000));
    const damaged = await server.startRefused();
    expect(damaged.code).toBe(1);
    expect(linesOf(damaged.output)).toHaveLength(1);
    expect(damaged.output).toContain(path);
    expect(damaged.output).toContain('picostk recover');
    expect(readFileSync(path, 'utf8')).toBe('x'.repeat(20_000));
  });

  async function fill(path: string): Promise<void> {
    await using file = await open(path, 'w');
    for (const size of [64 * 1024, 4096]) {
      const isWritten = () =>
        file.write(Buffer.alloc(size)).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        );
      while (await isWritten());
    }
  }
});
