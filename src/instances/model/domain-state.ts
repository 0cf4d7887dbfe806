import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_CRASHED_PANICKED,
  VIR_DOMAIN_NOSTATE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_API_ERROR,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_DUMP,
  VIR_DOMAIN_PAUSED_FROM_SNAPSHOT,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_POSTCOPY,
  VIR_DOMAIN_PAUSED_POSTCOPY_FAILED,
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_SHUTTING_DOWN,
  VIR_DOMAIN_PAUSED_SNAPSHOT,
  VIR_DOMAIN_PAUSED_STARTING_UP,
  VIR_DOMAIN_PAUSED_USER,
  VIR_DOMAIN_PAUSED_WATCHDOG,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_CRASHED,
  VIR_DOMAIN_SHUTOFF_DAEMON,
  VIR_DOMAIN_SHUTOFF_DESTROYED,
  VIR_DOMAIN_SHUTOFF_FAILED,
  VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT,
  VIR_DOMAIN_SHUTOFF_MIGRATED,
  VIR_DOMAIN_SHUTOFF_SAVED,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN,
} from '../../libvirt/index.js';
import type { InstanceState } from './states.js';

/** A state, and in words why. */
export interface StateAndReason {
  readonly state: InstanceState;
  readonly reason: string | null;
}

/** What an operation of ours is about to bring about: shown until libvirt reports the result. */
export type Intent = 'cloning' | 'launched' | 'terminating' | 'trashed';

/** An I/O error that stopped a guest, told apart by what libvirt knows of its disks. */
export const NO_SPACE_REASON = 'no space: the host has no room left for its disk';
/** Its memory is in a managed save image on the host's disk, and the next start resumes it. */
export const SAVED_REASON = 'saved to disk';

const PANICKED = 'the guest crashed; QEMU keeps its memory until it is stopped';

const PAUSED_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_PAUSED_USER]: 'paused by a person',
  [VIR_DOMAIN_PAUSED_IOERROR]: 'I/O error on its disk',
  [VIR_DOMAIN_PAUSED_WATCHDOG]: 'its watchdog stopped it',
  [VIR_DOMAIN_PAUSED_SAVE]: 'it is being saved',
  [VIR_DOMAIN_PAUSED_DUMP]: 'its memory is being written to a file',
  [VIR_DOMAIN_PAUSED_MIGRATION]: 'it is being moved to another host',
  [VIR_DOMAIN_PAUSED_POSTCOPY]: 'it is being moved to another host',
  [VIR_DOMAIN_PAUSED_POSTCOPY_FAILED]: 'moving it to another host failed half-way',
  [VIR_DOMAIN_PAUSED_SNAPSHOT]: 'a snapshot is being taken',
  [VIR_DOMAIN_PAUSED_FROM_SNAPSHOT]: 'reverted to a snapshot',
  [VIR_DOMAIN_PAUSED_API_ERROR]: 'libvirt failed to resume it after an earlier job',
};

const SHUTOFF_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_SHUTOFF_SHUTDOWN]: 'the guest shut down',
  [VIR_DOMAIN_SHUTOFF_DESTROYED]: 'forced off',
  [VIR_DOMAIN_SHUTOFF_MIGRATED]: 'moved to another host',
  [VIR_DOMAIN_SHUTOFF_SAVED]: SAVED_REASON,
  [VIR_DOMAIN_SHUTOFF_FAILED]: 'it failed to start',
  [VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT]: 'reverted to a snapshot',
  [VIR_DOMAIN_SHUTOFF_DAEMON]: 'libvirt could not take it over when it was started again',
};

/**
 * What libvirt says of a domain, in picostack's words. A state that is not known is `unknown`, never `stopped`.
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
      return { state: 'paused', reason: 'asleep: the guest suspended itself' };
    case VIR_DOMAIN_CRASHED:
      return {
        state: 'crashed',
        reason: reason === VIR_DOMAIN_CRASHED_PANICKED ? PANICKED : 'the guest crashed',
      };
    case VIR_DOMAIN_SHUTOFF:
      return reason === VIR_DOMAIN_SHUTOFF_CRASHED
        ? { state: 'crashed', reason: 'QEMU ended unexpectedly' }
        : { state: 'stopped', reason: SHUTOFF_REASONS[reason] ?? null };
    case VIR_DOMAIN_NOSTATE:
      return { state: 'unknown', reason: 'libvirt does not know its state' };
    default:
      return {
        state: 'unknown',
        reason: `libvirt reports the state ${state}, which this version of picostack does not know`,
      };
  }
}

function fromPaused(reason: number): StateAndReason {
  switch (reason) {
    // QEMU is there, and libvirt is still setting the guest up.
    case VIR_DOMAIN_PAUSED_STARTING_UP:
      return { state: 'launched', reason: null };
    case VIR_DOMAIN_PAUSED_SHUTTING_DOWN:
      return { state: 'terminating', reason: null };
    case VIR_DOMAIN_PAUSED_CRASHED:
      return { state: 'crashed', reason: PANICKED };
    default:
      return { state: 'paused', reason: PAUSED_REASONS[reason] ?? null };
  }
}

/** The paused states in which a job of libvirt's holds the domain: it can only be waited for, or forced off. */
const JOB_REASONS: readonly number[] = [
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_DUMP,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_POSTCOPY,
  VIR_DOMAIN_PAUSED_POSTCOPY_FAILED,
  VIR_DOMAIN_PAUSED_SNAPSHOT,
];

/** The job of libvirt's that has paused a domain, in words; undefined where none has. */
export function jobOf({
  state,
  reason,
}: {
  readonly state: number;
  readonly reason: number;
}): string | undefined {
  return state === VIR_DOMAIN_PAUSED && JOB_REASONS.includes(reason)
    ? PAUSED_REASONS[reason]
    : undefined;
}

/**
 * What to show while an operation of ours is under way: the intent, until libvirt reports the result.
 * @param isActive whether there is a QEMU process
 */
export function withIntent(
  actual: StateAndReason,
  intent: Intent | undefined,
  isActive: boolean,
): StateAndReason {
  if (intent === undefined) return actual;
  if (intent === 'trashed') return { state: 'trashed', reason: null };
  // Cloning and starting show until QEMU runs, stopping until it is gone.
  return (intent === 'terminating') === isActive ? { state: intent, reason: null } : actual;
}

/** libvirt forgets why a guest is off when libvirtd restarts: what was recorded still holds. */
export function withKnownReason(actual: StateAndReason, known: StateAndReason): StateAndReason {
  const isUnexplained = actual.state === 'stopped' && actual.reason === null;
  if (!isUnexplained || known.reason === SAVED_REASON) return actual;
  return known.state === 'stopped' || known.state === 'crashed' ? known : actual;
}
