import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Connection,
  type StoragePool,
  StreamHole,
  VIR_ERR_NO_STORAGE_VOL,
  VIR_STORAGE_POOL_BUILD_NEW,
  VIR_STORAGE_POOL_EVENT_DEFINED,
  VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
  VIR_STORAGE_POOL_EVENT_STARTED,
  VIR_STORAGE_POOL_EVENT_STOPPED,
  VIR_STORAGE_POOL_EVENT_UNDEFINED,
  VIR_STORAGE_POOL_RUNNING,
  VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
} from '../src/index.js';
import { asTyped } from '../src/xdr/index.js';

const NAME = `qa-${process.pid}-nl-storage`;
const MIB = 1024 * 1024;

let connection: Connection;
let folder: string;
let pool: StoragePool;

function poolXml(name: string, path: string): string {
  return `<pool type='dir'><name>${name}</name><target><path>${path}</path></target></pool>`;
}

function volumeXml(name: string, capacityBytes: number, format = 'raw', more = ''): string {
  return (
    `<volume><name>${name}</name><capacity>${capacityBytes}</capacity>` +
    `<allocation>0</allocation><target><format type='${format}'/></target>${more}</volume>`
  );
}

async function removePool(name: string): Promise<void> {
  const found = await connection.storagePoolLookupByName(name).catch(() => undefined);
  if (found) {
    await found.destroy().catch(() => {});
    await found.undefine().catch(() => {});
  }
}

beforeAll(async () => {
  connection = await Connection.open('qemu:///system');
  folder = await mkdtemp(join(tmpdir(), `${NAME}-`));
  await removePool(NAME);
  pool = await connection.storagePoolDefineXML(poolXml(NAME, join(folder, 'pool')));
  await pool.build(VIR_STORAGE_POOL_BUILD_NEW);
  await pool.create();
});

afterAll(async () => {
  await removePool(NAME);
  await connection.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a pool', () => {
  it('reports its state and sizes', async () => {
    const info = await pool.getInfo();
    expect(info.state).toBe(VIR_STORAGE_POOL_RUNNING);
    expect(info.capacityBytes).toBeGreaterThan(0);
    expect(info.capacityBytes).toBe(info.allocationBytes + info.availableBytes);
    expect(await pool.getXMLDesc()).toContain(`<uuid>${pool.uuid}</uuid>`);
    expect(await pool.isActive()).toBe(true);
    expect(await pool.isPersistent()).toBe(true);
    expect(await pool.getAutostart()).toBe(false);
    expect((await connection.listAllStoragePools()).map(({ name }) => name)).toContain(NAME);
  });

  it('sends lifecycle events', async () => {
    const name = `${NAME}-events`;
    await removePool(name);
    const events = await connection.storagePoolEvents(VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE);
    const other = await connection.storagePoolDefineXML(poolXml(name, folder));
    await other.create();
    await other.destroy();
    await other.undefine();
    const seen: number[] = [];
    for await (const event of events) {
      if (event.pool.name === name) {
        seen.push(event.event);
      }
      if (event.event === VIR_STORAGE_POOL_EVENT_UNDEFINED) {
        break;
      }
    }
    expect(seen).toEqual([
      VIR_STORAGE_POOL_EVENT_DEFINED,
      VIR_STORAGE_POOL_EVENT_STARTED,
      VIR_STORAGE_POOL_EVENT_STOPPED,
      VIR_STORAGE_POOL_EVENT_UNDEFINED,
    ]);
  });
});

