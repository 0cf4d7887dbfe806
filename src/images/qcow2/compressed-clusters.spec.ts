import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fc } from '../../../test/support/random.js';
import { ImageRefusedError } from '../../common/errors.js';
import {
  type CompressionType,
  compressedPlaceAt,
  decompressCluster,
} from './compressed-clusters.js';

const KIB = 1024;
const CLUSTER_BYTES = 64 * KIB;

/** A frame with the size of its content. */
const zstd = (plain: Buffer, ...options: string[]): Buffer =>
  withoutSize(plain, `--stream-size=${plain.length}`, ...options);
const withoutSize = (plain: Buffer, ...options: string[]): Buffer =>
  execFileSync('zstd', ['-c', '-q', ...options], { input: plain, maxBuffer: 64 * KIB * KIB });
const deflate = (plain: Buffer): Buffer => deflateRawSync(plain, { windowBits: 12 });

const decompress = (compressed: Buffer, compressionType: CompressionType): Buffer =>
  decompressCluster(compressed, { clusterBytes: CLUSTER_BYTES, compressionType });

const words = Buffer.from('Compressed clusters are read one by one. '.repeat(2000));
const CONTENTS = [
  ['zeros', Buffer.alloc(CLUSTER_BYTES)],
  ['one byte', Buffer.alloc(CLUSTER_BYTES, 7)],
  ['text', words.subarray(0, CLUSTER_BYTES)],
  ['noise', randomBytes(CLUSTER_BYTES)],
  ['noise and zeros', Buffer.concat([randomBytes(30 * KIB), Buffer.alloc(34 * KIB)])],
  ['a few values', Buffer.from(randomBytes(CLUSTER_BYTES).map((byte) => byte % 5))],
] as const;

describe.each(CONTENTS)('a cluster of %s', (_, plain) => {
  it.each([
    ['zlib', deflate(plain)],
    ['zstd', zstd(plain, '--no-check')],
    ['zstd', zstd(plain)],
    ['zstd', zstd(plain, '-19')],
    ['zstd', zstd(plain, '--fast=5')],
  ] as const)('is decompressed with %s, whatever follows', (type, compressed) => {
    expect(decompress(compressed, type).equals(plain)).toBe(true);
    const followed = Buffer.concat([compressed, compressed.subarray(0, 300), randomBytes(200)]);
    expect(decompress(followed, type).equals(plain)).toBe(true);
  });
});

describe('a damaged cluster is refused', () => {
  const plain = words.subarray(0, CLUSTER_BYTES);
  it.each([
    ['zlib', deflate(plain)],
    ['zstd', zstd(plain, '--no-check')],
    ['zstd', zstd(plain)],
  ] as const)('if it is cut off, empty or another one (%s)', (type, compressed) => {
    for (const bytes of [0, 3, 10, compressed.length - 1]) {
      expect(() => decompress(compressed.subarray(0, bytes), type)).toThrow(ImageRefusedError);
    }
    expect(() => decompress(randomBytes(4000).fill(0xff, 0, 4), type)).toThrow(ImageRefusedError);
  });

  it.each([
    ['zlib', deflate],
    ['zstd', (content: Buffer) => zstd(content)],
    ['zstd', (content: Buffer) => withoutSize(content)],
  ] as const)('if it is smaller or larger than a cluster (%s)', (type, compress) => {
    for (const length of [1, CLUSTER_BYTES - 1, CLUSTER_BYTES + 1, 10 * CLUSTER_BYTES]) {
      expect(() => decompress(compress(Buffer.alloc(length)), type)).toThrow(ImageRefusedError);
    }
    const noise = randomBytes(CLUSTER_BYTES + 1);
    expect(() => decompress(compress(noise), type)).toThrow(ImageRefusedError);
  });

  it.each(['zlib', 'zstd'] as const)(
    'or decompressed to one cluster, whatever changed (%s)',
    (type) => {
      const compressed = type === 'zlib' ? deflate(plain) : zstd(plain);
      const change = fc.tuple(fc.nat(compressed.length - 1), fc.nat(255));
      fc.assert(
        fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
          const damaged = Buffer.from(compressed);
          for (const [at, byte] of changes) damaged[at] = byte;
          let result: unknown;
          try {
            result = decompress(damaged, type).length;
          } catch (error) {
            result = error instanceof ImageRefusedError ? CLUSTER_BYTES : error;
          }
          expect(result).toBe(CLUSTER_BYTES);
        }),
        { numRuns: 200 },
      );
    },
  );
});

it('decompresses no more than a cluster', () => {
  const larger = deflate(Buffer.alloc(20 * CLUSTER_BYTES));
  // Not only counted when everything is decompressed.
  expect(() => decompress(larger, 'zlib')).toThrow('Cannot create a Buffer larger than 65536');
});

it('reads the place of a cluster from its entry', () => {
  const table = Buffer.alloc(16);
  // 62 - (16 - 8) bits for the offset, and 3 more sectors.
  table.writeBigUInt64BE((1n << 62n) | (3n << 54n) | 0x12_3456_7fff_fe10n, 8);
  expect(compressedPlaceAt(table, 8, 16)).toEqual({
    offset: 0x12_3456_7fff_fe10,
    compressedBytes: 4 * 512 - 0x10,
  });
});
