import type { EventDto } from '../api/types';

/** "instance.started" -> "Started" */
export function eventTitle({ kind }: { kind: string }): string {
  const last = kind.split('.').at(-1) ?? kind;
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What happened, in words that stand alone. The type demands a row for each kind that the API knows. */
export const KIND_WORDS: Readonly<Record<EventDto['kind'], string>> = {
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
  'auth.userCreated': 'Person added',
  'auth.userChanged': 'Person changed',
  'auth.userDeleted': 'Person removed',
  'auth.tokenCreated': 'Token created',
  'auth.tokenRevoked': 'Token revoked',
};

/** What the groups of kinds are about, in the order in which they are offered. */
export const KIND_GROUPS: readonly { group: string; title: string }[] = [
  { group: 'instance', title: 'Instances' },
  { group: 'image', title: 'Images' },
  { group: 'flavour', title: 'Flavours' },
  { group: 'libvirt', title: 'libvirt' },
  { group: 'auth', title: 'Sign-in and access' },
];

/** "Instance started"; a kind that a newer server tells of is shown as well as can be. */
export function kindWords(kind: string): string {
  const words: Readonly<Record<string, string>> = KIND_WORDS;
  return words[kind] ?? eventTitle({ kind });
}

/** A filter of kinds in words: "Images", "Image ready"; undefined where it is none that is offered. */
export function kindFilterWords(filter: string): string | undefined {
  const isGroup = filter.endsWith('.*');
  const group = KIND_GROUPS.find((each) => each.group === filter.slice(0, -2));
  if (isGroup) return group?.title;
  return Object.hasOwn(KIND_WORDS, filter) ? kindWords(filter) : undefined;
}

/** Whether something went wrong. */
export function isBadNews(kind: string): boolean {
  return /(failed|crashed|missing|disconnected)$/i.test(kind);
}

/** Who did it, as people say. */
export function actorWords(actor: string): string {
  return actor === 'system' ? 'picostack' : actor;
}

/** Why it happened, then what else is known: "forced off; state: stopped". */
export function describeEvent({ cause, details }: Pick<EventDto, 'cause' | 'details'>): string {
  return [cause, describeDetails(details)].filter(Boolean).join('; ');
}

function valueWords(value: unknown): string {
  if (Array.isArray(value))
    return value
      .filter((each) => each !== null)
      .map(valueWords)
      .join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeDetails(details: Record<string, unknown>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${valueWords(value)}`)
    .join(', ');
}
