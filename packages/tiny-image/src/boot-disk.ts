import { open, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

const SECTOR = 512;
const MIB = 1024 * 1024;
/** The offset of the first partition, as today's tools choose it. */
const BOOT_OFFSET = MIB;
/** Space on the boot partition for tables, ldlinux.sys and partly used clusters. */
const BOOT_SLACK = MIB;
const DATA_SIZE = 8 * MIB;
/** The time of all files: the same packages must result in the same image. */
const TIME = new Date('2025-01-01T00:00:00Z');
const PARTITION_FAT16_LBA = 0x0e;
const PARTITION_LINUX = 0x83;

/** The files of the boot partition by name. */
export type BootFiles = Readonly<Record<string, Buffer>>;

/**
 * Write a raw disk image that a PC's BIOS boots: a partition table, a FAT partition with syslinux and the files, and an
 * empty partition for the guest's data. The file is sparse.
 * @param tools the folder with the unpacked packages mtools, syslinux and syslinux-common
 * @returns the size of the disk in bytes
 */
export async function writeBootDisk(
  path: string,
  files: BootFiles,
  tools: string,
  workDir: string,
): Promise<number> {
  const content = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  const bootSize = Math.ceil((content + BOOT_SLACK) / MIB) * MIB;
  const diskSize = BOOT_OFFSET + bootSize + DATA_SIZE;

  await writeFile(path, await bootRecord(tools, bootSize));
  await truncate(path, diskSize);

  const environment = {
    // The installer of syslinux calls mtools.
    PATH: `${join(tools, 'usr/bin')}:${process.env['PATH'] ?? '/usr/bin:/bin'}`,
    MTOOLSRC: '/dev/null',
    MTOOLS_SKIP_CHECK: '1',
    SOURCE_DATE_EPOCH: String(TIME.getTime() / 1000),
    TZ: 'UTC',
  };
  const run = (program: string, args: readonly string[]): Promise<Buffer> =>
    runProgram(join(tools, 'usr/bin', program), args, { env: environment });
  const partition = `${path}@@${BOOT_OFFSET}`;
  const geometry = ['-T', String(bootSize / SECTOR), '-h', '16', '-s', '63'];
  const hidden = ['-H', String(BOOT_OFFSET / SECTOR)];
  await run('mformat', [
    '-i',
    partition,
    ...geometry,
    ...hidden,
    '-v',
    'TINY',
    '-N',
    '70696e79',
    '::',
  ]);
  for (const [name, data] of Object.entries(files)) {
    const source = join(workDir, name);
    await writeFile(source, data);
    await utimes(source, TIME, TIME);
    await run('mcopy', ['-i', partition, '-m', source, `::/${name}`]);
  }
  await run('syslinux', ['--install', '--offset', String(BOOT_OFFSET), path]);
  await assertSize(path, diskSize);
  return diskSize;
}

/** The first sector: the boot code of syslinux, and a table with the two partitions. */
async function bootRecord(tools: string, bootSize: number): Promise<Buffer> {
  const sector = Buffer.alloc(SECTOR);
  (await readFile(join(tools, 'usr/lib/syslinux/mbr/mbr.bin'))).copy(sector, 0, 0, 440);
  sector.write('tiny', 440, 'latin1');
  writePartition(sector, 0, 0x80, PARTITION_FAT16_LBA, BOOT_OFFSET, bootSize);
  writePartition(sector, 1, 0, PARTITION_LINUX, BOOT_OFFSET + bootSize, DATA_SIZE);
  sector.writeUInt16LE(0xaa55, 510);
  return sector;
}

function writePartition(
  sector: Buffer,
  index: number,
  flags: number,
  type: number,
  offset: number,
  size: number,
): void {
  const at = 446 + index * 16;
  // Cylinder, head and sector are at their limits, so that everything reads the block numbers instead.
  const beyond = [0xfe, 0xff, 0xff];
  Buffer.from([flags, ...beyond, type, ...beyond]).copy(sector, at);
  sector.writeUInt32LE(offset / SECTOR, at + 8);
  sector.writeUInt32LE(size / SECTOR, at + 12);
}

/** mtools would also write beyond the end of the disk. */
async function assertSize(path: string, expected: number): Promise<void> {
  const { size } = await stat(path);
  if (size !== expected) throw new Error(`${path} has ${size} bytes instead of ${expected}.`);
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
