import { describe, expect, it } from 'vitest';
import {
  MemoryFile,
  type VhdWish,
  contentOf,
  dynamicVhd,
  patternBlock,
  rawDisk,
  sealVhd,
  vhdFooter,
} from '../../../../test/support/foreign-disks.js';
import { openVpc } from './vpc.js';

const MIB = 1024 ** 2;
const SIZE = 7 * MIB + 512;
const BLOCKS = new Map([3, 0, 1].map((number) => [number, patternBlock(number, 2 * MIB)]));
const CONTENT = rawDisk(SIZE, 2 * MIB, BLOCKS);

const good = (wish?: VhdWish) => dynamicVhd(SIZE, BLOCKS, wish);
const fixed = (wish?: VhdWish) => Buffer.concat([CONTENT, vhdFooter(SIZE, wish)]);
const open = (bytes: Buffer) => openVpc(new MemoryFile(bytes));

/** Change both footers of a dynamic disk, with the right checksums. */
function withFooters(change: (footer: Buffer) => void): Buffer {
  const bytes = good();
  for (const footer of [bytes.subarray(0, 512), bytes.subarray(-512)]) {
    change(footer);
    sealVhd(footer, 64);
  }
  return bytes;
}

/** Change the second header of a dynamic disk, with the right checksum. */
function withHeader(change: (header: Buffer) => void): Buffer {
  const bytes = good();
  const header = bytes.subarray(512, 1536);
  change(header);
  sealVhd(header, 36);
  return bytes;
}

function withTable(index: number, sector: number): Buffer {
  const bytes = good();
  bytes.writeUInt32BE(sector, 1536 + index * 4);
  return bytes;
}

describe('a VHD', () => {
  it.each([
    ['dynamic', good(), 5 * MIB + 512],
    ['fixed', fixed(), SIZE],
  ])('that is %s has its content', async (_, bytes, dataBytes) => {
    const disk = await open(bytes);
    expect(disk).toMatchObject({ virtualSizeBytes: SIZE, dataBytes });
    expect((await contentOf(disk)).equals(CONTENT)).toBe(true);
  });

  it.each([
    ['win ', [100, 4, 17], SIZE],
    ['qem2', [100, 4, 17], SIZE],
    ['d2v ', [100, 4, 17], SIZE],
    ['CTXS', [100, 4, 17], SIZE],
    ['tap\0', [100, 4, 17], SIZE],
    ['wa\0\0', [100, 4, 17], SIZE],
    ['qemu', [100, 4, 17], 100 * 4 * 17 * 512],
    ['vpc ', [100, 4, 17], 100 * 4 * 17 * 512],
    ['vbox', [100, 4, 17], 100 * 4 * 17 * 512],
    ['qemu', [65535, 16, 255], SIZE],
  ] as const)('of "%s" with the geometry %j has %i bytes', async (creator, geometry, size) => {
    for (const bytes of [good({ creator, geometry }), fixed({ creator, geometry })]) {
      expect((await open(bytes)).virtualSizeBytes).toBe(size);
    }
  });

  it.each<[string, () => Buffer, string, string]>([
    ['no footer', () => Buffer.alloc(MIB, 1), 'imageFormatMismatch', 'vpc'],
    ['a differencing type', () => fixed({ type: 4 }), 'imageHasBackingFile', 'parent'],
    ['an unknown type', () => fixed({ type: 7 }), 'imageUnsupported', 'type, 7'],
    ['a dynamic type and no header', () => fixed({ type: 3 }), 'imageCorrupt', 'dynamic'],
    ['a fixed type and a header', () => good({ type: 2 }), 'imageCorrupt', 'fixed'],
    [
      'a geometry larger than the file',
      () => fixed({ creator: 'vpc ', geometry: [99, 16, 63] }),
      'imageCorrupt',
      'disagree',
    ],
    [
      'a geometry of 0',
      () => fixed({ creator: 'vpc ', geometry: [0, 16, 63] }),
      'imageCorrupt',
      'virtual size, 0',
    ],
    [
      'a wrong checksum',
      () => fixed().fill(9, SIZE + 100),
      'imageCorrupt',
      'checksum of its footer',
    ],
    [
      'version 2',
      () => withFooters((f) => f.writeUInt32BE(0x2_0000, 12)),
      'imageUnsupported',
      'version 2.0',
    ],
    [
      'unknown features',
      () => withFooters((f) => f.writeUInt32BE(6, 8)),
      'imageUnsupported',
      '0x6',
    ],
    [
      '3 TiB',
      () => withFooters((f) => f.writeBigUInt64BE(3n * 2n ** 40n, 48)),
      'imageCorrupt',
      'virtual size',
    ],
    [
      'a size beyond its table',
      () => withFooters((f) => f.writeBigUInt64BE(2n ** 30n, 48)),
      'imageCorrupt',
      'disagree',
    ],
    [
      'a header outside',
      () => withFooters((f) => f.writeBigUInt64BE(2n ** 63n, 16)),
      'imageCorrupt',
      'outside',
    ],
    [
      'no header there',
      () => withFooters((f) => f.writeBigUInt64BE(4096n, 16)),
      'imageCorrupt',
      'no dynamic header',
    ],
    [
      'blocks of 0 bytes',
      () => withHeader((h) => h.writeUInt32BE(0, 32)),
      'imageUnsupported',
      'have 0 bytes',
    ],
    [
      'blocks of 2 GiB',
      () => withHeader((h) => h.writeUInt32BE(2 ** 31, 32)),
      'imageUnsupported',
      '2147483648',
    ],
    [
      'a header of version 2',
      () => withHeader((h) => h.writeUInt32BE(0x2_0000, 24)),
      'imageUnsupported',
      'version',
    ],
    [
      'a table in its header',
      () => withHeader((h) => h.writeBigUInt64BE(1024n, 16)),
      'imageCorrupt',
      'overlaps',
    ],
    [
      'a table outside',
      () => withHeader((h) => h.writeBigUInt64BE(2n ** 62n, 16)),
      'imageCorrupt',
      'outside',
    ],
    ['a block in the header', () => withTable(2, 1), 'imageCorrupt', 'overlaps'],
    ['a block outside', () => withTable(2, 2 ** 31), 'imageCorrupt', 'outside'],
    ['one block for two', () => withTable(2, 4), 'imageCorrupt', 'more than once'],
  ])('with %s is refused', async (_, make, code, message) => {
    await expect(open(make())).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('with two different footers is refused', async () => {
    const bytes = Buffer.concat([good().subarray(0, -512), vhdFooter(MIB, { type: 3 })]);
    await expect(open(bytes)).rejects.toMatchObject({
      code: 'imageCorrupt',
      message: expect.stringContaining('footers disagree'),
    });
  });

  it.each([
    [0, 'imageTooShort'],
    [511, 'imageTooShort'],
    [600, 'imageCorrupt'],
    [1536, 'imageCorrupt'],
    [2 * MIB, 'imageCorrupt'],
    [good().length - 1, 'imageCorrupt'],
  ])('that ends after %i bytes is refused', async (length, code) => {
    await expect(open(good().subarray(0, length))).rejects.toMatchObject({ code });
  });
});
