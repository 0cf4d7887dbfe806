const SECTOR = 512;
const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** The boot partition starts where today's tools let partitions start. */
const BOOT_OFFSET = MIB;
/** The root partition starts here. The boot partition has space for the kernel in use and for the next one. */
const ROOT_OFFSET = 128 * MIB;
/** The end of the disk has a copy of the partition table. */
const END_SLACK = MIB;

/** Identifiers of one image, so that the firmware's loaders and the guest find its partitions. */
export interface DiskIds {
  /** UUID of the root file system. */
  readonly root: string;
  /** Serial number of the FAT file system, eight hexadecimal digits. */
  readonly boot: string;
}

/** Where the parts of the disk are, in bytes. */
export interface DiskLayout {
  readonly sizeBytes: number;
  readonly boot: Extent;
  readonly root: Extent;
}

interface Extent {
  readonly offset: number;
  readonly size: number;
}

/** Lay out a disk: a FAT partition for both kinds of firmware, and the root partition, which is last so that it can grow. */
export function diskLayout(sizeGiB: number): DiskLayout {
  const sizeBytes = sizeGiB * GIB;
  return {
    sizeBytes,
    boot: { offset: BOOT_OFFSET, size: ROOT_OFFSET - BOOT_OFFSET },
    root: { offset: ROOT_OFFSET, size: sizeBytes - END_SLACK - ROOT_OFFSET },
  };
}

/**
 * The partition table as input of sfdisk. The boot partition has the type of an EFI system partition for UEFI, and the
 * attribute that the boot code of syslinux searches for on a BIOS. systemd-repart finds the root partition by its type.
 */
export function partitionTable({ boot, root }: DiskLayout): string {
  return [
    'label: gpt',
    'unit: sectors',
    `start=${boot.offset / SECTOR}, size=${boot.size / SECTOR}, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=boot, attrs=LegacyBIOSBootable`,
    `start=${root.offset / SECTOR}, size=${root.size / SECTOR}, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=root`,
    '',
  ].join('\n');
}

/** The arguments of mkfs.vfat for the boot partition. */
export function fatArguments(disk: string, { boot }: DiskLayout, ids: DiskIds): string[] {
  const startSector = String(boot.offset / SECTOR);
  // FAT16: mtools refuses a FAT32 with so few clusters.
  const format = ['-F', '16', '-n', 'BOOT', '-i', ids.boot];
  // The second number is for the boot sector: BIOS code reads its own position from it.
  const position = ['--offset', startSector, '-h', startSector];
  const sizeKiB = String(boot.size / 1024);
  return [...format, ...position, disk, sizeKiB];
}

/** The arguments of mke2fs for the root partition, with the files of a folder. */
export function ext4Arguments(
  disk: string,
  { root }: DiskLayout,
  ids: DiskIds,
  tree: string,
): string[] {
  const format = ['-q', '-F', '-t', 'ext4', '-L', 'root', '-U', ids.root, '-m', '1'];
  const content = ['-d', tree, '-E', `offset=${root.offset}`];
  return [...format, ...content, disk, `${root.size / 1024}k`];
}
