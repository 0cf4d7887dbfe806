import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import type { OperationDto } from '../../src/operations/dto.js';
import { qcow2, qcow2WithData } from '../support/qcow2.js';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { run, volumeNames } from '../support/virsh.js';
import { eventually, within } from '../support/wait.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const POOL_MIB = 400;
const LIMIT_MS = 60_000;
/** A disk of this size needs some kilobytes in the file, and takes libvirt's qemu-img some time. */
const SLOW_BYTES = 250 * MIB;

let server: TestServer;
let pool: string;
let folder: string;
let count = 0;

beforeAll(async () => {
  server = await TestServer.prepare();
  folder = join(server.folder, 'import');
  pool = join(server.folder, 'pools', 'images');
  await mkdir(pool, { recursive: true });
  await run('mount', '-t', 'tmpfs', '-o', `size=${POOL_MIB}m,mode=0711`, 'tmpfs', pool);
  await server.start();
});
afterEach(async () => {
  await rm(join(pool, 'filler'), { force: true });
  // What one test left must not fail every test that follows.
  const { items } = await server.api.images();
  for (const { id } of items) await server.api.request('DELETE', `/api/v1/images/${id}`);
});
afterAll(async () => {
  await server?.kill();
  await run('umount', '--lazy', pool);
  await server?.dispose();
});

const expectImage = (format: 'raw' | 'qcow2', more: object = {}): Promise<ImageDto> =>
  server.api.expectImage({ name: `image-${(count += 1)}`, format, ...more });
const remove = ({ id }: ImageDto) => server.api.ask('DELETE', `/images/${id}`);
const put = ({ id }: ImageDto, bytes: Buffer) =>
  server.api.ask<ImageDto>('PUT', `/images/${id}/content`, bytes);
const fill = (mib: number) => run('fallocate', '-l', `${mib}M`, join(pool, 'filler'));

function bootable(bytes: Buffer): Buffer {
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

async function expectNothingLeft(): Promise<void> {
  expect((await server.api.images()).items).toEqual([]);
  expect((await readdir(pool)).filter((name) => name !== 'filler')).toEqual([]);
}

/** Stop the process in which libvirt converts that image, so that the conversion does not end. @returns its PID */
async function stopConversion({ id }: ImageDto): Promise<number> {
  const deadline = performance.now() + LIMIT_MS;
  // Poll more often than eventually() does: the whole conversion can take a fraction of a second.
  while (performance.now() < deadline) {
    const pid = readdirSync('/proc').find((entry) => /^\d+$/.test(entry) && converts(entry, id));
    if (pid !== undefined) {
      process.kill(Number(pid), 'SIGSTOP');
      return Number(pid);
    }
    await setImmediate();
  }
  throw new Error('libvirt did not convert');
}

function converts(pid: string, imageId: string): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return commandLine.includes('qemu-img\0convert') && commandLine.includes(`${imageId}.qcow2`);
  } catch {
    // The process finished in the meantime.
    return false;
  }
}

const slowContent = () => qcow2WithData({ virtualSizeBytes: SLOW_BYTES, isCompressed: true });

describe('a disk that is larger than the pool', () => {
  it('is refused before a byte is written, and a thin one that fits is accepted', async () => {
    const virtualSizeBytes = 2047n * 1024n ** 3n;
    for (const [format, bytes] of [
      ['qcow2', qcow2({ virtualSizeBytes, l1Entries: 4094 })],
      ['qcow2', qcow2({ virtualSizeBytes: BigInt(POOL_MIB + 1) * 1024n ** 2n })],
    ] as const) {
      const image = await expectImage(format);
      const problem = await server.api.refused('PUT', `/images/${image.id}/content`, bytes);
      expect(problem).toMatchObject({ status: 422, code: 'imageTooLarge' });
      expect(problem.detail).toContain(server.imagesPool);
      await expectNothingLeft();
    }
    await fill(POOL_MIB - 20);
    const thin = await put(
      await expectImage('qcow2'),
      qcow2({ virtualSizeBytes: BigInt(POOL_MIB) * 1024n ** 2n }),
    );
    expect(thin).toMatchObject({ status: 'ready', virtualSizeBytes: POOL_MIB * MIB });
    await remove(thin);
  });

  it('is also refused as a file of the host, even if it is sparse', async () => {
    const path = join(folder, 'holes.raw');
    await writeSparse(path, 130 * GIB);
    const operation = await server.api.ask<OperationDto>('POST', '/images', {
      name: 'holes',
      format: 'raw',
      path,
    });
    const result = await finished(operation);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'imageTooLarge' } });
    await expectNothingLeft();
  });
});

