import type { EventDto } from '../api/types';

/** Return the title of an event whose resource is known: "instance.started" -> "Started". */
export function eventTitle({ kind }: { kind: string }): string {
  const last = kind.split('.').at(-1) ?? kind;
  const text = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The title of each kind of event; the type requires all kinds of the API. */
export const EVENT_TITLES: Readonly<Record<EventDto['kind'], string>> = {
  'instance.created': 'Instance created',
  'instance.started': 'Instance started',
  'instance.stopped': 'Instance stopped',
  'instance.crashed': 'Instance crashed',
  'instance.paused': 'Instance paused',
  'instance.resumed': 'Instance resumed',
  'instance.deleted': 'Instance deleted',
  'instance.released': 'Instance released',
  'instance.failed': 'Instance failed',
  'instance.changed': 'Instance changed',
  'instance.missing': 'Instance missing',
  'instance.recovered': 'Instance recovered',
  'instance.redefined': 'Instance defined again',
  'instance.rebooted': 'Instance rebooted',
  'instance.snapshotted': 'Snapshots changed',
  'instance.adopted': 'Domain adopted',
  'image.created': 'Image created',
  'image.ready': 'Image ready',
  'image.failed': 'Image failed',
  'image.deleted': 'Image deleted',
  'image.changed': 'Image changed',
  'flavour.created': 'Flavour created',
  'flavour.changed': 'Flavour changed',
  'flavour.deleted': 'Flavour deleted',
  'libvirt.connected': 'libvirt connected',
  'libvirt.disconnected': 'libvirt disconnected',
  'auth.signedIn': 'Signed in',
  'auth.signedOut': 'Signed out',
  'auth.signInFailed': 'Sign-in failed',
  'auth.passwordChanged': 'Password changed',
  'auth.userCreated': 'User created',
  'auth.userChanged': 'User changed',
  'auth.userDeleted': 'User deleted',
  'auth.tokenCreated': 'Token created',
  'auth.tokenRevoked': 'Token revoked',
};

/** The groups of events in the order of the filter menu. */
export const EVENT_GROUPS: readonly { group: string; title: string }[] = [
  { group: 'instance', title: 'Instances' },
  { group: 'image', title: 'Images' },
  { group: 'flavour', title: 'Flavours' },
  { group: 'libvirt', title: 'libvirt' },
  { group: 'auth', title: 'Sign-in and access' },
];

/** Return the title of a kind: "Instance started". The title of a kind that only a newer server knows is derived from it. */
export function eventKindTitle(kind: string): string {
  const titles: Readonly<Record<string, string>> = EVENT_TITLES;
  return titles[kind] ?? eventTitle({ kind });
}

/** Return the title of a filter, such as "Images" or "Image ready"; undefined if the menu does not have it. */
export function eventFilterTitle(filter: string): string | undefined {
  const isGroup = filter.endsWith('.*');
  const group = EVENT_GROUPS.find((each) => each.group === filter.slice(0, -2));
  if (isGroup) return group?.title;
  return Object.hasOwn(EVENT_TITLES, filter) ? eventKindTitle(filter) : undefined;
}

/** Check whether an event reports a problem. */
export function isErrorEvent(kind: string): boolean {
  return /(failed|crashed|missing|disconnected)$/i.test(kind);
}

/** Return the name of an actor for display. */
export function actorName(actor: string): string {
  return actor === 'system' ? 'picostack' : actor;
}

/** Describe the cause and the details of an event: "forced off; state: stopped". */
export function describeEvent({ cause, details }: Pick<EventDto, 'cause' | 'details'>): string {
  return [cause, describeDetails(details)].filter(Boolean).join('; ');
}

function formatValue(value: unknown): string {
  if (Array.isArray(value))
    return value
      .filter((each) => each !== null)
      .map(formatValue)
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeDetails(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${formatValue(value)}`)
    .join(', ');
}
