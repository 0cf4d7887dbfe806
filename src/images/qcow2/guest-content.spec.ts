import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qcow2WithData } from '../../../test/support/qcow2.js';
import { ImageRefusedError } from '../../common/errors.js';
import { readGuestContent } from './guest-content.js';
import { readGuestBeginning } from './qcow2-tables.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const CLUSTER = 64 * KIB;

let folder: string;
let disk: Buffer;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-content-'));
  const text = Buffer.from('some text that can be compressed, line by line\n'.repeat(60_000));
  // Data, noise that QEMU leaves uncompressed, holes, and an end within a cluster.
  disk = Buffer.concat([
    text.subarray(0, 2 * MIB + 100),
    randomBytes(3 * CLUSTER),
    Buffer.alloc(4 * MIB),
    text.subarray(0, CLUSTER),
    Buffer.alloc(CLUSTER + 412),
    text.subarray(7, 5 * CLUSTER + 7),
  ]);
  disk = disk.subarray(0, disk.length - (disk.length % 512));
  writeFileSync(join(folder, 'disk.raw'), disk);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The disk as QEMU stores it. */
function stored(...options: string[]): Buffer {
  const path = join(folder, 'disk.qcow2');
  const formats = ['-f', 'raw', '-O', 'qcow2'];
  execFileSync('qemu-img', ['convert', ...formats, ...options, join(folder, 'disk.raw'), path]);
  return readFileSync(path);
}

const reader = (file: Buffer) => (offset: number, length: number) =>
  Promise.resolve(file.subarray(offset, offset + length));

async function contentOf(file: Buffer, start: number, end: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readGuestContent(reader(file), start, end)) {
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces);
}

const KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['not compressed', []],
  ['compressed with zlib', ['-c']],
  ['compressed with zstd', ['-c', '-o', 'compression_type=zstd']],
  ['compressed in small clusters', ['-c', '-o', 'compression_type=zstd,cluster_size=4096']],
  ['compressed in large clusters', ['-c', '-o', 'compression_type=zstd,cluster_size=2M']],
  ['with extended L2 entries', ['-o', 'extended_l2=on,cluster_size=128k']],
];

// Decompressing clusters of 2 MiB takes a few seconds on a busy host.
describe.each(KINDS)('the disk of a file that is %s', { timeout: 30_000 }, (_, options) => {
  it('is read as a whole, and in parts', async () => {
    const file = stored(...options);
    expect((await contentOf(file, 0, disk.length)).equals(disk)).toBe(true);
    const parts = [
      [0, 1],
      [CLUSTER - 1, CLUSTER + 1],
      [2 * MIB - 5, 2 * MIB + 4 * CLUSTER],
      [2 * MIB + 4 * CLUSTER + 5, disk.length - 3],
      [disk.length - 1, disk.length],
    ] as const;
    for (const [start, end] of parts) {
      expect((await contentOf(file, start, end)).equals(disk.subarray(start, end))).toBe(true);
    }
    const beginning = await readGuestBeginning(reader(file), 4096);
    expect(beginning.equals(disk.subarray(0, 4096))).toBe(true);
  });

  it('is read with the right bytes or refused if the file is cut off', async () => {
    const file = stored(...options);
    const whole = contentOf(file.subarray(0, file.length - CLUSTER), 0, disk.length);
    const result = await whole.catch((error: unknown) => error);
    expect(result).toBeInstanceOf(ImageRefusedError);
    for (const bytes of [0, 50, 105, CLUSTER]) {
      const cut = contentOf(file.subarray(0, bytes), 0, disk.length);
      await expect(cut).rejects.toThrow(ImageRefusedError);
    }
  });
});

it('needs few reads for compressed clusters', async () => {
  const file = qcow2WithData({ virtualSizeBytes: 16 * MIB, isCompressed: true });
  let reads = 0;
  let bytes = 0;
  const read = (offset: number, length: number) => {
    reads += 1;
    return Promise.resolve(file.subarray(offset, offset + length));
  };
  for await (const piece of readGuestContent(read, 0, 16 * MIB)) bytes += piece.length;
  expect(bytes).toBe(16 * MIB);
  expect(reads).toBeLessThan(20);
});

it('is refused if a compressed cluster was overwritten', async () => {
  const file = Buffer.from(stored('-c', '-o', 'compression_type=zstd'));
  const start = file.indexOf(Buffer.from([0x28, 0xb5, 0x2f, 0xfd]));
  file.fill(0xff, start, start + 512);
  await expect(contentOf(file, 0, disk.length)).rejects.toThrow('a compressed cluster');
  await expect(readGuestBeginning(reader(file), 512)).rejects.toThrow(ImageRefusedError);
});

it('is refused if the header was overwritten', async () => {
  for (const [at, byte] of [
    [0, 0],
    [23, 63],
    [104, 9],
  ] as const) {
    const file = Buffer.from(stored('-c', '-o', 'compression_type=zstd'));
    file[at] = byte;
    await expect(contentOf(file, 0, disk.length)).rejects.toThrow(ImageRefusedError);
  }
});
