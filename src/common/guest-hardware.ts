/** The firmware of a guest. */
export const FIRMWARES = ['bios', 'uefi'] as const;
export type Firmware = (typeof FIRMWARES)[number];

/**
 * The virtual hardware of a guest. `linux`: virtio devices. `windows`: devices for which Windows has drivers, and a clock in
 * local time. `legacy`: IDE disk and e1000 network card, for old systems.
 */
export const DEVICE_PROFILES = ['linux', 'windows', 'legacy'] as const;
export type DeviceProfile = (typeof DEVICE_PROFILES)[number];
