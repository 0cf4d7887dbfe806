import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from './cli-error.js';
import { runCommandLine } from './program.js';

interface Reply {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A server with the responses of a test, which records its requests. */
class FakeServer {
  readonly requests: string[] = [];
  readonly bodies: string[] = [];
  /** `cut`: the connection is closed without a response. */
  readonly replies = new Map<string, Reply | 'cut'>();
  private readonly server: Server = createServer((request, response) => {
    void this.respond(request, response);
  });

  async start(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/api/v1', '').replace(/\?.*/, '');
    const key = `${request.method} ${path}`;
    this.requests.push(`${key} ${request.headers.authorization}`);
    this.bodies.push((await buffer(request)).toString());
    const notFound = { code: 'routeNotFound', detail: `no ${key}` };
    const reply = this.replies.get(key) ?? { status: 404, body: notFound };
    if (reply === 'cut') return void request.socket.destroy();
    const { status = 200, headers, body } = reply;
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }
}

const FLAVOUR = { id: 'f1', name: 'tiny', memoryMiB: 256, vcpus: 1, diskGiB: null };

function operation(status: string, more: object = {}) {
  return {
    id: 'op',
    createdAt: '2026-01-01T00:00:00.000Z',
    kind: 'instance.delete',
    resource: { type: 'instance', id: '1', name: 'web-1' },
    status,
    progress: null,
    step: null,
    error: null,
    ...more,
  };
}

describe('picostk', () => {
  let server: FakeServer;
  let url: string;
  let out: string;
  let err: string;
  let typed: string | undefined;
  beforeEach(async () => {
    server = new FakeServer();
    url = await server.start();
    [out, err, typed] = ['', '', ''];
  });
  afterEach(() => server.stop());

  const run = (args: readonly string[], { interactive = false, at = url } = {}) =>
    runCommandLine(args, {
      env: { PICOSTACK_URL: at, PICOSTACK_TOKEN: 'pstk_test' },
      width: undefined,
      color: false,
      interactive,
      out: (text) => (out += text),
      err: (text) => (err += text),
      ask: async (question) => {
        err += question;
        return typed;
      },
    });

  it('prints only a new token to its output, and everything else as errors', async () => {
    server.replies.set('POST /tokens', {
      status: 201,
      body: { id: '1', name: 'ci', role: 'viewer', token: 'pstk_secret' },
    });
    expect(await run(['token', 'create', 'ci', '--role', 'viewer'])).toBe(EXIT.ok);
    expect(out).toBe('pstk_secret\n');
    expect(err).toContain('ci');
    expect(server.requests).toEqual(['POST /tokens Bearer pstk_test']);
    expect(JSON.parse(server.bodies[0] ?? '')).toEqual({ name: 'ci', role: 'viewer' });
  });

  it('prints a problem in one line with its code, and exits with the code of its kind', async () => {
    server.replies.set('GET /instances/web-9', {
      status: 404,
      body: { code: 'instanceNotFound', detail: 'There is no instance "web-9".' },
    });
    expect(await run(['show', 'web-9'])).toBe(EXIT.notFound);
    expect(err).toBe('Error: There is no instance "web-9". (instanceNotFound)\n');
    expect(out).toBe('');
  });

  it('prints a problem as JSON with --json', async () => {
    server.replies.set('GET /instances/web-9', {
      status: 404,
      body: { code: 'instanceNotFound', detail: 'gone', requestId: 'r1' },
    });
    await run(['show', 'web-9', '--json']);
    expect(JSON.parse(err)).toEqual({
      error: { code: 'instanceNotFound', message: 'gone', status: 404, requestId: 'r1' },
    });
  });

  it('refuses to build an image whose name is taken, before the build', async () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKeyOfATest';
    server.replies.set('GET /images/debian-12', { body: { name: 'debian-12', status: 'ready' } });
    expect(await run(['init', 'jeos', '--ssh-key', key])).toBe(EXIT.conflict);
    expect(err).toMatch(/^Error: An image with the name "debian-12" already exists\. .*--name/);
    expect(server.requests).toEqual(['GET /images/debian-12 Bearer pstk_test']);

    expect(await run(['init', 'jeos'])).toBe(EXIT.usage);
    expect(await run(['init', 'jeos', '--suite', 'buster'])).toBe(EXIT.usage);
    expect(server.requests).toHaveLength(1);
  });

  it('says what to do if it cannot reach the server', async () => {
    server.stop();
    expect(await run(['list'])).toBe(EXIT.unreachable);
    expect(err).toMatch(/Cannot reach a picostack server at .*ECONNREFUSED.*Check PICOSTACK_URL/);
  });

  it('does not accept a response of another program', async () => {
    server.replies.set('GET /host', { status: 502, body: '<h1>Bad gateway</h1>' });
    expect(await run(['host'])).toBe(EXIT.failed);
    expect(err).toContain('unexpectedAnswer');
  });

  it('has an exit code for wrong usage, and names --help', async () => {
    expect(await run(['launch', 'web-1'])).toBe(EXIT.usage);
    expect(err).toMatch(/--image.*\n.*--help/s);
    expect(server.requests).toEqual([]);
  });

  it('asks before it deletes, and treats any answer except yes as no', async () => {
    typed = 'yeah';
    expect(await run(['delete', 'web-1'], { interactive: true })).toBe(EXIT.failed);
    expect(err).toContain('Delete web-1 and everything on the disk?');
    expect(server.requests).toEqual([]);

    typed = 'y';
    server.replies.set('DELETE /instances/web-1', { status: 202, body: operation('succeeded') });
    expect(await run(['delete', 'web-1'], { interactive: true })).toBe(EXIT.ok);
    expect(out).toBe('Deleted web-1.\n');
  });

  it.each([
    [['delete', 'web-1'], 'Nothing was deleted.'],
    [['delete', 'web-1', 'web-2', '--force', '--keep-disk'], 'Nothing was deleted.'],
    [['rm', 'web-1'], 'Nothing was deleted.'],
    [['rebuild', 'web-1', '--discard-snapshots'], 'Nothing was rebuilt.'],
    [['image', 'delete', 'tiny'], 'Nothing was deleted.'],
  ])('refuses %j without a terminal and without --yes', async (args, declined) => {
    typed = 'y';
    expect(await run(args)).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(
      new RegExp(`^Error: ${declined}.*Add --yes.*\\(confirmationRequired\\)\n$`),
    );
    err = '';
    expect(await run([...args, '--json'])).toBe(2);
    expect(out).toBe('');
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'confirmationRequired' } });
    expect(server.requests).toEqual([]);
  });

  it('treats the end of the input as no', async () => {
    typed = undefined;
    expect(await run(['delete', 'web-1'], { interactive: true })).toBe(EXIT.failed);
    expect(err).toContain('Nothing was deleted. (notConfirmed)');
    expect(server.requests).toEqual([]);
  });

  describe('with several names', () => {
    const COMMANDS: [method: string, path: string, ...args: string[]][] = [
      ['POST', '/instances/NAME/start', 'start'],
      ['POST', '/instances/NAME/stop', 'stop'],
      ['POST', '/instances/NAME/restart', 'restart'],
      ['POST', '/instances/NAME/pause', 'pause'],
      ['POST', '/instances/NAME/resume', 'resume'],
      ['DELETE', '/instances/NAME', 'delete', '--yes'],
      ['POST', '/instances/NAME/redefine', 'redefine'],
      ['PATCH', '/instances/NAME', 'set', '--notes', 'x'],
      ['POST', '/domains/NAME/adopt', 'adopt'],
      ['DELETE', '/images/NAME', 'image', 'delete', '--yes'],
      ['DELETE', '/tokens/NAME', 'token', 'revoke'],
    ];

    it.each(COMMANDS)(
      '%s %s continues after a failure, and exits with the first one',
      async (method, path, ...args) => {
        const at = (name: string) => `${method} ${path.replace('NAME', name)}`;
        const refused = (status: number, code: string) => ({
          status,
          body: { code, detail: code },
        });
        server.replies.set(at('a'), { body: { ...operation('succeeded'), name: 'a' } });
        server.replies.set(at('b'), refused(409, 'illegalState'));
        server.replies.set(at('c'), refused(404, 'thingNotFound'));
        server.replies.set(at('d'), { body: { ...operation('succeeded'), name: 'd' } });
        expect(await run([...args, 'a', 'b', 'c', 'd'])).toBe(EXIT.conflict);
        expect(server.requests.map((each) => each.split(' ').slice(0, 2).join(' '))).toEqual(
          ['a', 'b', 'c', 'd'].map(at),
        );
        expect(err.match(/^Error: /gm)).toHaveLength(2);
        expect(await run([...args, 'c', 'b'])).toBe(EXIT.notFound);
      },
    );

    it('exits with the first failure, even if the server stops after it', async () => {
      const problem = { code: 'illegalState', detail: 'web-0 is stopped.' };
      server.replies.set('POST /instances/web-0/stop', { status: 409, body: problem });
      server.replies.set('POST /instances/web-1/stop', 'cut');
      expect(await run(['stop', 'web-0', 'web-1', 'web-2', '--json'])).toBe(EXIT.conflict);
      expect(server.requests).toHaveLength(2);
      expect(JSON.parse(out)).toEqual([]);
      expect(err).toContain('serverNotRunning');
    });
  });

  it('names --force if the state of an instance does not allow its deletion', async () => {
    const problem = { code: 'illegalState', detail: 'web-1 is running.' };
    server.replies.set('DELETE /instances/web-1', { status: 409, body: problem });
    expect(await run(['delete', 'web-1', '--yes'])).toBe(EXIT.conflict);
    expect(err).toBe(
      'Error: web-1 is running. Add --force to force it off first. (illegalState)\n',
    );
    err = '';
    expect(await run(['delete', 'web-1', '--yes', '--force'])).toBe(EXIT.conflict);
    expect(err).toBe('Error: web-1 is running. (illegalState)\n');
  });

  it('waits for an operation and reports why it failed', async () => {
    server.replies.set('POST /instances/web-1/start', { status: 202, body: operation('running') });
    const error = { code: 'insufficientStorage', detail: 'The pool is full.' };
    server.replies.set('GET /operations/op', { body: operation('failed', { error }) });
    expect(await run(['start', 'web-1'])).toBe(EXIT.failed);
    expect(err).toBe('Error: The pool is full. (insufficientStorage)\n');
  });

  it('lists all pages', async () => {
    server.replies.set('GET /flavours', { body: { items: [FLAVOUR], total: 3 } });
    await run(['flavour', 'list', '--json']);
    expect(server.requests).toHaveLength(3);
    expect(JSON.parse(out)).toHaveLength(3);
  });

  it('creates several instances from a pattern, in one operation', async () => {
    const createdAt = '2026-01-01T00:00:00.000Z';
    const done = { ...operation('succeeded'), createdAt, resource: { name: 'web-%02d' } };
    const made = { state: 'running', image: null, flavour: null, ports: [] };
    const others = [
      { ...made, name: 'web-01', createdAt: '2025-12-31T00:00:00.000Z' },
      { ...made, name: 'web-x', createdAt },
      { ...made, name: 'db-1', createdAt },
    ];
    const items = [
      ...others,
      ...['web-07', 'web-08', 'web-09'].map((name) => ({ ...made, name, createdAt })),
    ];
    server.replies.set('GET /instances', { body: { items, total: items.length } });
    server.replies.set('POST /instances', { status: 202, body: done });
    const launch = ['launch', 'web-%02d', '--image', 'tiny', '--count', '3', '--first', '7'];
    launch.push('--tag', 'a', '--tag', 'b');
    expect(await run(launch)).toBe(EXIT.ok);
    expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({
      name: 'web-%02d',
      count: 3,
      firstNumber: 7,
      tags: ['a', 'b'],
    });
    expect(out.match(/^\S+/gm)).toEqual(['NAME', 'web-07', 'web-08', 'web-09']);
    expect(await run([...launch, '--wait'])).toBe(EXIT.usage);
    expect(server.requests).toHaveLength(2);
  });

  it('accepts the beginning of the id of an operation, if it is the only one', async () => {
    const items = ['aaaa1111-0', 'aaaa2222-0', 'bbbb0000-0'].map((id) => ({
      ...operation('running'),
      id,
    }));
    server.replies.set('GET /operations', { body: { items, total: 3 } });
    server.replies.set('POST /operations/bbbb0000-0/cancel', { body: items[2] });
    expect(await run(['cancel', 'bbbb'])).toBe(EXIT.ok);
    expect(await run(['cancel', 'aaaa'])).toBe(EXIT.usage);
    expect(err).toContain('aaaa1111-0, aaaa2222-0');
    expect(await run(['cancel', ''])).toBe(EXIT.usage);
    expect(server.requests.filter((each) => each.startsWith('POST'))).toHaveLength(1);
  });

  it('lists running operations whatever has ended since, and refuses a limit that is not a number', async () => {
    const items = [operation('running', { id: 'old-1', createdAt: '2026-01-01T00:00:00.000Z' })];
    server.replies.set('GET /operations', { body: { items, total: 1 } });
    expect(await run(['operations', '--running', '--limit', '1', '--json'])).toBe(EXIT.ok);
    expect(JSON.parse(out)).toHaveLength(1);
    expect(await run(['operations', '--limit', 'x'])).toBe(EXIT.usage);
  });

  it.each([
    [['launch', 'web-1', '--json'], "required option '--image <image>' not specified"],
    [['--json', 'nonsense'], "unknown command 'nonsense'"],
    [['--json', 'image'], 'A command is missing.'],
    [['list', '--json', '--nope'], "unknown option '--nope'"],
    [['grow', '--json', 'web-1', 'x'], 'whole number'],
  ])('prints one JSON object for wrong usage: %j', async (args, message) => {
    expect(await run(args)).toBe(EXIT.usage);
    expect(out).toBe('');
    const { error }: { error: { code: string; message: string } } = JSON.parse(err);
    expect(error.code).toBe('wrongUsage');
    expect(error.message).toContain(message);
  });

  it('shows times of events in local time, and wraps them between words', async () => {
    const event = {
      id: 1,
      time: '2026-01-31T08:00:00.000Z',
      kind: 'instance.started',
      resource: { type: 'instance', id: '1', name: 'web-1' },
      actor: 'admin',
      cause: 'words '.repeat(30).trim(),
      details: {},
    };
    server.replies.set('GET /events', { body: { items: [event], total: 1 } });
    await run(['events']);
    const local = new Date(event.time);
    expect(out).toContain(`${String(local.getHours()).padStart(2, '0')}:00:00  instance.started`);
    await run(['--json', 'events']);
    expect(out).toContain('2026-01-31T08:00:00.000Z');
  });

  it('changes several instances, and continues after a failure', async () => {
    server.replies.set('PATCH /instances/web-1', { body: { name: 'web-1' } });
    const set = ['set', 'web-0', 'web-1', '--tag', 'a', '--tag', 'b', '--no-protect'];
    expect(await run(set)).toBe(EXIT.notFound);
    expect(out).toBe('Changed web-1.\n');
    const body = { tags: ['a', 'b'], isProtected: false };
    expect(server.bodies.map((each) => JSON.parse(each) as unknown)).toEqual([body, body]);

    await run(['set', 'web-1', '--no-tags', '--notes', 'x', '--autostart']);
    expect(JSON.parse(server.bodies[2] ?? '')).toEqual({ tags: [], notes: 'x', autostart: true });
    expect(await run(['set', 'web-1'])).toBe(EXIT.usage);
    expect(err).toContain('nothingToChange');
    expect(server.requests).toHaveLength(3);
  });

  it('says whether a new size applies now or at the next start', async () => {
    server.replies.set('POST /instances/web-1/resize', {
      status: 202,
      body: operation('succeeded'),
    });
    const size = { memoryMiB: 512, vcpus: 2 };
    const instance = { name: 'web-1', ...size, pendingSize: null };
    server.replies.set('GET /instances/1', { body: instance });
    await run(['resize', 'web-1', 'medium']);
    server.replies.set('GET /instances/1', { body: { ...instance, pendingSize: size } });
    await run(['resize', 'web-1', 'medium']);
    expect(out).toBe(
      'web-1 now has 512 MiB, 2 vCPU.\nweb-1 gets 512 MiB, 2 vCPU at its next start.\n',
    );
  });

  it('grows a disk, and renames', async () => {
    expect(await run(['grow', 'web-1', '1.5'])).toBe(EXIT.usage);
    server.replies.set('POST /instances/web-1/grow', { status: 202, body: operation('succeeded') });
    server.replies.set('GET /instances/1', { body: { name: 'web-1', diskSizeBytes: 2 ** 31 } });
    expect(await run(['grow', 'web-1', '2'])).toBe(EXIT.ok);
    expect(JSON.parse(server.bodies[0] ?? '')).toEqual({ diskGiB: 2 });
    expect(out).toContain('The disk of web-1 now has 2');

    const done = operation('succeeded');
    server.replies.set('POST /instances/web-1/rename', { status: 202, body: done });
    server.replies.set('GET /instances/shop', { body: { name: 'shop' } });
    expect(await run(['rename', 'web-1', 'shop'])).toBe(EXIT.ok);
    expect(out).toContain('Renamed web-1 to shop.\n');
  });

  describe('image add', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'picostk-image-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** The server has an empty upload for the image, and imports it after the last byte. */
    const expectUpload = (image: object, lengthBytes: number): void => {
      const offset = (bytes: number) => ({ 'Upload-Offset': String(bytes) });
      server.replies.set('HEAD /images/i1/upload', { headers: offset(0) });
      server.replies.set('PATCH /images/i1/upload', { status: 204, headers: offset(lengthBytes) });
      server.replies.set('GET /operations', { body: { items: [], total: 0 } });
      server.replies.set('GET /images/i1', { body: { ...image, status: 'ready' } });
    };

    it('sends the bytes of the file, and names the image after it', async () => {
      const file = join(folder, 'debian-13.qcow2');
      writeFileSync(file, 'the disk');
      const image = { id: 'i1', name: 'debian-13', sha256: null, virtualSizeBytes: 1024 };
      server.replies.set('POST /images', { status: 201, body: image });
      expectUpload(image, 8);
      expect(await run(['image', 'add', file])).toBe(EXIT.ok);
      expect(JSON.parse(server.bodies[0] ?? '')).toEqual({ name: 'debian-13', format: 'qcow2' });
      expect(server.bodies[2]).toBe('the disk');

      const other = { ...image, status: 'ready', sha256: '0'.repeat(64) };
      server.replies.set('GET /images/i1', { body: other });
      expect(await run(['image', 'add', file])).toBe(EXIT.failed);
      expect(err).toContain('checksumMismatch');
    });

    it('asks before it sends a raw file without a boot signature', async () => {
      const file = join(folder, 'notes.raw');
      writeFileSync(file, 'no disk at all\n'.repeat(100));
      const image = { id: 'i1', name: 'notes', sha256: null, virtualSizeBytes: 1536 };
      server.replies.set('POST /images', { status: 201, body: image });
      expectUpload(image, 1500);

      expect(await run(['image', 'add', file])).toBe(EXIT.usage);
      expect(err).toContain('--allow-unbootable');
      typed = 'n';
      expect(await run(['image', 'add', file], { interactive: true })).toBe(EXIT.failed);
      expect(err).toContain('Nothing was uploaded.');
      expect(server.requests).toEqual([]);

      const wanted = { name: 'notes', format: 'raw', allowUnbootable: true };
      typed = 'y';
      expect(await run(['image', 'add', file], { interactive: true })).toBe(EXIT.ok);
      expect(JSON.parse(server.bodies[0] ?? '')).toEqual(wanted);
      expect(await run(['image', 'add', file, '--allow-unbootable'])).toBe(EXIT.ok);
      const second = server.bodies.findLastIndex((body) => body.includes('notes'));
      expect(JSON.parse(server.bodies[second] ?? '')).toEqual(wanted);
    });

    it('names the option for a file of the host without a boot signature', async () => {
      const error = { code: 'imageNotBootable', detail: 'The file has no boot signature.' };
      const failed = operation('failed', { error });
      server.replies.set('POST /images', { status: 202, body: failed });
      expect(await run(['image', 'add', '/srv/a.raw', '--on-host'])).toBe(EXIT.failed);
      expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({ path: '/srv/a.raw' });
      expect(err).toMatch(/boot signature\. .*--allow-unbootable\. \(imageNotBootable\)/);
    });

    it('sends the name of a file whose ending stands for another format', async () => {
      const file = join(folder, 'bad.qcow2');
      writeFileSync(file, Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa])]));
      const problem = { status: 422, code: 'imageFormatMismatch', detail: 'says qcow2' };
      server.replies.set('POST /images', { status: 422, body: problem });
      expect(await run(['image', 'add', file, '--format', 'raw'])).not.toBe(EXIT.ok);
      expect(JSON.parse(server.bodies[0] ?? '')).toEqual({
        name: 'bad',
        format: 'raw',
        fileName: 'bad.qcow2',
      });
      expect(err).toContain('imageFormatMismatch');
    });

    describe('import', () => {
      const entry = {
        name: 'debian-13',
        title: 'Debian 13',
        osInfo: 'Debian 13',
        url: 'https://images.example/debian-13.qcow2',
        checksumUrl: 'https://images.example/SHA512SUMS',
        format: 'qcow2',
        defaultUser: 'debian',
        minMemoryMiB: 512,
        defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
      };
      const found = { fileName: 'noble.raw.xz', sizeBytes: 1024, finalUrl: 'https://b.example/x' };
      const bodyOf = (index: number): unknown =>
        JSON.parse(server.bodies.filter((body) => body !== '')[index] ?? '');
      beforeEach(() => {
        server.replies.set('GET /catalogue/debian-13', { status: 200, body: entry });
        server.replies.set('POST /images/lookup', { status: 200, body: found });
        server.replies.set('POST /images', { status: 202, body: operation('succeeded') });
        const image = { name: 'made', virtualSizeBytes: 1024 ** 3 };
        server.replies.set('GET /images/1', { status: 200, body: image });
      });

      it('sends what the catalogue knows, and what the options say instead', async () => {
        await run(['image', 'import', 'debian-13']);
        const { title: _, ...known } = entry;
        expect(bodyOf(0)).toEqual(known);
        expect(err).toContain('Debian 13, from https://images.example/debian-13.qcow2');

        const hash = 'A'.repeat(64);
        await run(['image', 'import', 'debian-13', '--name', 'x', '--sha256', hash]);
        const { checksumUrl: __, ...others } = known;
        expect(bodyOf(1)).toEqual({ ...others, name: 'x', sha256: hash.toLowerCase() });
      });

      it('looks a URL up, and takes name and format from the file that it leads to', async () => {
        const latest = 'https://a.example/latest';
        await run(['image', 'import', latest, '--user', 'ubuntu', '--port', '22']);
        expect(bodyOf(0)).toEqual({ url: latest });
        expect(bodyOf(1)).toEqual({
          name: 'noble',
          format: 'raw',
          url: latest,
          defaultUser: 'ubuntu',
          defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
        });
        expect(err).toContain('Found noble.raw.xz (1 KiB) at https://b.example/x');
      });

      it('needs a name and a format if the URL has no file name', async () => {
        server.replies.set('POST /images/lookup', {
          status: 200,
          body: { ...found, fileName: null },
        });
        expect(await run(['image', 'import', 'https://a.example/'])).toBe(EXIT.usage);
        expect(err).toContain('Add --name and --format.');
        expect(server.requests).toEqual(['POST /images/lookup Bearer pstk_test']);
      });

      it('refuses two checksums, and one that is too short', async () => {
        const two = ['--sha256', 'a'.repeat(64), '--checksum-url', 'https://a.example/SHA256SUMS'];
        expect(await run(['image', 'import', 'debian-13', ...two])).toBe(EXIT.usage);
        expect(err).toContain('cannot be used with');
        expect(await run(['image', 'import', 'debian-13', '--sha512', 'abc'])).toBe(EXIT.usage);
        expect(err).toContain('It must be 128 hexadecimal digits.');
        expect(server.requests).toEqual([]);
      });

      it('says where the names are', async () => {
        const problem = { code: 'catalogueEntryNotFound', detail: 'There is no "x".' };
        server.replies.set('GET /catalogue/x', { status: 404, body: { status: 404, ...problem } });
        expect(await run(['image', 'import', 'x'])).toBe(EXIT.notFound);
        expect(err).toContain('picostk image catalogue');
      });
    });

    it.each([
      ['disk.QED', 'QED image by its name', 'imageFormatMismatch'],
      ['disk.tar.xz', 'tar archive by its name', 'imageCompressed'],
      ['disk.zip', 'zip archive by its name', 'imageCompressed'],
    ])('says what %s is, and does not ask for a format', async (name, says, code) => {
      writeFileSync(join(folder, name), 'anything');
      expect(await run(['image', 'add', join(folder, name)])).toBe(EXIT.usage);
      expect(err).toContain(says);
      expect(err).toContain(`(${code})`);
      expect(err).not.toContain('--format');
      expect(server.requests).toEqual([]);
    });

    it.each([
      ['a.qcow2', 'qcow2', 'a'],
      ['b.vmdk', 'vmdk', 'b'],
      ['c.VHDX', 'vhdx', 'c'],
      ['d.vhd', 'vpc', 'd'],
      ['e.ISO', 'iso', 'e'],
      ['f.ova', 'ova', 'f'],
      ['e.vdi', 'vdi', 'e'],
      ['f-12.raw.xz', 'raw', 'f-12'],
      ['g.qcow2.gz', 'qcow2', 'g'],
      ['h.vmdk.zst', 'vmdk', 'h'],
    ])('knows the format of %s by its name', async (fileName, format, name) => {
      const file = join(folder, fileName);
      writeFileSync(file, Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa])]));
      const problem = { status: 422, code: 'imageFormatMismatch', detail: 'enough' };
      server.replies.set('POST /images', { status: 422, body: problem });
      expect(await run(['image', 'add', file])).not.toBe(EXIT.ok);
      expect(JSON.parse(server.bodies[0] ?? '')).toMatchObject({ name, format });
    });

    it('does not guess a format, and registers nothing for a missing file', async () => {
      writeFileSync(join(folder, 'noble.img'), 'who knows');
      expect(await run(['image', 'add', join(folder, 'noble.img')])).toBe(EXIT.usage);
      expect(err).toContain('--format qcow2');
      expect(await run(['image', 'add', join(folder, 'none.raw')])).toBe(EXIT.usage);
      expect(err).toContain('fileUnreadable');
      expect(server.requests).toEqual([]);
    });
  });
});
