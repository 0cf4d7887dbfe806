/** All kinds of events. Their names are stable. */
export const EVENT_KINDS = [
  'instance.created',
  'instance.started',
  'instance.stopped',
  'instance.crashed',
  'instance.paused',
  'instance.resumed',
  'instance.deleted',
  'instance.released',
  'instance.failed',
  'instance.changed',
  'instance.missing',
  'instance.recovered',
  'instance.redefined',
  'instance.rebooted',
  'instance.snapshotted',
  'instance.adopted',
  'image.created',
  'image.ready',
  'image.failed',
  'image.deleted',
  'image.changed',
  'flavour.created',
  'flavour.changed',
  'flavour.deleted',
  'libvirt.connected',
  'libvirt.disconnected',
  'auth.signedIn',
  'auth.signedOut',
  'auth.signInFailed',
  'auth.passwordChanged',
  'auth.userCreated',
  'auth.userChanged',
  'auth.userDeleted',
  'auth.tokenCreated',
  'auth.tokenRevoked',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** `instance.*`, `image.*`...: all kinds with this prefix. */
export const EVENT_KIND_GROUPS: readonly string[] = [
  ...new Set(EVENT_KINDS.map((kind) => `${kind.split('.')[0]}.*`)),
];
