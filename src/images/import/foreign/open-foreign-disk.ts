import type { ForeignDisk, ForeignFile } from './disk-reader.js';
import { openVdi } from './vdi.js';
import { openVhdx } from './vhdx.js';
import { openVmdk } from './vmdk.js';
import { openVpc } from './vpc.js';

/** The disk formats that only our own code reads, by QEMU's names. */
export const FOREIGN_FORMATS = ['vmdk', 'vdi', 'vhdx', 'vpc'] as const;
export type ForeignFormat = (typeof FOREIGN_FORMATS)[number];

const OPEN: Readonly<Record<ForeignFormat, (file: ForeignFile) => Promise<ForeignDisk>>> = {
  vmdk: openVmdk,
  vdi: openVdi,
  vhdx: openVhdx,
  vpc: openVpc,
};

/**
 * Open the guest's disk in a file of another program, so that QEMU never opens a file of a stranger. All headers and tables are
 * checked before this returns; no other file is ever opened.
 * @throws ImageRefusedError
 */
export function openForeignDisk(format: ForeignFormat, file: ForeignFile): Promise<ForeignDisk> {
  return OPEN[format](file);
}
