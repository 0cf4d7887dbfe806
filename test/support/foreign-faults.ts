import {
  openForeignDisk,
  type ForeignFormat,
} from '../../src/images/import/foreign/open-foreign-disk.js';
import { ImageRefusedError } from '../../src/common/errors.js';
import { MemoryFile, checkedPieces } from './foreign-disks.js';
import { random } from './random.js';

const MIB = 1024 ** 2;
/** More than any of the readers needs for a file of some MiB. */
const MAX_READS = 5000;

/** A header or a table of a file, which the faults are put into. */
export interface Structure {
  readonly offset: number;
  /** The length of the part with fields. */
  readonly length: number;
  /** Correct its checksum, so that the fault gets past it. */
  readonly seal?: (file: Buffer) => void;
}

/** The bytes in the middle, at the end and at the start of a word: 0, 1 in both byte orders, and the maximum. */
const PATCHES = [
  [0, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0xff, 0xff, 0xff],
] as const;

/**
 * Open a file with a fault, and read its disk.
 * @returns `read`, or the code of its refusal
 * @throws everything but an {@link ImageRefusedError}
 */
export async function outcomeOf(format: ForeignFormat, bytes: Buffer): Promise<string> {
  const file = new MemoryFile(bytes);
  const outcome = await openAndRead(format, file);
  if (file.reads > MAX_READS || file.longestRead > 4 * MIB) {
    throw new Error(`${file.reads} reads of up to ${file.longestRead} bytes are too many`);
  }
  return outcome;
}

async function openAndRead(format: ForeignFormat, file: MemoryFile): Promise<string> {
  try {
    const disk = await openForeignDisk(format, file);
    for await (const { offset } of checkedPieces(disk)) expectSector(offset);
    return 'read';
  } catch (error) {
    if (error instanceof ImageRefusedError) return error.code;
    throw error;
  }
}

function expectSector(offset: number): void {
  if (offset % 512 !== 0) throw new Error(`A piece begins at ${offset}, inside a sector`);
}

/**
 * Put 0, 1 and the maximum at every fourth byte of a structure, in words of 16, 32 and 64 bits, and call `check` for each.
 * @param file changed in place, and restored
 */
export async function withPatches(
  file: Buffer,
  structure: Structure,
  check: (bytes: Buffer, what: string) => Promise<void>,
): Promise<void> {
  const { offset, length } = structure;
  for (const width of [2, 4, 8]) {
    for (let at = offset; at + width <= offset + length; at += 4) {
      for (const [fill, last, first] of PATCHES) {
        await restoring(file, [structure], async () => {
          file.fill(fill, at, at + width);
          file[at] = first;
          file[at + width - 1] = last;
          structure.seal?.(file);
          await check(file, `${width} bytes at ${at}: ${first} ${fill} ${last}`);
        });
      }
    }
  }
}

/**
 * Change one to four random bytes of random structures, and call `check`.
 * @param file changed in place, and restored
 */
export function withRandomFault(
  file: Buffer,
  structures: readonly Structure[],
  check: (bytes: Buffer, what: string) => Promise<void>,
): Promise<void> {
  return restoring(file, structures, async () => {
    const changes: string[] = [];
    const count = 1 + Math.floor(random() * 4);
    for (let index = 0; index < count; index += 1) {
      const structure = structures[Math.floor(random() * structures.length)];
      if (!structure) throw new Error('There are no structures');
      const at = structure.offset + Math.floor(random() * structure.length);
      file[at] = Math.floor(random() * 256);
      changes.push(`${at} = ${file[at]}`);
      if (random() < 0.8) structure.seal?.(file);
    }
    await check(file, changes.join(', '));
  });
}

async function restoring(
  file: Buffer,
  structures: readonly Structure[],
  work: () => Promise<void>,
): Promise<void> {
  const saved = structures.map(({ offset, length }) =>
    Buffer.from(file.subarray(offset, offset + length)),
  );
  await work();
  for (const [index, { offset }] of structures.entries()) saved[index]?.copy(file, offset);
}
