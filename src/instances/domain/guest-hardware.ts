import type { DeviceProfile, Firmware } from '../../common/guest-hardware.js';
import type { DomainView } from '../../domain-xml/views.js';
import { machineOf } from '../../host/virt-type.js';

type Hardware = Pick<
  DomainView,
  'machine' | 'isUefi' | 'isWindows' | 'hasHyperV' | 'diskBus' | 'diskTarget' | 'nicModel'
>;

const DEVICES = {
  linux: { diskBus: 'virtio', diskTarget: 'vda', nicModel: 'virtio' },
  windows: { diskBus: 'sata', diskTarget: 'sda', nicModel: 'e1000e' },
  legacy: { diskBus: 'ide', diskTarget: 'hda', nicModel: 'e1000' },
} as const satisfies Record<DeviceProfile, Partial<Hardware>>;

/**
 * Return the hardware of a new domain.
 * @param arch of the host; architectures other than x86_64 have only virtio
 */
export function hardwareOf(
  {
    firmware,
    deviceProfile,
  }: { readonly firmware: Firmware; readonly deviceProfile: DeviceProfile },
  arch: string,
  virtType: 'kvm' | 'qemu',
): Hardware {
  const isX86 = arch === 'x86_64';
  const isWindows = isX86 && deviceProfile === 'windows';
  return {
    // The machine q35 has no IDE.
    machine: isX86 && deviceProfile === 'legacy' ? 'pc' : machineOf(arch),
    isUefi: firmware === 'uefi',
    isWindows,
    hasHyperV: isWindows && virtType === 'kvm',
    ...DEVICES[isX86 ? deviceProfile : 'linux'],
  };
}
