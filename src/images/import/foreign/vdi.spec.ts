import { describe, expect, it } from 'vitest';
import {
  MemoryFile,
  contentOf,
  patternBlock,
  rawDisk,
  vdi,
} from '../../../../test/support/foreign-disks.js';
import { openVdi } from './vdi.js';

const MIB = 1024 ** 2;
const SIZE = 6 * MIB + 512;
/** In the file, block 4 is before block 1. Block 6 is the last one, which the disk ends in. */
const BLOCKS = new Map([4, 1, 2, 6].map((number) => [number, patternBlock(number, MIB)]));

const good = () => vdi(SIZE, BLOCKS);
const open = (bytes: Buffer) => openVdi(new MemoryFile(bytes));

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = good();
  change(bytes);
  return bytes;
}

describe('a VDI', () => {
  it('has the content of its blocks, and zeros elsewhere', async () => {
    const disk = await open(good());
    expect(disk.virtualSizeBytes).toBe(SIZE);
    expect(disk.dataBytes).toBe(3 * MIB + 512);
    const content = await contentOf(disk);
    expect(content.equals(rawDisk(SIZE, MIB, BLOCKS).subarray(0, SIZE))).toBe(true);
  });

  it('is read in few pieces where its blocks are adjacent', async () => {
    const blocks = new Map(
      Array.from({ length: 8 }, (_, number) => [number, patternBlock(number, MIB)] as const),
    );
    const file = new MemoryFile(vdi(8 * MIB, blocks));
    const disk = await openVdi(file);
    file.reads = 0;
    await contentOf(disk);
    // The table, and four pieces of 2 MiB.
    expect(file.reads).toBe(5);
  });

  it('has zeros in a discarded block', async () => {
    const disk = await open(changed((bytes) => bytes.writeUInt32LE(0xffff_fffe, 512 + 4 * 4)));
    expect((await contentOf(disk)).subarray(4 * MIB, 5 * MIB).every((byte) => byte === 0)).toBe(
      true,
    );
  });

  it('of an odd length is rounded up to whole sectors, as QEMU does it', async () => {
    const disk = await open(changed((bytes) => bytes.writeBigUInt64LE(BigInt(5 * MIB + 7), 0x170)));
    expect(disk.virtualSizeBytes).toBe(5 * MIB + 512);
  });

  it.each<[string, (bytes: Buffer) => void, string, string]>([
    ['another signature', (b) => b.fill(0, 0, 0x44), 'imageFormatMismatch', 'vdi'],
    ['version 2', (b) => b.writeUInt32LE(0x2_0000, 0x44), 'imageUnsupported', 'version 2.0'],
    ['an undo image', (b) => b.writeUInt32LE(3, 0x4c), 'imageHasBackingFile', 'undo'],
    [
      'a differencing image',
      (b) => b.writeUInt32LE(4, 0x4c),
      'imageHasBackingFile',
      'differencing',
    ],
    ['type 9', (b) => b.writeUInt32LE(9, 0x4c), 'imageUnsupported', 'type, 9'],
    ['a parent', (b) => b.writeUInt8(1, 0x1b8), 'imageHasBackingFile', 'parent'],
    ['a link', (b) => b.writeUInt8(1, 0x1a8), 'imageHasBackingFile', 'parent'],
    ['blocks of 2 MiB', (b) => b.writeUInt32LE(2 * MIB, 0x178), 'imageUnsupported', '2097152'],
    ['sectors of 4096', (b) => b.writeUInt32LE(4096, 0x168), 'imageUnsupported', '4096'],
    ['a size of 0', (b) => b.writeBigUInt64LE(0n, 0x170), 'imageCorrupt', 'virtual size, 0'],
    ['a size of 2^60', (b) => b.writeBigUInt64LE(2n ** 60n, 0x170), 'imageCorrupt', 'virtual size'],
    [
      'a size beyond its table',
      (b) => b.writeBigUInt64LE(2n ** 30n, 0x170),
      'imageCorrupt',
      'disagree',
    ],
    ['data before the table', (b) => b.writeUInt32LE(0, 0x158), 'imageCorrupt', 'overlap'],
    ['a table in the header', (b) => b.writeUInt32LE(0, 0x154), 'imageCorrupt', 'overlap'],
    ['a block outside the file', (b) => b.writeUInt32LE(4, 512), 'imageCorrupt', 'outside'],
    ['one block for two', (b) => b.writeUInt32LE(1, 512), 'imageCorrupt', 'more than once'],
  ])('with %s is refused', async (_, change, code, message) => {
    await expect(open(changed(change))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [0, 'imageTooShort'],
    [511, 'imageTooShort'],
    [530, 'imageCorrupt'],
    [2048, 'imageCorrupt'],
    [2048 + 3 * MIB + 511, 'imageCorrupt'],
  ])('that ends after %i bytes is refused', async (length, code) => {
    await expect(open(good().subarray(0, length))).rejects.toMatchObject({ code });
  });
});
