import { describe, expect, it } from 'vitest';
import { diskLayout, ext4Arguments, fatArguments, partitionTable } from './disk-layout.js';

const MIB = 1024 * 1024;
const IDS = { root: '0f0e0d0c-0000-4000-8000-000000000001', boot: '1a2b3c4d' };

describe('diskLayout', () => {
  it.each([2, 4, 2048])('aligns the partitions of %i GiB, without gap or overlap', (sizeGiB) => {
    const { sizeBytes, boot, root } = diskLayout(sizeGiB);
    expect(sizeBytes).toBe(sizeGiB * 1024 * MIB);
    expect(boot.offset % MIB).toBe(0);
    expect(boot.offset + boot.size).toBe(root.offset);
    // The second partition table is on the last 33 sectors.
    expect(sizeBytes - root.offset - root.size).toBe(MIB);
  });

  it('keeps the boot partition within the limit of FAT16 with clusters of 4 KiB', () => {
    expect(diskLayout(4).boot.size).toBeLessThan(65_524 * 4096);
  });

  it('marks the boot partition for BIOS and UEFI, and the root partition for systemd-repart', () => {
    expect(partitionTable(diskLayout(4))).toBe(`label: gpt
unit: sectors
start=2048, size=260096, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=boot, attrs=LegacyBIOSBootable
start=262144, size=8124416, type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=root
`);
  });

  it('creates both file systems at the offsets of their partitions', () => {
    const layout = diskLayout(4);
    const fat = fatArguments('disk.raw', layout, IDS).join(' ');
    expect(fat).toBe('-F 16 -n BOOT -i 1a2b3c4d --offset 2048 -h 2048 disk.raw 130048');
    const ext4 = ext4Arguments('disk.raw', layout, IDS, 'tree').join(' ');
    expect(ext4).toBe(
      `-q -F -t ext4 -L root -U ${IDS.root} -m 1 -d tree -E offset=134217728 disk.raw 4062208k`,
    );
  });
});
