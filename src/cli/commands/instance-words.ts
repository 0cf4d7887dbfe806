import type { Instance, PortMapping } from '../client/api.js';
import type { Style } from '../terminal/style.js';
import type { Column } from '../terminal/table.js';
import { renderFields } from '../terminal/table.js';
import type { Terminal } from '../terminal/terminal.js';
import { formatBytes } from '@picostack/api-client/formats';
import { formatAge } from '../terminal/units.js';

const STATE_STYLES: Partial<Record<Instance['state'], Style>> = {
  running: 'good',
  stopped: 'dim',
  crashed: 'bad',
  failed: 'bad',
  missing: 'bad',
  unknown: 'warning',
  paused: 'warning',
};

/** A state as it is shown: one that is off with its memory saved to disk has a word of its own. */
export type ShownState = Instance['state'] | 'saved';

/** Give the state that an instance is shown in. */
export function shownState({
  state,
  hasSavedState,
}: Pick<Instance, 'state' | 'hasSavedState'>): ShownState {
  return hasSavedState && state === 'stopped' ? 'saved' : state;
}

/** The columns of `picostk list`. */
export const INSTANCE_COLUMNS: readonly Column<Instance>[] = [
  { title: 'NAME', value: ({ name }) => name, keep: true },
  {
    title: 'STATE',
    value: stateWord,
    style: ({ state }) => STATE_STYLES[state] ?? 'warning',
  },
  { title: 'IMAGE', value: ({ image }) => image?.name ?? '-' },
  { title: 'FLAVOUR', value: ({ flavour }) => flavour?.name ?? '-' },
  { title: 'PORTS', value: ({ ports }) => ports.map(shortPort).join(' ') || '-' },
  { title: 'AGE', value: ({ createdAt }) => formatAge(createdAt) },
];

/** The columns of `picostk port list`. */
export const PORT_COLUMNS: readonly Column<PortMapping>[] = [
  { title: 'GUEST', value: ({ guestPort, protocol }) => `${guestPort}/${protocol}` },
  { title: 'HOST', value: ({ hostAddress, hostPort }) => `${hostAddress}:${hostPort}` },
  {
    title: 'OPEN',
    value: ({ active }) => (active ? 'yes' : 'no'),
    style: ({ active }) => (active ? 'good' : 'dim'),
  },
];

/** All of an instance, a line for each thing. */
export function describeInstance(terminal: Pick<Terminal, 'width'>, instance: Instance): string {
  const { stateReason, flavour, lastError, startedAt, pendingSize } = instance;
  const isSaved = shownState(instance) === 'saved';
  const reason = isSaved ? 'the next start resumes its memory' : stateReason;
  return renderFields(terminal, [
    ['Name', instance.name],
    ['Id', instance.id],
    ...optional('Description', instance.description),
    ...optional('Tags', instance.tags.join(', ')),
    ...optional('Protected', instance.isProtected ? 'it cannot be deleted' : null),
    ['State', reason ? `${stateWord(instance)} (${reason})` : stateWord(instance)],
    ...optional('Definition', instance.isPersistent ? null : 'none: it is gone when it stops'),
    ...optional('Last error', lastError),
    ['Image', instance.image?.name ?? 'none'],
    ['Size', sizeWords(instance)],
    ...optional('At the next start', pendingSize && sizeWords(pendingSize)),
    ['Flavour', flavour?.name ?? 'none'],
    ['Disk', formatBytes(instance.diskSizeBytes)],
    ['MAC address', instance.mac ?? 'none'],
    ['Starts with the host', instance.autostart ? 'yes' : 'no'],
    ['Created', instance.createdAt],
    ['Last started', startedAt ?? 'never'],
    ...instance.ports.map(
      (port) => [`Port ${port.guestPort}/${port.protocol}`, reach(port)] as const,
    ),
    ...optional('Notes', instance.notes),
    ['Possible now', instance.actions.join(', ') || 'nothing'],
  ]);
}

/** What there is to say of a new instance: its state, and how its ports are reached. */
export function summary(instance: Instance): string {
  const ports = instance.ports.map((port) => `  port ${port.guestPort}  ${reach(port)}\n`);
  return `${instance.name} is ${instance.state}.\n${ports.join('')}`;
}

/** Memory and processors in words. */
export function sizeWords({ memoryMiB, vcpus }: { memoryMiB: number; vcpus: number }): string {
  return `${memoryMiB} MiB, ${vcpus} vCPU`;
}

/** How a mapped port is reached: an address to open for the web, a command for SSH. */
export function reach({ guestPort, hostAddress, hostPort, protocol }: PortMapping): string {
  const host = hostAddress === '0.0.0.0' ? 'this host, any address' : hostAddress;
  if (protocol === 'tcp' && hostAddress !== '0.0.0.0') {
    if (guestPort === 80) return `http://${hostAddress}:${hostPort}/`;
    if (guestPort === 443) return `https://${hostAddress}:${hostPort}/`;
  }
  return `${host}:${hostPort}`;
}

/** The state in the words that people know it by. */
function stateWord(instance: Instance): string {
  const shown = shownState(instance);
  return shown === 'cloning' ? 'in cloning' : shown;
}

function shortPort({ guestPort, hostPort, protocol }: PortMapping): string {
  return `${hostPort}->${guestPort}${protocol === 'udp' ? '/udp' : ''}`;
}

function optional(name: string, value: string | null): (readonly [string, string])[] {
  return value ? [[name, value]] : [];
}
