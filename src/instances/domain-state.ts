import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_STARTING_UP,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF_CRASHED,
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

const SHUTOFF_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_SHUTOFF_SHUTDOWN]: 'the guest shut down',
  [VIR_DOMAIN_SHUTOFF_DESTROYED]: 'forced off',
  [VIR_DOMAIN_SHUTOFF_SAVED]: 'saved to disk',
  [VIR_DOMAIN_SHUTOFF_FAILED]: 'it failed to start',
  [VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT]: 'reverted to a snapshot',
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
  if (reason === VIR_DOMAIN_PAUSED_IOERROR)
    return { state: 'paused', reason: 'I/O error on its disk' };
  return { state: 'paused', reason: null };
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
