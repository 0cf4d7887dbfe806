/** Where an instance came from: picostack made it, or took over a domain that stood. */
export const INSTANCE_ORIGINS = ['created', 'adopted'] as const;
export type InstanceOrigin = (typeof INSTANCE_ORIGINS)[number];

/** `user`: QEMU's user-mode network; `other`: whatever an adopted domain has. */
export const NETWORK_MODES = ['user', 'other'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];