describe('a pool without enough free space', () => {
  const expectInsufficientStorage = async (
    image: ImageDto,
    body: Buffer | ReadableStream<Uint8Array>,
  ) => {
    const problem = await server.api.refused('PUT', `/images/${image.id}/content`, body);
    expect(problem).toMatchObject({ status: 507, code: 'insufficientStorage' });
    expect(problem.detail).toContain(server.imagesPool);
    await expectNothingLeft();
    return problem;
  };

  it('for an upload is reported before the upload is written', async () => {
    await fill(POOL_MIB - 20);
    const image = await expectImage('raw');
    const content = bootable(randomBytes(30 * MIB));
    const { detail } = await expectInsufficientStorage(image, content);
    expect(detail).toContain('needs 30 MiB to be received');
  });

  it('for the copy is reported before the copy is made', async () => {
    await fill(POOL_MIB - 110);
    const { detail } = await expectInsufficientStorage(
      await expectImage('raw'),
      bootable(randomBytes(60 * MIB)),
    );
    expect(detail).toMatch(/needs 6\d(\.\d)? MiB to be converted/);
    // The file has a few hundred kilobytes, and its copy takes as much space as the guest sees.
    await expectInsufficientStorage(await expectImage('qcow2'), slowContent());
  });

  it('for content without a Content-Length is reported when the pool is full', async () => {
    await fill(POOL_MIB - 50);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if ((sent += 1) > 200) controller.close();
        else controller.enqueue(bootable(randomBytes(MIB)));
      },
    });
    await expectInsufficientStorage(await expectImage('raw'), stream);
  });

  it('because another program fills it during the conversion is reported', async () => {
    const image = await expectImage('qcow2');
    const refused = server.api.refused('PUT', `/images/${image.id}/content`, slowContent());
    const pid = await stopConversion(image);
    const free = Number((await run('df', '--output=avail', '-m', pool)).split('\n')[1]);
    await fill(free - 1);
    process.kill(pid, 'SIGCONT');
    expect(await refused).toMatchObject({ status: 507, code: 'insufficientStorage' });
    await expectNothingLeft();
  });
});

describe('while libvirt converts an image', () => {
  it('the server accepts other images, and refuses to delete or replace this one', async () => {
    const image = await expectImage('qcow2');
    const converted = put(image, slowContent());
    const pid = await stopConversion(image);
    try {
      const other = await put(await expectImage('raw'), bootable(randomBytes(MIB)));
      expect(other.status).toBe('ready');
      await remove(other);
      for (const [method, path] of [
        ['DELETE', ''],
        ['PUT', '/content'],
      ] as const) {
        const body = method === 'PUT' ? qcow2() : undefined;
        const problem = await server.api.refused(method, `/images/${image.id}${path}`, body);
        expect(problem, method).toMatchObject({ status: 409, code: 'imageBusy' });
      }
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect(await converted).toMatchObject({ status: 'ready', virtualSizeBytes: SLOW_BYTES });
    await remove(image);
    await expectNothingLeft();
  });

  it('a new server after kill -9 removes the volumes when the conversion ends', async () => {
    const image = await expectImage('qcow2');
    const upload = server.api.beginUpload(image.id, slowContent());
    upload.end();
    const pid = await stopConversion(image);
    await server.kill();
    await server.start();
    // The server does not wait for the conversion.
    expect((await server.api.request('GET', '/readyz')).status).toBe(200);
    process.kill(pid, 'SIGCONT');
    await eventually('the volumes to be removed', LIMIT_MS, async () => {
      const { total } = await server.api.images();
      return total === 0 || undefined;
    });
    await expectNothingLeft();
  });

  it('an import can be cancelled, which takes effect when the conversion ends', async () => {
    const path = join(folder, 'slow.qcow2');
    await writeFile(path, slowContent());
    const body = { name: 'cancelled', format: 'qcow2', path };
    const { id, resource } = await server.api.ask<OperationDto>('POST', '/images', body);
    const image = await server.api.ask<ImageDto>('GET', `/images/${resource.id}`);
    const pid = await stopConversion(image);
    const cancel = (prefer: object) =>
      server.api.request<OperationDto>('POST', `/api/v1/operations/${id}/cancel`, undefined, {
        'Idempotency-Key': `cancel-${id}`,
        ...prefer,
      });
    expect(await cancel({})).toMatchObject({ status: 202, body: { id, finishedAt: null } });
    // A repeated request with the same Idempotency-Key also waits for the end.
    const cancelled = cancel({ Prefer: 'wait=60' });
    process.kill(pid, 'SIGCONT');
    expect(await cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect((await cancelled).headers.get('Location')).toBe(`/api/v1/operations/${id}`);
    expect((await cancelled).headers.get('Preference-Applied')).toBe('wait=60');
    await expectNothingLeft();
  });
});

describe('an upload that has just begun', () => {
  it('blocks the deletion of its image, and continues; after a deletion it gets 404', async () => {
    const content = bootable(randomBytes(MIB));
    const image = await expectImage('raw');
    const upload = server.api.beginUpload(image.id, content.subarray(0, 10), content.length);
    const responded = once(upload, 'response');
    await eventually('the upload to begin', LIMIT_MS, async () => {
      const now = await server.api.ask<ImageDto>('GET', `/images/${image.id}`);
      return now.uploadedBytes !== null || undefined;
    });
    const notDeleted = await server.api.refused('DELETE', `/images/${image.id}`);
    expect(notDeleted).toMatchObject({ status: 409, code: 'imageBusy' });
    const second = await server.api.refused('PUT', `/images/${image.id}/content`, content);
    expect(second).toMatchObject({ status: 409, code: 'imageBusy' });
    upload.end(content.subarray(10));
    const [response]: IncomingMessage[] = await within('the response', LIMIT_MS, responded);
    expect(response?.statusCode).toBe(200);
    response?.resume();
    await remove(image);
    const gone = await server.api.refused('PUT', `/images/${image.id}/content`, content);
    expect(gone).toMatchObject({ status: 404, code: 'imageNotFound' });
    await expectNothingLeft();
  });

  it('is the only one for its image: concurrent ones are refused', async () => {
    const content = bootable(randomBytes(2 * MIB));
    const image = await expectImage('raw');
    const path = `/api/v1/images/${image.id}/content`;
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => server.api.request('PUT', path, content)),
    );
    const statuses = responses.map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409]);
    await remove(image);
    await expectNothingLeft();
  });
});

