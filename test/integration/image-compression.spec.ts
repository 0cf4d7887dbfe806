import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import {
  chmod,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CreateImageDto, ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { cd } from '../support/cd.js';
import { guestAnswer } from '../support/network.js';
import { ova } from '../support/ova.js';
import { RemoteServer, serveFile } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { tinyImage } from '../support/tiny-image.js';
import { TusUpload } from '../support/tus-upload.js';
import { run, virsh, volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const CLUSTER = 64 * KIB;
const LIMIT_MS = 60_000;
/** Mounting requires root. */
const canMount = process.getuid?.() === 0;

/** What the `qemu-img` of the server does instead of its work. */
type Fault = 'none' | 'no zstd' | 'fail' | 'hold' | 'fifo';

let server: TestServer;
let remote: RemoteServer;
/** Text, noise, holes, and an end within a cluster. */
let disk: Buffer;
let vmdk: Buffer;

const importPath = (name: string): string => join(server.folder, 'import', name);
const programs = (): string => join(server.folder, 'programs');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  const text = Buffer.from('some text that can be compressed, line by line\n'.repeat(80_000));
  disk = Buffer.concat([
    text.subarray(0, 3 * MIB),
    randomBytes(5 * CLUSTER),
    Buffer.alloc(9 * MIB),
    text.subarray(0, CLUSTER + 512),
  ]);
  disk.writeUInt16LE(0xaa55, 510);
  remote = await RemoteServer.start((request, response) =>
    serveFile(request, response, { content: disk }),
  );
  server = await TestServer.prepare({ env: { PICOSTACK_IMPORT_NETWORKS: '127.0.0.1' } });
  await writeQemuImg();
  await start();
  await writeFile(importPath('disk.raw'), disk);
  const formats = ['-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized'];
  await run('qemu-img', 'convert', ...formats, importPath('disk.raw'), importPath('disk.vmdk'));
  vmdk = await readFile(importPath('disk.vmdk'));
});
afterEach(async () => {
  await setFault('none');
  const { items } = await server.api.images();
  for (const { id } of items) await server.api.ask('DELETE', `/images/${id}`);
});
afterAll(async () => {
  await remote?.[Symbol.asyncDispose]();
  await server?.dispose();
});

/** Start the server with its own `qemu-img`. That of libvirt is always the real one. */
function start(): Promise<void> {
  return server.start({ PATH: `${programs()}${delimiter}${process.env['PATH']}` });
}

async function writeQemuImg(): Promise<void> {
  await mkdir(programs());
  const real = (await run('which', 'qemu-img')).trim();
  const script = `#!/bin/sh
for target; do :; done
case "$1 $(cat ${programs()}/fault)" in
  'create no zstd') echo "Invalid parameter 'zstd'" >&2; exit 1 ;;
  'convert fail') echo 'it cannot go on' >&2; exit 1 ;;
  'convert hold') echo $$ > ${programs()}/pid; exec tail -f /dev/null ;;
  'convert fifo') exec mkfifo "$target" ;;
esac
exec ${real} "$@"
`;
  await writeFile(join(programs(), 'qemu-img'), script);
  await chmod(join(programs(), 'qemu-img'), 0o755);
  await setFault('none');
}

async function setFault(fault: Fault): Promise<void> {
  await writeFile(join(programs(), 'fault'), fault);
  await rm(join(programs(), 'pid'), { force: true });
}

