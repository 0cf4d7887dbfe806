import { describe, expect, it } from 'vitest';
import {
  MemoryFile,
  VMDK,
  compressedGrain,
  contentOf,
  patternBlock,
  rawDisk,
  vmdk,
  vmdkDescriptor,
} from '../../../../test/support/foreign-disks.js';
import { openVmdk } from './vmdk.js';

const GRAIN = 64 * 1024;
const MIB = 1024 ** 2;
const SIZE = 40 * MIB + 512;
const LAST = Math.floor(SIZE / GRAIN);
const GRAINS = new Map(
  [0, 1, 2, 77, 600, 78, LAST].map((number) => [number, patternBlock(number, GRAIN)]),
);
const CONTENT = rawDisk(SIZE, GRAIN, GRAINS).subarray(0, SIZE);

const sparse = (descriptor?: string) => vmdk(SIZE, GRAINS, { descriptor });
const stream = (descriptor?: string) => vmdk(SIZE, GRAINS, { isStream: true, descriptor });
const open = (bytes: Buffer) => openVmdk(new MemoryFile(bytes));

function changed(bytes: Buffer, change: (bytes: Buffer) => void): Buffer {
  change(bytes);
  return bytes;
}

/** The position of a word in a stream, from its end: the footer is before the marker of the end. */
const FOOTER_FROM_END = -1024;

