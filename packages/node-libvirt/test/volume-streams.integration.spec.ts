import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Connection,
  type StoragePool,
  type StorageVolume,
  StreamHole,
  VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
} from '../src/index.js';
import { asTyped } from '../src/xdr/index.js';

const execute = promisify(execFile);
const NAME = `qa-${process.pid}-nl-streams`;
const MIB = 1024 * 1024;

let connection: Connection;
let folder: string;
let pool: StoragePool;

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  pool = await connection.storagePoolCreateXML(
    `<pool type='dir'><name>${NAME}</name><target><path>${folder}</path></target></pool>`,
  );
});

afterAll(async () => {
  await pool.destroy();
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

async function makeVolume(name: string, capacityBytes: number): Promise<StorageVolume> {
  return pool.storageVolCreateXML(
    `<volume><name>${name}</name><capacity>${capacityBytes}</capacity><allocation>0</allocation>
     <target><format type='raw'/></target></volume>`,
  );
}

/** Creates a volume from a file with holes. Each part is a position and the bytes to write there. */
async function makeFile(name: string, sizeBytes: number, parts: [number, Buffer][]) {
  const file = await open(join(folder, name), 'w');
  for (const [at, bytes] of parts) {
    await file.write(bytes, 0, bytes.length, at);
  }
  await file.truncate(sizeBytes);
  await file.close();
  await pool.refresh();
  return pool.storageVolLookupByName(name);
}

async function sizesOnDisk(name: string): Promise<{ bytes: number; allocated: number }> {
  const { size, blocks } = await stat(join(folder, name));
  return { bytes: size, allocated: blocks * 512 };
}

describe('web streams', () => {
  it('upload and download a volume', async () => {
    const content = randomBytes(5 * MIB + 3);
    const volume = await makeVolume('web', content.length);
    const source = asTyped<ReadableStream>(Readable.toWeb(Readable.from([content])));
    await source.pipeTo(asTyped<WritableStream>(Writable.toWeb(await volume.upload())));
    const copy = new Response(asTyped<ReadableStream>(Readable.toWeb(await volume.download())));
    expect(Buffer.from(await copy.arrayBuffer()).equals(content)).toBe(true);
  });
});

describe('an abort signal', () => {
  it('aborts an upload and a download half-way, and the connection stays usable', async () => {
    const volume = await makeVolume('given-up', 64 * MIB);
    const abortUpload = new AbortController();
    async function* source(): AsyncIterable<Buffer> {
      for (let i = 0; i < 64; i++) {
        if (i === 4) abortUpload.abort();
        yield Buffer.alloc(MIB);
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    const { signal } = abortUpload;
    const upload = pipeline(Readable.from(source()), await volume.upload(), { signal });
    await expect(upload).rejects.toMatchObject({ name: 'AbortError' });
    const abortDownload = new AbortController();
    const sink = new Writable({
      write: (_chunk, _encoding, done) => {
        abortDownload.abort();
        done();
      },
    });
    const download = pipeline(await volume.download(), sink, { signal: abortDownload.signal });
    await expect(download).rejects.toMatchObject({ name: 'AbortError' });
    expect(await connection.getURI()).toBe('qemu:///system');
    await volume.delete();
  });
});

describe('holes', () => {
  const copy = async (from: StorageVolume, to: StorageVolume): Promise<void> =>
    pipeline(
      await from.download(0, 0, VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM),
      await to.upload(0, 0, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM),
    );

  it('of a raw volume are transferred to another volume, including those at its start and end', async () => {
    const parts: [number, Buffer][] = [
      [5 * MIB, randomBytes(MIB)],
      [40 * MIB, randomBytes(2 * MIB)],
    ];
    const source = await makeFile('holes.raw', 64 * MIB, parts);
    const seen: string[] = [];
    const download = await source.download(0, 0, VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM);
    for await (const part of download) {
      const isHole = part instanceof StreamHole;
      const last = seen.at(-1);
      if (isHole) seen.push(`hole ${Number(part.lengthBytes) / MIB}`);
      else if (last !== 'bytes') seen.push('bytes');
    }
    expect(seen).toEqual(['hole 5', 'bytes', 'hole 34', 'bytes', 'hole 22']);
    const target = await makeVolume('copy.raw', 64 * MIB);
    await copy(source, target);
    const [one, two] = await Promise.all(
      ['holes.raw', 'copy.raw'].map((name) => readFile(join(folder, name))),
    );
    expect(two?.equals(one!)).toBe(true);
    const sizes = await sizesOnDisk('copy.raw');
    expect(sizes.bytes).toBe(64 * MIB);
    expect(sizes.allocated).toBeLessThan(8 * MIB);
  });

  it('of a qcow2 file are transferred, and the copy is the same disk', async () => {
    const path = join(folder, 'disk.qcow2');
    // With all its clusters allocated but empty, the file is one large hole after its tables.
    const options = 'create -q -f qcow2 -o preallocation=metadata';
    await execute('qemu-img', [...options.split(' '), path, '256M']);
    await pool.refresh();
    const source = await pool.storageVolLookupByName('disk.qcow2');
    const target = await makeVolume('copy.qcow2', 0);
    await copy(source, target);
    await execute('qemu-img', ['compare', '-q', path, join(folder, 'copy.qcow2')]);
    await execute('qemu-img', ['check', '-q', join(folder, 'copy.qcow2')]);
    const [original, sizes] = await Promise.all(['disk.qcow2', 'copy.qcow2'].map(sizesOnDisk));
    expect(sizes?.bytes).toBe(original?.bytes);
    expect(sizes?.allocated).toBeLessThan(16 * MIB);
  });
});
