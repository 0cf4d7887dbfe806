import { mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImageRefusedError } from '../../src/common/errors.js';
import type { ForeignFile } from '../../src/images/import/foreign/disk-reader.js';
import {
  type ForeignFormat,
  openForeignDisk,
} from '../../src/images/import/foreign/open-foreign-disk.js';
import { MemoryFile, contentOf } from '../support/foreign-disks.js';
import {
  type Structure,
  outcomeOf,
  withPatches,
  withRandomFault,
} from '../support/foreign-faults.js';
import { random } from '../support/random.js';
import { run } from '../support/virsh.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const SIZE_BYTES = 40 * MIB + 77 * 512;
const RANDOM_FAULTS = 100;

/** What qemu-img makes that picostack reads. */
const READABLE: readonly [ForeignFormat, string][] = [
  ['vmdk', ''],
  ['vmdk', 'subformat=monolithicSparse'],
  ['vmdk', 'subformat=monolithicSparse,zeroed_grain=on'],
  ['vmdk', 'subformat=monolithicSparse,compat6=on,adapter_type=lsilogic'],
  ['vmdk', 'subformat=streamOptimized'],
  ['vmdk', 'subformat=streamOptimized,zeroed_grain=on'],
  ['vdi', ''],
  ['vdi', 'static=on'],
  ['vhdx', ''],
  ['vhdx', 'subformat=dynamic,block_size=1M'],
  ['vhdx', 'subformat=dynamic,block_size=32M'],
  ['vhdx', 'subformat=dynamic,block_size=256M'],
  ['vhdx', 'subformat=dynamic,log_size=4M'],
  ['vhdx', 'subformat=fixed'],
  ['vhdx', 'subformat=fixed,block_size=1M'],
  ['vhdx', 'subformat=fixed,block_size=256M'],
  ['vhdx', 'subformat=fixed,block_state_zero=off'],
  ['vpc', ''],
  ['vpc', 'subformat=dynamic'],
  ['vpc', 'subformat=dynamic,force_size=on'],
  ['vpc', 'subformat=fixed'],
  ['vpc', 'subformat=fixed,force_size=on'],
];

/** What qemu-img makes of several files. */
const REFUSED = ['monolithicFlat', 'twoGbMaxExtentSparse', 'twoGbMaxExtentFlat'] as const;

/** The parts of qemu-img's files that have its headers and tables. Their checksums are not corrected. */
const STRUCTURES: Readonly<Record<ForeignFormat, (fileBytes: number) => Structure[]>> = {
  vdi: () => [{ offset: 0, length: 540 }],
  vmdk: () => [
    { offset: 0, length: 80 },
    { offset: 512, length: 400 },
    { offset: 21 * 512, length: 12 * 512 },
    { offset: 64 * KIB, length: 64 },
  ],
  vhdx: () => [
    { offset: 64 * KIB, length: 80 },
    { offset: 2 * MIB, length: 64 },
    { offset: 3 * MIB, length: 200 },
    { offset: 3 * MIB + 64 * KIB, length: 64 },
  ],
  vpc: (fileBytes) => [
    { offset: 0, length: 2 * KIB },
    { offset: fileBytes - 512, length: 512 },
  ],
};

let folder: string;
let rawPath: string;
let raw: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picostack-foreign-'));
  raw = sparsePattern();
  rawPath = join(folder, 'disk.raw');
  await writeFile(rawPath, raw);
});
afterAll(() => folder && rm(folder, { recursive: true, force: true }));

/** A disk with random data at its start, at its end, and in some of its blocks of many sizes. */
function sparsePattern(): Buffer {
  const disk = Buffer.alloc(SIZE_BYTES);
  const fill = (offset: number, length: number): void => {
    for (let at = offset; at < Math.min(offset + length, SIZE_BYTES); at += 1) {
      disk[at] = Math.floor(random() * 256);
    }
  };
  fill(0, 700);
  fill(SIZE_BYTES - 700, 700);
  fill(9 * MIB - 3, 2 * MIB);
  for (let count = 0; count < 30; count += 1) {
    fill(Math.floor(random() * SIZE_BYTES), Math.ceil(random() * 64 * KIB));
  }
  return disk;
}

/** Convert the raw disk. @returns the path of the new file, in a folder of its own */
async function converted(
  format: ForeignFormat,
  options: string,
  source = rawPath,
): Promise<string> {
  const path = join(await mkdtemp(join(folder, `${format}-`)), `disk.${format}`);
  const chosen = options ? ['-o', options] : [];
  await run('qemu-img', 'convert', '-q', '-f', 'raw', '-O', format, ...chosen, source, path);
  return path;
}

async function qemuSize(format: ForeignFormat, path: string): Promise<number> {
  const info = await run('qemu-img', 'info', '--output=json', '-f', format, path);
  return (JSON.parse(info) as { 'virtual-size': number })['virtual-size'];
}