describe('zeros', () => {
  const STORED_BYTES = 4 * MIB;

  it('of an upload are not stored', async () => {
    const content = bootable(Buffer.concat([randomBytes(MIB), Buffer.alloc(60 * MIB)]));
    const image = await expectImage('raw');
    const upload = server.api.beginUpload(image.id, content.subarray(0, -1), content.length);
    const responded = once(upload, 'response');
    await eventually('all but the last byte', LIMIT_MS, async () => {
      const now = await server.api.ask<ImageDto>('GET', `/images/${image.id}`);
      return (now.uploadedBytes ?? 0) > 50 * MIB || undefined;
    });
    const { blocks } = await stat(join(pool, `${image.id}.incoming`));
    expect(blocks * 512).toBeLessThan(STORED_BYTES);
    upload.end(content.subarray(-1));
    await responded;
    const ready = await server.api.ask<ImageDto>('GET', `/images/${image.id}`);
    expect(ready.fileSizeBytes).toBeLessThan(STORED_BYTES);
    await remove(ready);
  });
});

describe('the file of an image', () => {
  const isReadableByOthers = (path: string) =>
    run('runuser', '-u', 'nobody', '--', 'head', '-c', '1', path).then(
      () => true,
      () => false,
    );

  it('is readable only by QEMU: uploaded, published, and created by an earlier version', async () => {
    const tiny = await registerTiny(server.api);
    const path = join(pool, `${tiny.id}.qcow2`);
    expect((await stat(path)).mode & 0o777).toBe(0o400);
    expect(await isReadableByOthers(path)).toBe(false);
    const name = server.name('reader');
    await server.api.createInstance({ name, start: false });
    await server.api.finish('POST', `/instances/${name}/publish`, { name: 'published' });
    const published = await server.api.ask<ImageDto>('GET', '/images/published');
    expect(published.hasBootSignature).toBe(true);
    const publishedPath = join(pool, `${published.id}.qcow2`);
    for (const each of [path, publishedPath]) {
      expect((await stat(each)).mode & 0o777).toBe(0o400);
      expect(await isReadableByOthers(each)).toBe(false);
    }

    await server.stop();
    await chmod(path, 0o444);
    await chmod(pool, 0o711);
    expect(await isReadableByOthers(path)).toBe(true);
    await server.start();
    expect(await isReadableByOthers(path)).toBe(false);
    await server.api.finish('POST', `/instances/${name}/start`);
    expect((await server.api.instance(name)).state).toBe('running');
    expect(await isReadableByOthers(path)).toBe(false);
    await server.api.deleteInstances();
    await remove(tiny);
    await remove(published);
    expect(await volumeNames(server.imagesPool)).toEqual([]);
  }, 120_000);
});

/** Write a sparse disk that has only a boot sector. */
async function writeSparse(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(bootable(Buffer.alloc(512)), 0, 512, 0);
    await file.truncate(bytes);
  } finally {
    await file.close();
  }
}

function finished(operation: OperationDto): Promise<OperationDto> {
  return eventually('the end of the operation', LIMIT_MS, async () => {
    const now = await server.api.ask<OperationDto>('GET', `/operations/${operation.id}`);
    return now.finishedAt === null ? undefined : now;
  });
}