describe('a volume', () => {
  it('can be created, found, described, resized and deleted', async () => {
    const volume = await pool.storageVolCreateXML(volumeXml('plain.qcow2', 8 * MIB, 'qcow2'));
    expect(await volume.getPath()).toBe(join(folder, 'pool', 'plain.qcow2'));
    expect((await volume.getInfo()).capacityBytes).toBe(8 * MIB);
    await volume.resize(16 * MIB);
    expect((await volume.getInfo()).capacityBytes).toBe(16 * MIB);
    const found = [
      await pool.storageVolLookupByName('plain.qcow2'),
      await connection.storageVolLookupByKey(volume.key),
      await connection.storageVolLookupByPath(await volume.getPath()),
    ];
    for (const same of found) {
      expect(same.ref).toEqual(volume.ref);
    }
    expect((await connection.storagePoolLookupByVolume(volume)).uuid).toBe(pool.uuid);
    await volume.delete();
    await expect(pool.storageVolLookupByName('plain.qcow2')).rejects.toMatchObject({
      code: VIR_ERR_NO_STORAGE_VOL,
    });
  });

  it('can be cloned with a backing file, and copied with its content', async () => {
    const base = await pool.storageVolCreateXML(volumeXml('base.qcow2', 8 * MIB, 'qcow2'));
    const backing = `<backingStore><path>${await base.getPath()}</path><format type='qcow2'/></backingStore>`;
    const clone = await pool.storageVolCreateXML(
      volumeXml('clone.qcow2', 8 * MIB, 'qcow2', backing),
    );
    expect(await clone.getXMLDesc()).toContain(await base.getPath());
    const copy = await pool.storageVolCreateXMLFrom(volumeXml('copy.raw', 8 * MIB), base);
    expect((await copy.getInfo()).capacityBytes).toBe(8 * MIB);
    expect((await pool.listAllVolumes()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['base.qcow2', 'clone.qcow2', 'copy.raw']),
    );
    for (const volume of [clone, copy, base]) {
      await volume.delete();
    }
  });

  it('can be uploaded and downloaded while other calls run', async () => {
    const size = 48 * MIB + 13;
    const content = randomBytes(size);
    const volume = await pool.storageVolCreateXML(volumeXml('round-trip', size));
    const chunks = Array.from({ length: Math.ceil(size / 700_001) }, (_, i) =>
      content.subarray(i * 700_001, (i + 1) * 700_001),
    );
    const uploading = pipeline(Readable.from(chunks), await volume.upload(0, size));
    const names = await Promise.all(Array.from({ length: 20 }, () => connection.getHostname()));
    await uploading;
    expect(new Set(names).size).toBe(1);
    const hash = createHash('sha256');
    for await (const chunk of await volume.download()) {
      hash.update(asTyped<Buffer>(chunk));
    }
    expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
    await volume.delete();
  });

  it('can be downloaded in part, from an offset', async () => {
    const volume = await pool.storageVolCreateXML(volumeXml('part', MIB));
    await pipeline(Readable.from([Buffer.from('hello')]), await volume.upload(1_000, 5));
    const [part] = await (await volume.download(999, 7)).toArray();
    expect(part).toEqual(Buffer.from('\0hello\0'));
    await volume.delete();
  });

  it('leaves the connection usable when an upload is destroyed half-way', async () => {
    const volume = await pool.storageVolCreateXML(volumeXml('aborted', 8 * MIB));
    const upload = await volume.upload(0, 8 * MIB);
    upload.write(Buffer.alloc(MIB));
    upload.destroy();
    const download = await volume.download();
    download.destroy();
    expect(await connection.getHostname()).not.toBe('');
    await volume.delete();
  });

  // Sending it would crash the daemon of libvirt 11.3, as `virsh vol-upload --length` also can.
  it('refuses an upload that is longer than its stated length, before sending it', async () => {
    const volume = await pool.storageVolCreateXML(volumeXml('too-long', MIB));
    const upload = pipeline(
      Readable.from([Buffer.alloc(1_000), Buffer.alloc(1)]),
      await volume.upload(0, 1_000),
    );
    await expect(upload).rejects.toThrow(RangeError);
    await pipeline(Readable.from([Buffer.alloc(1_000)]), await volume.upload(0, 1_000));
    await volume.delete();
  });

  it('keeps its holes in sparse transfers', async () => {
    const volume = await pool.storageVolCreateXML(volumeXml('sparse', 64 * MIB));
    const upload = await volume.upload(0, 64 * MIB, VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM);
    await pipeline(
      Readable.from([
        Buffer.alloc(MIB, 'a'),
        new StreamHole(BigInt(62 * MIB)),
        Buffer.alloc(MIB, 'b'),
      ]),
      upload,
    );
    expect((await stat(await volume.getPath())).blocks * 512).toBeLessThan(4 * MIB);
    let holes = 0n;
    let bytes = 0;
    const download = await volume.download(0, 0, VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM);
    for await (const chunk of download) {
      if (chunk instanceof StreamHole) {
        holes += chunk.lengthBytes;
      } else {
        bytes += asTyped<Buffer>(chunk).length;
      }
    }
    expect({ holes, bytes }).toEqual({ holes: BigInt(62 * MIB), bytes: 2 * MIB });
    await volume.delete();
  });
});
