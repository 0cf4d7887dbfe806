import { describe, expect, it } from 'vitest';
import { qcow2, qcow2WithData } from '../../../test/support/qcow2.js';
import { fc } from '../../../test/support/random.js';
import { ImageRefusedError } from '../../common/errors.js';
import { HEADER_BYTES } from '../import/inspect-header.js';
import { measureQcow2, readGuestBeginning } from './qcow2-tables.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

const reader = (file: Buffer) => (offset: number, length: number) =>
  Promise.resolve(file.subarray(offset, offset + length));
const measure = (file: Buffer) =>
  measureQcow2(file.subarray(0, HEADER_BYTES), file.length, reader(file));

function isContent(judged: unknown, fits: (dataBytes: number) => boolean): boolean {
  return (
    typeof judged === 'object' &&
    judged !== null &&
    'dataBytes' in judged &&
    typeof judged.dataBytes === 'number' &&
    fits(judged.dataBytes)
  );
}

describe('the data of a qcow2', () => {
  it('is empty in an empty image', async () => {
    expect(await measure(qcow2())).toEqual({ dataBytes: 0 });
  });

  it('is counted in whole clusters if it is compressed', async () => {
    const file = qcow2WithData({ virtualSizeBytes: 64 * MIB, isCompressed: true });
    expect(file.length).toBeLessThan(MIB);
    expect(await measure(file)).toEqual({ dataBytes: 64 * MIB });
  });
});

describe('a qcow2 is refused', () => {
  const small = { virtualSizeBytes: 8 * MIB };
  it.each([
    ['one L2 table for all', { virtualSizeBytes: 2 * GIB, sharesL2: true, sharesClusters: true }],
    ['one cluster for all', { ...small, sharesClusters: true }],
    ['one compressed cluster for all', { ...small, sharesClusters: true, isCompressed: true }],
  ])('whose tables share places: %s', async (_, wish) => {
    await expect(measure(qcow2WithData(wish))).rejects.toThrow('more than once');
  });

  it('whose table is also a data cluster', async () => {
    const file = qcow2WithData({
      ...small,
      changeL2: (entry, index) => (index === 3 ? 4n << 16n : entry),
    });
    await expect(measure(file)).rejects.toThrow('more than once');
  });

  it.each([
    ['an L2 table', { changeL1: () => 1n << 40n }],
    ['a cluster', { changeL2: (entry: bigint, index: number) => entry + (BigInt(index) << 32n) }],
    ['a compressed cluster', { isCompressed: true, changeL2: () => (1n << 62n) | (1n << 40n) }],
    ['nothing', { isCompressed: true, changeL2: () => 1n << 62n }],
  ])('that refers to what is not in the file: %s', async (_, wish) => {
    await expect(measure(qcow2WithData({ ...small, ...wish }))).rejects.toThrow('outside the file');
  });

  it('that is truncated in its data', async () => {
    const file = qcow2WithData(small);
    await expect(measure(file.subarray(0, file.length - 128 * KIB))).rejects.toThrow('cut off');
  });

  it('with unaligned clusters, or a short L1 table', async () => {
    const askew = qcow2WithData({ ...small, changeL2: (entry) => entry + 512n });
    await expect(measure(askew)).rejects.toThrow('askew');
    const short = qcow2({ virtualSizeBytes: BigInt(GIB), l1Entries: 1 });
    await expect(measure(short)).rejects.toThrow('too short');
  });

  it('or accepted with sizes within the file and the disk, whatever its tables contain', async () => {
    const entry = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 16 }), async (entries) => {
        const changeL2 = (old: bigint, index: number) => entries[index] ?? old;
        const wish = { virtualSizeBytes: MIB, changeL2 };
        const judged = await measure(qcow2WithData(wish)).catch((error: unknown) => error);
        const isRight =
          judged instanceof ImageRefusedError || isContent(judged, (bytes) => bytes <= MIB);
        expect(isRight).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the first bytes of the guest's disk", () => {
  it('are the bytes that were written there, or zeros', async () => {
    const file = qcow2WithData({ virtualSizeBytes: MIB });
    expect(await readGuestBeginning(reader(file), 1024)).toEqual(Buffer.alloc(1024, 7));
    expect(await readGuestBeginning(reader(qcow2()), 1024)).toEqual(Buffer.alloc(1024));
    const zero = qcow2WithData({ virtualSizeBytes: MIB, changeL2: (entry) => entry | 1n });
    expect(await readGuestBeginning(reader(zero), 1024)).toEqual(Buffer.alloc(1024));
  });
});
