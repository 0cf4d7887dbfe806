import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_DUMP,
  VIR_DOMAIN_PAUSED_FROM_SNAPSHOT,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_SNAPSHOT,
  VIR_DOMAIN_PAUSED_STARTING_UP,
  VIR_DOMAIN_PAUSED_USER,
  VIR_DOMAIN_PAUSED_WATCHDOG,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF_CRASHED,
  VIR_DOMAIN_SHUTOFF_DAEMON,
  VIR_DOMAIN_SHUTOFF_DESTROYED,
  VIR_DOMAIN_SHUTOFF_FAILED,
  VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
  VIR_DOMAIN_SHUTOFF_SAVED,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN,
} from '../libvirt/index.js';
import type { InstanceState } from './states.js';

/** A state, and in words why. */
export interface StateAndReason {
  readonly state: InstanceState;
  readonly reason: string | null;
}

/** What an operation of ours is about to bring about: shown until libvirt tells that it came. */
export type Intent = 'cloning' | 'launched' | 'terminating' | 'trashed';

/** An I/O error that stopped a guest, told apart by what libvirt knows of its disks. */
export const NO_SPACE_REASON = 'no space: the host has no room left for its disk';
/** Its memory is on the host's disk, and the next start goes on from there. */
export const SAVED_REASON = 'saved to disk';

const PAUSED_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_PAUSED_USER]: 'paused by a person',
  [VIR_DOMAIN_PAUSED_IOERROR]: 'I/O error on its disk',
  [VIR_DOMAIN_PAUSED_WATCHDOG]: 'its watchdog stopped it',
  [VIR_DOMAIN_PAUSED_SAVE]: 'it is being saved',
  [VIR_DOMAIN_PAUSED_DUMP]: 'its memory is being written to a file',
  [VIR_DOMAIN_PAUSED_MIGRATION]: 'it is being moved to another host',
  [VIR_DOMAIN_PAUSED_SNAPSHOT]: 'a snapshot is being taken',
  [VIR_DOMAIN_PAUSED_FROM_SNAPSHOT]: 'reverted to a snapshot',
};

const SHUTOFF_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_SHUTOFF_SHUTDOWN]: 'the guest shut down',
  [VIR_DOMAIN_SHUTOFF_DESTROYED]: 'forced off',
  [VIR_DOMAIN_SHUTOFF_SAVED]: SAVED_REASON,
  [VIR_DOMAIN_SHUTOFF_FAILED]: 'it failed to start',
  [VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT]: 'reverted to a snapshot',
  [VIR_DOMAIN_SHUTOFF_DAEMON]: 'libvirt could not take it over when it was started again',
};

/**
 * What libvirt says of a domain, in picostack's words.
 * @param state virDomainState @param reason the reason that belongs to it
 * @see https://libvirt.org/html/libvirt-libvirt-domain.html#virDomainState
 */
export function fromDomainState(state: number, reason: number): StateAndReason {
  switch (state) {
    case VIR_DOMAIN_RUNNING:
    case VIR_DOMAIN_BLOCKED:
      return { state: 'running', reason: null };
    case VIR_DOMAIN_SHUTDOWN:
      return { state: 'terminating', reason: null };
    case VIR_DOMAIN_PAUSED:
      return fromPaused(reason);
    case VIR_DOMAIN_PMSUSPENDED:
      return { state: 'paused', reason: 'the guest went to sleep' };
    case VIR_DOMAIN_CRASHED:
      return { state: 'crashed', reason: 'the guest crashed' };
    default:
      return reason === VIR_DOMAIN_SHUTOFF_CRASHED
        ? { state: 'crashed', reason: 'QEMU ended unexpectedly' }
        : { state: 'stopped', reason: SHUTOFF_REASONS[reason] ?? null };
  }
}

function fromPaused(reason: number): StateAndReason {
  // QEMU is there, and libvirt is still setting the guest up.
  if (reason === VIR_DOMAIN_PAUSED_STARTING_UP) return { state: 'launched', reason: null };
  if (reason === VIR_DOMAIN_PAUSED_CRASHED)
    return { state: 'crashed', reason: 'the guest crashed' };
  return { state: 'paused', reason: PAUSED_REASONS[reason] ?? null };
}

/** What to show while an operation of ours is on its way: the intent, until libvirt tells what came of it. */
export function withIntent(actual: StateAndReason, intent: Intent | undefined): StateAndReason {
  if (intent === 'trashed') return { state: 'trashed', reason: null };
  const isOff =
    actual.state === 'stopped' || actual.state === 'crashed' || actual.state === 'missing';
  if (intent === 'cloning' && isOff) return { state: 'cloning', reason: null };
  if (intent === 'launched' && isOff) return { state: 'launched', reason: null };
  if (intent === 'terminating' && (actual.state === 'running' || actual.state === 'paused')) {
    return { state: 'terminating', reason: null };
  }
  return actual;
}

/** libvirt forgets why a guest is off when it is started again itself: what was known of it holds. */
export function withKnownReason(actual: StateAndReason, known: StateAndReason): StateAndReason {
  const isUnexplained = actual.state === 'stopped' && actual.reason === null;
  return isUnexplained && (known.state === 'stopped' || known.state === 'crashed') ? known : actual;
}
