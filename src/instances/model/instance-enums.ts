/** How an instance came to be: picostack created it, or adopted an existing domain. */
export const INSTANCE_ORIGINS = ['created', 'adopted'] as const;
export type InstanceOrigin = (typeof INSTANCE_ORIGINS)[number];

/** `user`: QEMU's user-mode network. `other`: any other network of an adopted domain. */
export const NETWORK_MODES = ['user', 'other'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];