async function withFile<T>(path: string, work: (file: ForeignFile) => Promise<T>): Promise<T> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    return await work({
      sizeBytes: size,
      read: async (offset, length) => {
        const bytes = Buffer.alloc(length);
        const { bytesRead } = await handle.read(bytes, 0, length, offset);
        return bytes.subarray(0, bytesRead);
      },
    });
  } finally {
    await handle.close();
  }
}

/** Compare a disk with the raw one; QEMU may have rounded its size up, with zeros. */
function isSameDisk(content: Buffer): boolean {
  const rest = content.subarray(raw.length);
  return content.subarray(0, raw.length).equals(raw) && rest.every((byte) => byte === 0);
}

describe.each(READABLE)('%s of qemu-img with "%s"', (format, options) => {
  it('has the size that QEMU reports and the content of the raw disk', async () => {
    const path = await converted(format, options);
    await withFile(path, async (file) => {
      const disk = await openForeignDisk(format, file);
      expect(disk.virtualSizeBytes).toBe(await qemuSize(format, path));
      expect(isSameDisk(await contentOf(disk))).toBe(true);
    });
  });

  it('is an empty disk if qemu-img only creates it', async () => {
    const path = join(await mkdtemp(join(folder, 'empty-')), 'disk');
    const chosen = options ? ['-o', options] : [];
    await run('qemu-img', 'create', '-q', '-f', format, ...chosen, path, '33M');
    await withFile(path, async (file) => {
      const disk = await openForeignDisk(format, file);
      expect(disk.virtualSizeBytes).toBe(await qemuSize(format, path));
      expect((await contentOf(disk)).every((byte) => byte === 0)).toBe(true);
    });
  });

  it('is refused or read with random faults', async () => {
    const small = join(folder, 'small.raw');
    await writeFile(small, raw.subarray(0, 3 * MIB + 512));
    const bytes = await readFile(await converted(format, options, small));
    const structures = STRUCTURES[format](bytes.length);
    for (let count = 0; count < RANDOM_FAULTS; count += 1) {
      await withRandomFault(bytes, structures, async (faulty, what) => {
        expect(await outcomeOf(format, faulty), what).toMatch(/^(read|image[A-Z].*)$/);
      });
    }
  });

  it('is refused if it is cut off, unless only the part of a block behind the end of the disk is missing', async () => {
    const bytes = await readFile(await converted(format, options));
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      const short = bytes.subarray(0, Math.floor(bytes.length * part));
      const content = await contentOrCode(format, short);
      expect(typeof content === 'string' ? content : isSameDisk(content)).toSatisfy(
        (outcome) => outcome === true || String(outcome).startsWith('image'),
      );
    }
  });
});

async function contentOrCode(format: ForeignFormat, bytes: Buffer): Promise<Buffer | string> {
  try {
    return await contentOf(await openForeignDisk(format, new MemoryFile(bytes)));
  } catch (error) {
    if (error instanceof ImageRefusedError) return error.code;
    throw error;
  }
}

it.each([
  ['vdi', 512],
  ['vmdk', 21 * 512],
  ['vhdx', 3 * MIB],
] as const)('a real %s is refused or read with any word at %i changed', async (format, offset) => {
  const small = join(folder, 'patched.raw');
  await writeFile(small, raw.subarray(0, MIB));
  const bytes = await readFile(await converted(format, '', small));
  await withPatches(bytes, { offset, length: 64 }, async (faulty, what) => {
    expect(await outcomeOf(format, faulty), what).toMatch(/^(read|image[A-Z].*)$/);
  });
});

describe.each(REFUSED)('a VMDK of qemu-img that is %s', (subformat) => {
  it('is refused by its name: no other file is opened', async () => {
    const path = await converted('vmdk', `subformat=${subformat}`);
    await withFile(path, async (file) => {
      await expect(openForeignDisk('vmdk', file)).rejects.toMatchObject({
        code: 'imageHasDataFile',
        message: expect.stringContaining(subformat),
      });
    });
  });
});

it('an extent of a VMDK of several files is refused', async () => {
  const path = await converted('vmdk', 'subformat=twoGbMaxExtentSparse');
  const extent = (await readdir(join(path, '..'))).find((name) => name.includes('-s001'));
  await withFile(join(path, '..', extent ?? ''), async (file) => {
    await expect(openForeignDisk('vmdk', file)).rejects.toMatchObject({
      code: 'imageHasDataFile',
    });
  });
});

it('a VMDK with a parent is refused', async () => {
  const parent = await converted('vmdk', '');
  const path = join(folder, 'child.vmdk');
  await run('qemu-img', 'create', '-q', '-f', 'vmdk', '-b', parent, '-F', 'vmdk', path);
  await withFile(path, async (file) => {
    await expect(openForeignDisk('vmdk', file)).rejects.toMatchObject({
      code: 'imageHasBackingFile',
    });
  });
});