/** The process of the `qemu-img` that holds. */
function heldProcess(): Promise<number> {
  return eventually('qemu-img to start', LIMIT_MS, async () => {
    return Number(await readFile(join(programs(), 'pid'), 'utf8')) || undefined;
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const operation = (id: string): Promise<OperationDto> => server.api.ask('GET', `/operations/${id}`);

function ended({ id }: OperationDto): Promise<OperationDto> {
  return eventually('the end of the operation', LIMIT_MS, async () => {
    const current = await operation(id);
    return current.finishedAt === null ? undefined : current;
  });
}

function startImport(name = 'made'): Promise<OperationDto> {
  const path = importPath('disk.raw');
  return server.api.ask('POST', '/images', { name, format: 'raw', compression: 'zstd', path });
}

/** The temporary folders of compressions; the folder of them does not exist before the first one. */
const folders = (): Promise<string[]> =>
  readdir(join(server.dataDir, 'compressions')).catch(() => []);

async function expectNothingLeft(): Promise<void> {
  expect(await server.api.images()).toMatchObject({ total: 0 });
  expect(await volumeNames(server.imagesPool)).toEqual([]);
  expect(await folders()).toEqual([]);
}

const storedPath = ({ id }: ImageDto): string =>
  join(server.folder, 'pools', 'images', `${id}.qcow2`);

async function storedAs(image: ImageDto): Promise<{ type: unknown; compressedClusters: number }> {
  const path = storedPath(image);
  const found: { 'format-specific': { data: object } } = JSON.parse(
    await run('qemu-img', 'info', '--output=json', path),
  );
  const check: Record<string, number> = JSON.parse(
    await run('qemu-img', 'check', '--output=json', path),
  );
  expect(check).toMatchObject({ 'check-errors': 0 });
  expect(check).not.toHaveProperty('leaks');
  expect(check).not.toHaveProperty('corruptions');
  return {
    type: Reflect.get(found['format-specific'].data, 'compression-type'),
    compressedClusters: check['compressed-clusters'] ?? 0,
  };
}

/** Check that an image is stored compressed, and has the right content. */
async function expectCompressed(image: ImageDto, content = disk): Promise<void> {
  expect(image).toMatchObject({
    status: 'ready',
    compression: 'zstd',
    hasBootSignature: true,
    virtualSizeBytes: content.length,
  });
  const { type, compressedClusters } = await storedAs(image);
  expect(type).toBe('zstd');
  expect(compressedClusters).toBeGreaterThan(40);
  const raw = importPath('back.raw');
  await run('qemu-img', 'convert', '-f', 'qcow2', '-O', 'raw', storedPath(image), raw);
  expect(sha256(await readFile(raw))).toBe(sha256(content));
  expect((await stat(storedPath(image))).mode & 0o777).toBe(0o400);
  expect(await volumeNames(server.imagesPool)).toEqual([`${image.id}.json`, `${image.id}.qcow2`]);
  expect(await folders()).toEqual([]);
  expect(image.fileSizeBytes).toBeLessThan(2 * MIB);
}

async function download(format: string, range?: string) {
  const response = await fetch(`${server.api.url}/api/v1/images/made/content?format=${format}`, {
    headers: { Authorization: `Bearer ${server.api.token}`, ...(range && { Range: range }) },
  });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

describe('an image is stored compressed', () => {
  const wish = { name: 'made', compression: 'zstd' } as const;
  const finish = async (more: Partial<CreateImageDto>): Promise<void> => {
    await server.api.finish('POST', '/images', { ...wish, format: 'raw', ...more });
  };
  const put = async (format: CreateImageDto['format'], content: Buffer): Promise<void> => {
    const { id } = await server.api.expectImage({ ...wish, format });
    await server.api.ask('PUT', `/images/${id}/content`, content);
  };

  const waysIn: readonly (readonly [string, () => Promise<void>])[] = [
    ['PUT', () => put('raw', disk)],
    ['PUT of another format', () => put('vmdk', vmdk)],
    ['an OVA', async () => put('ova', await ova([{ name: 'disk.vmdk', content: vmdk }]))],
    ['a path', () => finish({ path: importPath('disk.raw') })],
    ['a URL', () => finish({ url: remote.url('/disk.raw').href })],
    [
      'an upload that resumes',
      async () => {
        const { id } = await server.api.expectImage({ ...wish, format: 'raw' });
        const upload = new TusUpload(server.api, id);
        await upload.create(disk.length);
        await upload.patch(0, disk.subarray(0, 2 * MIB));
        await upload.patch(2 * MIB, disk.subarray(2 * MIB));
      },
    ],
    [
      'a volume',
      async () => {
        const pool = server.name('source');
        const target = join(server.folder, 'source');
        await mkdir(target);
        await writeFile(join(target, 'disk.raw'), disk);
        await virsh('pool-create-as', pool, 'dir', '--target', target);
        await finish({ volume: { pool, name: 'disk.raw' } });
        await virsh('pool-destroy', pool);
      },
    ],
  ];

  it.each(waysIn)('from %s', async (_, bringIn) => {
    await bringIn();
    const image = await eventually('the image to be ready', LIMIT_MS, async () => {
      const found = await server.api.ask<ImageDto>('GET', '/images/made');
      return found.status === 'ready' ? found : undefined;
    });
    await expectCompressed(image);
  });

  it('and is downloaded as the same disk, as a whole and in parts', async () => {
    await finish({ path: importPath('disk.raw') });
    const raw = await download('raw');
    expect(raw.status).toBe(200);
    expect(sha256(raw.body)).toBe(sha256(disk));
    for (const [first, last] of [
      [CLUSTER - 1, CLUSTER],
      [3 * MIB - 7, 4 * MIB],
      [disk.length - 600, disk.length - 1],
    ] as const) {
      const { status, body } = await download('raw', `bytes=${first}-${last}`);
      expect(status).toBe(206);
      expect(body.equals(disk.subarray(first, last + 1))).toBe(true);
    }
    const { body } = await download('zst');
    const plain = execFileSync('zstd', ['-d', '-c'], { input: body, maxBuffer: 64 * MIB });
    expect(sha256(plain)).toBe(sha256(disk));
  });

  it('and a damaged file is reported', async () => {
    await finish({ path: importPath('disk.raw') });
    const image = await server.api.ask<ImageDto>('GET', '/images/made');
    const content = await readFile(storedPath(image));
    const file = await open(storedPath(image), 'r+');
    await file.write(
      Buffer.alloc(300, 0xff),
      0,
      300,
      content.indexOf('\x28\xb5\x2f\xfd', 'latin1'),
    );
    await file.close();
    for (const format of ['raw', 'zst']) {
      const problem = await server.api.refused('GET', `/images/made/content?format=${format}`);
      expect(problem).toMatchObject({ status: 409, code: 'imageFileDamaged' });
      expect(problem.detail).toContain('a compressed cluster of it is damaged');
    }
  });

  it('and boots; an instance of it is published compressed too', async () => {
    const { bytes } = await tinyImage();
    const { id } = await server.api.expectImage({
      ...wish,
      name: 'tiny',
      format: 'raw',
      defaultUser: 'root',
      minMemoryMiB: 256,
      defaultPorts: [{ protocol: 'tcp', guestPort: 80 }],
    });
    const image = await server.api.ask<ImageDto>('PUT', `/images/${id}/content`, bytes);
    expect(await storedAs(image)).toMatchObject({ type: 'zstd' });
    const web = await server.api.createInstance({ name: server.name('web') });
    const http = web.ports.find(({ guestPort }) => guestPort === 80);
    expect(await guestAnswer(http?.hostPort ?? 0)).toBe(web.name);
    const path = `/instances/${web.name}/publish`;
    await server.api.finish('POST', path, { name: 'golden', compression: 'zstd' });
    const golden = await server.api.ask<ImageDto>('GET', '/images/golden');
    expect(golden).toMatchObject({ status: 'ready', compression: 'zstd', hasBootSignature: true });
    expect(await storedAs(golden)).toMatchObject({ type: 'zstd' });
    expect(await folders()).toEqual([]);
    await server.api.deleteInstances();
  });

  it('only if it is wanted', async () => {
    const path = importPath('disk.raw');
    await server.api.finish('POST', '/images', { name: 'made', format: 'raw', path });
    const image = await server.api.ask<ImageDto>('GET', '/images/made');
    expect(image).toMatchObject({ compression: 'none' });
    expect(await storedAs(image)).toMatchObject({ compressedClusters: 0 });
  });

  it('and a recovery knows it', async () => {
    await finish({ path: importPath('disk.raw') });
    const { id } = await server.api.ask<ImageDto>('GET', '/images/made');
    const metadata = join(server.folder, 'pools', 'images', `${id}.json`);
    expect(JSON.parse(await readFile(metadata, 'utf8'))).toMatchObject({ compression: 'zstd' });
  });
});

describe('is refused before anything is created', () => {
  it.each([
    [{ format: 'iso', compression: 'zstd' }, 'compression'],
    [{ format: 'raw', compression: 'gzip' }, 'compression'],
    [{ format: 'raw', compression: null }, 'compression'],
  ])('if the request is wrong: %o', async (fields, field) => {
    const problem = await server.api.refused('POST', '/images', { name: 'made', ...fields });
    expect(problem).toMatchObject({ status: 400, code: 'invalidInput', errors: [{ field }] });
    await expectNothingLeft();
  });

  it('but an installer without it is welcome', async () => {
    const { id } = await server.api.expectImage({
      name: 'setup',
      format: 'iso',
      compression: 'none',
    });
    const image = await server.api.ask('PUT', `/images/${id}/content`, cd());
    expect(image).toMatchObject({ kind: 'installer', compression: 'none' });
  });

  it('if QEMU has no zstd', async () => {
    await setFault('no zstd');
    const path = importPath('disk.raw');
    for (const more of [{}, { path }, { url: remote.url('/disk.raw').href }]) {
      const body = { name: 'made', format: 'raw', compression: 'zstd', ...more };
      const problem = await server.api.refused('POST', '/images', body);
      expect(problem).toMatchObject({ status: 409, code: 'compressionUnavailable' });
      expect(problem.detail).toContain("Invalid parameter 'zstd'");
      expect(problem.detail).toContain('Install QEMU');
    }
    const build = await server.api.refused('POST', '/images/builds', {
      recipe: 'tiny',
      compression: 'zstd',
    });
    expect(build).toMatchObject({ status: 409, code: 'compressionUnavailable' });
    await expectNothingLeft();
  });

  it('if the host has no qemu-img', async () => {
    await using other = await TestServer.start({ env: { PATH: '/nowhere' } });
    const body = { name: 'made', format: 'raw', compression: 'zstd' };
    const problem = await other.api.refused('POST', '/images', body);
    expect(problem).toMatchObject({ status: 409, code: 'compressionUnavailable' });
    expect(problem.detail).toContain('apt-get install qemu-utils');
    expect(await other.api.images()).toMatchObject({ total: 0 });
  });
});

describe('a compression leaves nothing', () => {
  it('if qemu-img fails', async () => {
    await setFault('fail');
    const failed = await ended(await startImport());
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'compressionFailed' } });
    expect(failed.error?.detail).toContain('it cannot go on');
    await expectNothingLeft();
  });

  it('if it is cancelled; its step says what it does', async () => {
    await setFault('hold');
    const { id } = await startImport();
    const pid = await heldProcess();
    expect(await operation(id)).toMatchObject({ step: 'compressing', canCancel: true });
    const image = await server.api.ask<ImageDto>('GET', '/images/made');
    expect(image.progress).toMatchObject({ step: 'compressing' });
    // The image's own volume is never half-made.
    expect(await volumeNames(server.imagesPool)).not.toContain(`${image.id}.qcow2`);
    const prefer = { Prefer: 'wait=60' };
    const cancel = `/operations/${id}/cancel`;
    const cancelled = await server.api.ask<OperationDto>('POST', cancel, undefined, prefer);
    expect(cancelled).toMatchObject({ status: 'cancelled' });
    expect(isRunning(pid)).toBe(false);
    await expectNothingLeft();
  });

  it('if it is cancelled while it waits for another one', async () => {
    await setFault('hold');
    const first = await startImport('first');
    const pid = await heldProcess();
    const second = await startImport('second');
    await eventually('the second one to wait', LIMIT_MS, async () => {
      return (await operation(second.id)).step === 'compressing' || undefined;
    });
    for (const { id } of [second, first]) {
      const path = `/operations/${id}/cancel`;
      const prefer = { Prefer: 'wait=60' };
      const cancelled = await server.api.ask<OperationDto>('POST', path, undefined, prefer);
      expect(cancelled).toMatchObject({ status: 'cancelled' });
      expect(isRunning(pid)).toBe(id === second.id);
    }
    await expectNothingLeft();
    await setFault('none');
    expect(await ended(await startImport())).toMatchObject({ status: 'succeeded' });
  });

  it('if the server is killed while qemu-img runs', async () => {
    await setFault('hold');
    const { id } = await startImport();
    const pid = await heldProcess();
    expect(await folders()).toHaveLength(1);
    await server.kill();
    await eventually('qemu-img to end', LIMIT_MS, () => !isRunning(pid) || undefined);
    await start();
    expect(await operation(id)).toMatchObject({ status: 'failed' });
    await eventually('the image to be removed', LIMIT_MS, async () => {
      return (await server.api.images()).total === 0 || undefined;
    });
    await expectNothingLeft();
  });

  it('if the server is killed while it stores the compressed file', async () => {
    await setFault('fifo');
    await startImport();
    // Nobody writes into the FIFO, so that the server waits with an image that is half-made.
    await eventually('the volume to be created', LIMIT_MS, async () => {
      const names = await readdir(join(server.folder, 'pools', 'images'));
      return names.some((name) => name.endsWith('.qcow2')) || undefined;
    });
    await server.kill();
    expect(await folders()).toHaveLength(1);
    await start();
    await eventually('the image to be removed', LIMIT_MS, async () => {
      return (await server.api.images()).total === 0 || undefined;
    });
    await expectNothingLeft();
  });

  it('if qemu-img fails for an upload', async () => {
    await setFault('fail');
    const wish = { name: 'made', format: 'raw', compression: 'zstd' } as const;
    const { id } = await server.api.expectImage(wish);
    const problem = await server.api.refused('PUT', `/images/${id}/content`, disk);
    expect(problem).toMatchObject({ status: 409, code: 'compressionFailed' });
    await expectNothingLeft();
  });
});

// Skipped without root, which may mount a small file system.
describe.skipIf(!canMount)('with a small data folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picostack-small-'));
    await run('mount', '-t', 'tmpfs', '-o', 'size=40m,mode=700', 'tmpfs', folder);
  });
  afterAll(async () => {
    await run('umount', folder);
    await rmdir(folder);
  });

  it('an image that cannot be compressed there is refused before its conversion', async () => {
    await using other = await TestServer.start({
      env: { PICOSTACK_DATA_DIR: join(folder, 'data') },
    });
    const content = randomBytes(20 * MIB);
    content.writeUInt16LE(0xaa55, 510);
    const created = new Set<string>();
    const pool = join(other.folder, 'pools', 'images');
    const watcher = watch(pool, (_, name) => created.add((name ?? '').replace(/^.*\./, '')));
    const path = join(other.folder, 'import', 'noise.raw');
    await writeFile(path, content);
    const body = { name: 'made', format: 'raw', compression: 'zstd', path };
    const { id } = await other.api.ask<OperationDto>('POST', '/images', body);
    const failed = await eventually('the import to fail', LIMIT_MS, async () => {
      const current = await other.api.ask<OperationDto>('GET', `/operations/${id}`);
      return current.finishedAt === null ? undefined : current;
    });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'insufficientStorage' } });
    watcher.close();
    expect(failed.error?.detail).toContain('to be compressed in the data folder');
    expect([...created]).toEqual(['incoming']);
    expect(await volumeNames(other.imagesPool)).toEqual([]);
    expect(await other.api.images()).toMatchObject({ total: 0 });
  });
});
