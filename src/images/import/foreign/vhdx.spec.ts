import { describe, expect, it } from 'vitest';
import {
  MemoryFile,
  VHDX,
  contentOf,
  patternBlock,
  rawDisk,
  sealVhdx,
  vhdx,
} from '../../../../test/support/foreign-disks.js';
import { openVhdx } from './vhdx.js';

const MIB = 1024 ** 2;
const SIZE = 5 * MIB + 512;
const BLOCKS = new Map([3, 0, 1, 5].map((number) => [number, patternBlock(number, MIB)]));
const CONTENT = rawDisk(SIZE, MIB, BLOCKS).subarray(0, SIZE);
const ENTRY = VHDX.metadata + 32;
const PARENT_LOCATOR = '2d5fd3a80bb34d45abf7d3d84834ab0c';

const good = () => vhdx(SIZE, BLOCKS);
const open = (bytes: Buffer) => openVhdx(new MemoryFile(bytes));

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = good();
  change(bytes);
  for (const at of [...VHDX.headers, ...VHDX.regionTables]) sealVhdx(bytes, at);
  return bytes;
}

describe('a VHDX', () => {
  it('has its content', async () => {
    const disk = await open(good());
    expect(disk).toMatchObject({ virtualSizeBytes: SIZE, dataBytes: 3 * MIB + 512 });
    expect((await contentOf(disk)).equals(CONTENT)).toBe(true);
  });

  it('has entries for bitmaps between those of the blocks', async () => {
    const blocks = new Map([4095, 4096].map((number) => [number, patternBlock(number, MIB)]));
    const disk = await open(vhdx(4200 * MIB, blocks));
    const offsets: number[] = [];
    for await (const { offset, data } of disk.read()) {
      offsets.push(offset);
      expect(data.equals(Buffer.concat([...blocks.values()]))).toBe(true);
    }
    expect(offsets).toEqual([4095 * MIB]);
  });

  it.each([0, 1, 2, 3, 5])('has zeros in blocks of the state %i', async (state) => {
    const disk = await open(changed((bytes) => bytes.writeUInt8(state, VHDX.blockTable)));
    expect((await contentOf(disk)).subarray(0, MIB).every((byte) => byte === 0)).toBe(true);
  });

  it.each([...VHDX.headers, ...VHDX.regionTables])(
    'is read if one of its two copies is damaged at %i',
    async (at) => {
      const bytes = good();
      bytes.writeUInt8(9, at + 100);
      expect((await contentOf(await open(bytes))).equals(CONTENT)).toBe(true);
    },
  );

  it('uses its newest header', async () => {
    const bytes = changed((file) => {
      file.writeUInt8(1, VHDX.headers[0] + 50);
    });
    expect((await open(bytes)).virtualSizeBytes).toBe(SIZE);
    await expect(
      open(changed((file) => file.writeUInt8(1, VHDX.headers[1] + 50))),
    ).rejects.toMatchObject({
      code: 'imageDirty',
      message: expect.stringContaining('qemu-img check -r all FILE'),
    });
  });

  const inHeaders = (change: (bytes: Buffer, at: number) => void) => (bytes: Buffer) => {
    for (const at of VHDX.headers) change(bytes, at);
  };
  const inRegions = (change: (bytes: Buffer, at: number) => void) => (bytes: Buffer) => {
    for (const at of VHDX.regionTables) change(bytes, at + 16);
  };
  it.each<[string, (bytes: Buffer) => void, string, string]>([
    ['another signature', (b) => b.fill(0, 0, 8), 'imageFormatMismatch', 'vhdx'],
    ['no header', inHeaders((b, at) => b.fill(0, at, at + 4)), 'imageCorrupt', 'neither'],
    [
      'version 2',
      inHeaders((b, at) => b.writeUInt16LE(2, at + 66)),
      'imageUnsupported',
      'version 2',
    ],
    [
      'different headers with one number',
      inHeaders((b, at) => b.writeBigUInt64LE(1n, at + 8) && b.writeUInt8(at >> 16, at + 20)),
      'imageCorrupt',
      'differ',
    ],
    [
      'a log outside',
      inHeaders((b, at) => b.writeBigUInt64LE(2n ** 40n, at + 72)),
      'imageCorrupt',
      'outside',
    ],
    [
      'no region table',
      (b) => VHDX.regionTables.map((at) => b.fill(0, at, at + 4)),
      'imageCorrupt',
      'neither',
    ],
    [
      'too many regions',
      inRegions((b, at) => b.writeUInt32LE(2048, at - 8)),
      'imageCorrupt',
      '2048',
    ],
    [
      'no regions',
      inRegions((b, at) => b.writeUInt32LE(0, at - 8)),
      'imageCorrupt',
      'no block table',
    ],
    [
      'an unknown region',
      inRegions((b, at) => b.writeUInt8(9, at)),
      'imageUnsupported',
      'unknown region',
    ],
    [
      'a region in the header',
      inRegions((b, at) => b.writeBigUInt64LE(0n, at + 16)),
      'imageCorrupt',
      'whole MiB',
    ],
    [
      'overlapping regions',
      inRegions((b, at) => b.writeBigUInt64LE(BigInt(MIB), at + 16)),
      'imageCorrupt',
      'overlap',
    ],
    [
      'a region outside',
      inRegions((b, at) => b.writeBigUInt64LE(2n ** 50n, at + 16)),
      'imageCorrupt',
      'outside',
    ],
    [
      'no metadata',
      (b) => b.fill(0, VHDX.metadata, VHDX.metadata + 8),
      'imageCorrupt',
      'no metadata',
    ],
    ['too much metadata', (b) => b.writeUInt16LE(2048, VHDX.metadata + 10), 'imageCorrupt', '2048'],
    ['unknown metadata', (b) => b.writeUInt8(9, ENTRY), 'imageUnsupported', 'unknown metadata'],
    [
      'the same metadata twice',
      (b) => b.copy(b, ENTRY, ENTRY + 32, ENTRY + 64),
      'imageCorrupt',
      'twice',
    ],
    [
      'metadata outside',
      (b) => b.writeUInt32LE(0xffff_fff0, ENTRY + 16),
      'imageCorrupt',
      'outside',
    ],
    ['a parent', (b) => b.writeUInt32LE(2, VHDX.items + 4), 'imageHasBackingFile', 'parent'],
    [
      'a parent locator',
      (b) => b.write(PARENT_LOCATOR, ENTRY + 64, 'hex'),
      'imageHasBackingFile',
      'parent',
    ],
    ['unknown flags', (b) => b.writeUInt32LE(4, VHDX.items + 4), 'imageUnsupported', '0x4'],
    ['blocks of 0 bytes', (b) => b.writeUInt32LE(0, VHDX.items), 'imageCorrupt', 'have 0 bytes'],
    ['blocks of 512 MiB', (b) => b.writeUInt32LE(512 * MIB, VHDX.items), 'imageCorrupt', '256 MiB'],
    ['sectors of 1024', (b) => b.writeUInt32LE(1024, VHDX.items + 16), 'imageCorrupt', '1024'],
    [
      'a part of a sector',
      (b) => b.writeUInt32LE(4096, VHDX.items + 16),
      'imageCorrupt',
      'whole sectors',
    ],
    [
      'a size of 0',
      (b) => b.writeBigUInt64LE(0n, VHDX.items + 8),
      'imageCorrupt',
      'virtual size, 0',
    ],
    [
      'a size of 65 TiB',
      (b) => b.writeBigUInt64LE(65n * 2n ** 40n, VHDX.items + 8),
      'imageCorrupt',
      'virtual size',
    ],
    [
      'a size beyond its table',
      (b) => b.writeBigUInt64LE(2n ** 40n, VHDX.items + 8),
      'imageCorrupt',
      'disagree',
    ],
    ['a partial block', (b) => b.writeUInt8(7, VHDX.blockTable), 'imageHasBackingFile', 'parent'],
    [
      'a block of an unknown state',
      (b) => b.writeUInt8(4, VHDX.blockTable),
      'imageUnsupported',
      'state',
    ],
    [
      'a block in its header',
      (b) => b.writeUInt32LE(6, VHDX.blockTable),
      'imageCorrupt',
      'overlaps',
    ],
    [
      'a block in its log',
      (b) => b.writeUInt32LE(MIB + 6, VHDX.blockTable),
      'imageCorrupt',
      'overlaps',
    ],
    [
      'a block outside',
      (b) => b.fill(0xff, VHDX.blockTable + 1, VHDX.blockTable + 8),
      'imageCorrupt',
      'outside',
    ],
    [
      'one block for two',
      (b) => b.copy(b, VHDX.blockTable, VHDX.blockTable + 8, VHDX.blockTable + 16),
      'imageCorrupt',
      'more than once',
    ],
  ])('with %s is refused', async (_, change, code, message) => {
    await expect(open(changed(change))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [0, 'imageFormatMismatch'],
    [100, 'imageTooShort'],
    [200 * 1024, 'imageTooShort'],
    [MIB, 'imageCorrupt'],
    [3 * MIB, 'imageCorrupt'],
    [4 * MIB, 'imageCorrupt'],
    [7 * MIB + 511, 'imageCorrupt'],
  ])('that ends after %i bytes is refused', async (length, code) => {
    await expect(open(good().subarray(0, length))).rejects.toMatchObject({ code });
  });
});
