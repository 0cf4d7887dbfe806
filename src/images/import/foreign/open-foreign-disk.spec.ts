import { describe, expect, it } from 'vitest';
import {
  VHDX,
  VMDK,
  dynamicVhd,
  patternBlock,
  rawDisk,
  sealVhd,
  sealVhdx,
  vdi,
  vhdFooter,
  vhdx,
  vmdk,
} from '../../../../test/support/foreign-disks.js';
import {
  type Structure,
  outcomeOf,
  withPatches,
  withRandomFault,
} from '../../../../test/support/foreign-faults.js';
import { FOREIGN_FORMATS, type ForeignFormat } from './open-foreign-disk.js';

const KIB = 1024;
const MIB = 1024 ** 2;
const RANDOM_FAULTS = 500;
const FAULTS_TIMEOUT_MS = 60_000;

const blocks = (length: number, numbers = [2, 0, 1]) =>
  new Map(numbers.map((number) => [number, patternBlock(number, length)]));

const VDI_FILE = vdi(3 * MIB, blocks(MIB));
const VHDX_FILE = vhdx(3 * MIB, blocks(MIB));
const DYNAMIC = dynamicVhd(5 * MIB, blocks(2 * MIB));
const FIXED = Buffer.concat([rawDisk(MIB, MIB, blocks(MIB, [0])), vhdFooter(MIB)]);
const SPARSE = vmdk(MIB, blocks(64 * KIB));
const STREAM = vmdk(MIB, blocks(64 * KIB), { isStream: true });

const vhdPart = (offset: number, length: number, checksumAt: number): Structure => ({
  offset,
  length: 96,
  seal: (file) => sealVhd(file.subarray(offset, offset + length), checksumAt),
});
const vhdxPart = (offset: number): Structure => ({
  offset,
  length: 96,
  seal: (file) => sealVhdx(file, offset),
});

/** Files, and their headers and tables. */
const FILES: readonly [name: string, ForeignFormat, Buffer, Structure[]][] = [
  ['a VDI', 'vdi', VDI_FILE, [{ offset: 0, length: 524 }]],
  [
    'a VHDX',
    'vhdx',
    VHDX_FILE,
    [
      ...[...VHDX.headers, ...VHDX.regionTables].map(vhdxPart),
      { offset: VHDX.metadata, length: 128 },
      { offset: VHDX.items, length: 20 },
      { offset: VHDX.blockTable, length: 24 },
    ],
  ],
  [
    'a dynamic VHD',
    'vpc',
    DYNAMIC,
    [
      vhdPart(0, 512, 64),
      vhdPart(512, 1024, 36),
      { offset: 1536, length: 12 },
      vhdPart(DYNAMIC.length - 512, 512, 64),
    ],
  ],
  ['a fixed VHD', 'vpc', FIXED, [vhdPart(FIXED.length - 512, 512, 64)]],
  [
    'a sparse VMDK',
    'vmdk',
    SPARSE,
    [
      { offset: 0, length: 80 },
      { offset: VMDK.descriptor, length: 200 },
      { offset: VMDK.directory, length: 8 },
      { offset: VMDK.tables, length: 64 },
    ],
  ],
  [
    'a stream-optimized VMDK',
    'vmdk',
    STREAM,
    [
      { offset: 0, length: 80 },
      { offset: VMDK.descriptor, length: 200 },
      // The first grain, the table, the directory and the footer.
      { offset: 64 * KIB, length: 64 },
      { offset: STREAM.length - 9 * 512, length: 64 },
      { offset: STREAM.length - 4 * 512, length: 16 },
      { offset: STREAM.length - 3 * 512, length: 16 },
      { offset: STREAM.length - 2 * 512, length: 80 },
    ],
  ],
];

const isFine = (outcome: string) => outcome === 'read' || /^image[A-Z]/.test(outcome);

describe.each(FILES)('%s', (_, format, file, structures) => {
  it('is readable', async () => {
    expect(await outcomeOf(format, file)).toBe('read');
  });

  it(
    'is refused or read with any field at its limits',
    async () => {
      for (const structure of structures) {
        await withPatches(file, structure, async (bytes, what) => {
          expect(isFine(await outcomeOf(format, bytes)), what).toBe(true);
        });
      }
    },
    FAULTS_TIMEOUT_MS,
  );

  it(
    'is refused or read with random faults',
    async () => {
      for (let count = 0; count < RANDOM_FAULTS; count += 1) {
        await withRandomFault(file, structures, async (bytes, what) => {
          expect(isFine(await outcomeOf(format, bytes)), what).toBe(true);
        });
      }
    },
    FAULTS_TIMEOUT_MS,
  );

  it('is refused wherever it ends, before and inside each structure', async () => {
    const lengths = structures.flatMap(({ offset, length }) => [
      offset,
      offset + 1,
      offset + Math.floor(length / 2),
    ]);
    for (const length of [...lengths, file.length - 1, Math.floor(file.length / 2)]) {
      expect(await outcomeOf(format, file.subarray(0, length)), `${length}`).not.toBe('read');
    }
  });

  it('is not another format', async () => {
    for (const other of FOREIGN_FORMATS.filter((each) => each !== format)) {
      expect(await outcomeOf(other, file)).toBe('imageFormatMismatch');
    }
  });
});
