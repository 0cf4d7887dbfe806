import type { Instance, PortMapping } from '../../client/api.js';
import type { Style } from '../../terminal/style.js';
import { type Column, optional, renderFields } from '../../terminal/table.js';
import type { Terminal } from '../../terminal/terminal.js';
import { formatBytes, shownState } from '@picostack/api-client/formats';
import { formatAge } from '../../terminal/units.js';

const STATE_STYLES: Partial<Record<Instance['state'], Style>> = {
  running: 'good',
  stopped: 'dim',
  crashed: 'bad',
  failed: 'bad',
  missing: 'bad',
  unknown: 'warning',
  paused: 'warning',
};

/** The columns of `picostk list`. */
export const INSTANCE_COLUMNS: readonly Column<Instance>[] = [
  // Cut first: a name can have 63 characters, and the other columns are the reason to list.
  { title: 'NAME', value: ({ name }) => name, cutMiddle: true },
  {
    title: 'STATE',
    keep: true,
    value: stateLabel,
    style: ({ state }) => STATE_STYLES[state] ?? 'warning',
  },
  { title: 'IMAGE', value: ({ image }) => image?.name ?? '-' },
  { title: 'FLAVOUR', value: ({ flavour }) => flavour?.name ?? '-', keep: true },
  { title: 'PORTS', value: ({ ports }) => ports.map(shortPort).join(' ') || '-', keep: true },
  { title: 'AGE', value: ({ createdAt }) => formatAge(createdAt), keep: true },
];

/** Render the details of an instance. */
export function describeInstance(terminal: Pick<Terminal, 'width'>, instance: Instance): string {
  const { stateReason, flavour, lastError, startedAt, pendingSize } = instance;
  const isSaved = shownState(instance) === 'saved';
  const reason = isSaved ? 'the next start restores its memory' : stateReason;
  return renderFields(terminal, [
    ['Name', instance.name],
    ['Id', instance.id],
    ...optional('Description', instance.description),
    ...optional('Tags', instance.tags.join(', ')),
    ...optional('Protected', instance.isProtected ? 'yes' : null),
    ['State', reason ? `${stateLabel(instance)} (${reason})` : stateLabel(instance)],
    ...optional(
      'Definition',
      instance.isPersistent ? null : 'none: libvirt deletes it when it stops',
    ),
    ...optional('Last error', lastError),
    ['Image', instance.image?.name ?? 'none'],
    ['Size', formatSizes(instance)],
    ...optional('At the next start', pendingSize && formatSizes(pendingSize)),
    ['Flavour', flavour?.name ?? 'none'],
    ['Disk', formatBytes(instance.diskSizeBytes)],
    ['Firmware', instance.firmware],
    ...optional(
      'Device profile',
      instance.deviceProfile === 'linux' ? null : instance.deviceProfile,
    ),
    ['MAC address', instance.mac ?? 'none'],
    ['Autostart', instance.autostart ? 'yes' : 'no'],
    ['Created', instance.createdAt],
    ['Last started', startedAt ?? 'never'],
    ...instance.ports.map(
      (port) => [`Port ${port.guestPort}/${port.protocol}`, addressOf(port)] as const,
    ),
    ...optional('Notes', instance.notes),
    ['Actions', instance.actions.join(', ') || 'none'],
  ]);
}

/** Summarize a new instance: its state and the addresses of its ports. */
export function summary(instance: Instance): string {
  const ports = instance.ports.map((port) => `  port ${port.guestPort}  ${addressOf(port)}\n`);
  return `${instance.name} is ${instance.state}.\n${ports.join('')}`;
}

/** Format memory and processors. */
export function formatSizes({ memoryMiB, vcpus }: { memoryMiB: number; vcpus: number }): string {
  return `${memoryMiB} MiB, ${vcpus} vCPU`;
}

/** Return the address of a mapped port: a URL for the ports of HTTP and HTTPS. */
export function addressOf({ guestPort, hostAddress, hostPort, protocol }: PortMapping): string {
  const host = hostAddress === '0.0.0.0' ? 'this host, any address' : hostAddress;
  if (protocol === 'tcp' && hostAddress !== '0.0.0.0') {
    if (guestPort === 80) return `http://${hostAddress}:${hostPort}/`;
    if (guestPort === 443) return `https://${hostAddress}:${hostPort}/`;
  }
  return `${host}:${hostPort}`;
}

/** Return the label of an instance's state, as the page shows it. */
function stateLabel(instance: Instance): string {
  const shown = shownState(instance);
  return shown === 'cloning' ? 'in cloning' : shown;
}

function shortPort({ guestPort, hostPort, protocol }: PortMapping): string {
  return `${hostPort}->${guestPort}${protocol === 'udp' ? '/udp' : ''}`;
}
