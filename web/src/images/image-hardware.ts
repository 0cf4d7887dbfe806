import type { ImageDto } from '../api/types';

/** The firmwares of instances, as the page names them. */
export const FIRMWARE_NAMES: Readonly<Record<ImageDto['firmware'], string>> = {
  bios: 'BIOS',
  uefi: 'UEFI',
};

/** The device profiles of instances, as the page names them. */
export const DEVICE_PROFILE_NAMES: Readonly<Record<ImageDto['deviceProfile'], string>> = {
  linux: 'Linux (virtio)',
  windows: 'Windows (SATA, e1000e)',
  legacy: 'Legacy (IDE, e1000)',
};