describe('a VMDK', () => {
  it.each([
    ['monolithicSparse', sparse()],
    ['streamOptimized', stream()],
  ])('that is %s has its content', async (_, bytes) => {
    const disk = await open(bytes);
    expect(disk).toMatchObject({ virtualSizeBytes: SIZE, dataBytes: 6 * GRAIN + 512 });
    expect((await contentOf(disk)).equals(CONTENT)).toBe(true);
  });

  it.each([false, true])('is read in few pieces (compressed: %s)', async (isStream) => {
    const grains = new Map(
      Array.from({ length: 128 }, (_, number) => [number, patternBlock(number, GRAIN)] as const),
    );
    const file = new MemoryFile(vmdk(8 * MIB, grains, { isStream }));
    const disk = await openVmdk(file);
    file.reads = 0;
    await contentOf(disk);
    expect(file.reads).toBeLessThanOrEqual(isStream ? 10 : 6);
  });

  it('has zeros in grains that are marked as zero', async () => {
    const bytes = changed(sparse(), (b) => {
      b.writeUInt32LE(5, 8);
      b.writeUInt32LE(1, VMDK.tables + 4);
    });
    const content = await contentOf(await open(bytes));
    expect(content.subarray(GRAIN, 2 * GRAIN).every((byte) => byte === 0)).toBe(true);
  });

  it.each<[string, (text: string) => string, string, string]>([
    [
      'another createType',
      (t) => t.replace('monolithicSparse', 'vmfsSparse'),
      'imageUnsupported',
      'vmfsSparse',
    ],
    [
      'an unprintable createType',
      (t) => t.replace('monolithicSparse', '\x1b[31m'),
      'imageUnsupported',
      'unknown',
    ],
    ['no createType', (t) => t.replace('createType', 'kind'), 'imageUnsupported', 'missing'],
    ['two createTypes', (t) => `${t}createType="vmfs"\n`, 'imageUnsupported', 'and vmfs'],
    ['a parent', (t) => t.replace('ffffffff', '1234abcd'), 'imageHasBackingFile', 'parent'],
    [
      'a parent in a second line',
      (t) => `${t}parentCID = 00000001\n`,
      'imageHasBackingFile',
      'parent',
    ],
    [
      'the name of a parent',
      (t) => `${t}parentFileNameHint="/etc/passwd"\n`,
      'imageHasBackingFile',
      'parent',
    ],
    ['two extents', (t) => `${t}RW 100 SPARSE "b.vmdk"\n`, 'imageHasDataFile', '2 extents'],
    ['no extent', (t) => t.replace('RW', '#RW'), 'imageHasDataFile', '0 extents'],
    [
      'a flat extent',
      (t) => t.replace('SPARSE "disk.vmdk"', 'FLAT "/etc/passwd" 0'),
      'imageHasDataFile',
      'FLAT',
    ],
    ['another size', (t) => t.replace(/RW \d+/, 'RW 99'), 'imageCorrupt', '99 in its descriptor'],
    ['no descriptor', () => '', 'imageHasDataFile', 'no descriptor'],
  ])('whose descriptor has %s is refused', async (_, change, code, message) => {
    await expect(open(sparse(change(vmdkDescriptor(SIZE))))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each([
    [
      'a descriptor of a flat file',
      '# Disk DescriptorFile\ncreateType="monolithicFlat"\nRW 1 FLAT "/etc/passwd" 0\n',
      'imageHasDataFile',
      'monolithicFlat',
    ],
    ['a sparse file of ESX', 'COWD\x01', 'imageUnsupported', 'COWD'],
    ['a qcow2', 'QFI\xfb', 'imageFormatMismatch', 'qcow2'],
    ['another file', 'hello', 'imageFormatMismatch', 'vmdk'],
  ])('that is %s is refused by its name', async (_, start, code, message) => {
    const bytes = Buffer.alloc(4096);
    bytes.write(start, 'latin1');
    await expect(open(bytes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it.each<[string, (bytes: Buffer) => unknown, string, string]>([
    ['version 0', (b) => b.writeUInt32LE(0, 4), 'imageUnsupported', 'version 0'],
    ['version 4', (b) => b.writeUInt32LE(4, 4), 'imageUnsupported', 'version 4'],
    ['unknown flags', (b) => b.writeUInt32LE(0x11, 8), 'imageUnsupported', '0x11'],
    ['a compression flag', (b) => b.writeUInt32LE(0x3_0001, 8), 'imageCorrupt', 'disagree'],
    ['markers alone', (b) => b.writeUInt32LE(0x2_0001, 8), 'imageUnsupported', 'compression'],
    ['algorithm 2', (b) => b.writeUInt16LE(2, 77), 'imageUnsupported', 'algorithm 2'],
    ['changed line ends', (b) => b.write('\n\n\n\n', 73), 'imageCorrupt', 'text'],
    ['an unclean mark', (b) => b.writeUInt8(1, 72), 'imageDirty', 'closed'],
    ['a size of 0', (b) => b.writeBigUInt64LE(0n, 12), 'imageCorrupt', 'virtual size, 0'],
    ['a size of 2^62', (b) => b.writeBigUInt64LE(2n ** 53n, 12), 'imageCorrupt', 'virtual size'],
    ['grains of 0', (b) => b.writeBigUInt64LE(0n, 20), 'imageUnsupported', '0 sectors'],
    [
      'grains of 100 sectors',
      (b) => b.writeBigUInt64LE(100n, 20),
      'imageUnsupported',
      '100 sectors',
    ],
    ['grains of 1 GiB', (b) => b.writeBigUInt64LE(2n ** 21n, 20), 'imageUnsupported', '2097152'],
    ['tables of 1024', (b) => b.writeUInt32LE(1024, 44), 'imageUnsupported', '1024'],
    ['a long descriptor', (b) => b.writeBigUInt64LE(2n ** 50n, 36), 'imageCorrupt', 'descriptor'],
    ['a descriptor outside', (b) => b.writeBigUInt64LE(2n ** 50n, 28), 'imageCorrupt', 'outside'],
    ['no directory', (b) => b.writeBigUInt64LE(0n, 56), 'imageCorrupt', 'no grain directory'],
    ['a directory outside', (b) => b.writeBigUInt64LE(2n ** 62n, 56), 'imageCorrupt', 'outside'],
    ['a footer that is not there', (b) => b.fill(0xff, 56, 64), 'imageCorrupt', 'footer'],
    [
      'a table outside',
      (b) => b.writeUInt32LE(0xffff_ffff, VMDK.directory),
      'imageCorrupt',
      'outside',
    ],
    [
      'one table for two',
      (b) => b.copy(b, VMDK.directory, VMDK.directory + 4, VMDK.directory + 8),
      'imageCorrupt',
      'more than once',
    ],
    [
      'a grain outside',
      (b) => b.writeUInt32LE(0xffff_ffff, VMDK.tables),
      'imageCorrupt',
      'outside',
    ],
    ['a grain in its header', (b) => b.writeUInt32LE(1, VMDK.tables), 'imageCorrupt', 'overlaps'],
    [
      'one grain for two',
      (b) => b.copy(b, VMDK.tables, VMDK.tables + 4, VMDK.tables + 8),
      'imageCorrupt',
      'more than once',
    ],
  ])('with %s is refused', async (_, change, code, message) => {
    await expect(
      open(
        changed(sparse(), (bytes) => {
          change(bytes);
        }),
      ),
    ).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('whose footer has another size is refused', async () => {
    const bytes = changed(stream(), (b) => {
      b.writeBigUInt64LE(4n, b.length + FOOTER_FROM_END + 12);
    });
    await expect(open(bytes)).rejects.toThrow('disagree');
  });

  it('whose footer has no directory either is refused', async () => {
    const bytes = changed(stream(), (b) => {
      b.fill(0xff, b.length + FOOTER_FROM_END + 56, b.length + FOOTER_FROM_END + 64);
    });
    await expect(open(bytes)).rejects.toThrow('outside');
  });

  it('whose two entries have the same compressed grain is refused', async () => {
    const bytes = stream();
    // The directory is one sector, before the marker of the footer, the footer and the marker of the end.
    const table = bytes.readUInt32LE(bytes.length - 4 * 512) * 512;
    bytes.copy(bytes, table, table + 4, table + 8);
    await expect(open(bytes)).rejects.toThrow('more than once');
  });

  it.each<[string, (bytes: Buffer, grain: number) => unknown]>([
    ['another sector', (b, at) => b.writeBigUInt64LE(9n, at)],
    ['a size of 0', (b, at) => b.writeUInt32LE(0, at + 8)],
    ['a size beyond its grain', (b, at) => b.writeUInt32LE(0xffff_ffff, at + 8)],
    ['a cut stream', (b, at) => b.writeUInt32LE(1000, at + 8)],
    ['a damaged stream', (b, at) => b.fill(0xaa, at + 12, at + 400)],
    ['too few bytes', (b, at) => compressedGrain(0, Buffer.alloc(100)).copy(b, at)],
    ['too many bytes', (b, at) => compressedGrain(0, Buffer.alloc(GRAIN + 1)).copy(b, at)],
    ['a bomb', (b, at) => compressedGrain(0, Buffer.alloc(16 * MIB)).copy(b, at)],
  ])('with a compressed grain of %s is refused when it is read', async (_, change) => {
    const bytes = changed(stream(), (b) => {
      change(b, GRAIN);
    });
    const disk = await open(bytes);
    await expect(contentOf(disk)).rejects.toMatchObject({ code: 'imageCorrupt' });
  });

  it.each([
    [0, 'imageFormatMismatch'],
    [100, 'imageTooShort'],
    [600, 'imageCorrupt'],
    [VMDK.directory + 4, 'imageCorrupt'],
    [VMDK.tables + 100, 'imageCorrupt'],
    [GRAIN, 'imageCorrupt'],
    [sparse().length - GRAIN, 'imageCorrupt'],
  ])('that ends after %i bytes is refused', async (length, code) => {
    await expect(open(sparse().subarray(0, length))).rejects.toMatchObject({ code });
  });

  it('that is a stream which ends early is refused', async () => {
    const bytes = stream();
    for (const length of [GRAIN, bytes.length - 512, bytes.length - 1]) {
      await expect(open(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'imageCorrupt' });
    }
  });
});
