import type { ImageFormat } from '../api/types';

/** The formats to choose from, by their names in the API. */
export const IMAGE_FORMATS: Readonly<Record<string, { format: ImageFormat; label: string }>> = {
  qcow2: { format: 'qcow2', label: 'qcow2' },
  raw: { format: 'raw', label: 'raw' },
  vmdk: { format: 'vmdk', label: 'VMDK (VMware)' },
  vdi: { format: 'vdi', label: 'VDI (VirtualBox)' },
  vhdx: { format: 'vhdx', label: 'VHDX (Hyper-V)' },
  vpc: { format: 'vpc', label: 'VHD (Virtual PC, Azure)' },
  iso: { format: 'iso', label: 'ISO (installation CD)' },
  ova: { format: 'ova', label: 'OVA (exported machine)' },
};
