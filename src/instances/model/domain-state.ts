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
import type { StateAndReason } from './states.js';

/** The reason of an I/O error if a disk reports that it is out of space. */
export const NO_SPACE_REASON = 'no space left on the host for its disk';
/** There is a managed save image, which the next start resumes. Recorded reasons are compared with this text. */
export const SAVED_REASON = 'saved to disk';

const PANICKED = 'the guest crashed; QEMU keeps its memory until you stop it';

const PAUSED_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_PAUSED_USER]: 'paused by a user',
  [VIR_DOMAIN_PAUSED_IOERROR]: 'I/O error on its disk',
  [VIR_DOMAIN_PAUSED_WATCHDOG]: 'paused by its watchdog',
  [VIR_DOMAIN_PAUSED_SAVE]: 'its memory is being saved to disk',
  [VIR_DOMAIN_PAUSED_DUMP]: 'its memory is being dumped to a file',
  [VIR_DOMAIN_PAUSED_MIGRATION]: 'it is being migrated to another host',
  [VIR_DOMAIN_PAUSED_POSTCOPY]: 'it is being migrated to another host',
  [VIR_DOMAIN_PAUSED_POSTCOPY_FAILED]: 'the migration to another host failed',
  [VIR_DOMAIN_PAUSED_SNAPSHOT]: 'a snapshot is being taken',
  [VIR_DOMAIN_PAUSED_FROM_SNAPSHOT]: 'reverted to a snapshot',
  [VIR_DOMAIN_PAUSED_API_ERROR]: 'libvirt failed to resume it after an earlier job',
};

const SHUTOFF_REASONS: Readonly<Record<number, string>> = {
  [VIR_DOMAIN_SHUTOFF_SHUTDOWN]: 'the guest shut down',
  [VIR_DOMAIN_SHUTOFF_DESTROYED]: 'forced off',
  [VIR_DOMAIN_SHUTOFF_MIGRATED]: 'migrated to another host',
  [VIR_DOMAIN_SHUTOFF_SAVED]: SAVED_REASON,
  [VIR_DOMAIN_SHUTOFF_FAILED]: 'it failed to start',
  [VIR_DOMAIN_SHUTOFF_FROM_SNAPSHOT]: 'reverted to a snapshot',
  [VIR_DOMAIN_SHUTOFF_DAEMON]: 'libvirt could not reconnect to it after a restart of libvirtd',
};

/**
 * Translate libvirt's state of a domain. A state that this version does not know is `unknown`, never `stopped`.
 * @param state virDomainState
 * @param reason the reason for that state
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
      return { state: 'paused', reason: 'suspended by the guest' };
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
    // QEMU is running, and libvirt is still setting up the guest.
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

/** The reasons of a pause by a libvirt job. Such a domain can only be waited for, or forced off. */
const JOB_REASONS: readonly number[] = [
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_DUMP,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_POSTCOPY,
  VIR_DOMAIN_PAUSED_POSTCOPY_FAILED,
  VIR_DOMAIN_PAUSED_SNAPSHOT,
];

/** The libvirt job that paused a domain, as text; undefined if there is none. */
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

/** Use the recorded reason if libvirt has none: it forgets why a guest is off when libvirtd restarts. */
export function withRecordedReason(
  actual: StateAndReason,
  recorded: StateAndReason,
): StateAndReason {
  const hasNoReason = actual.state === 'stopped' && actual.reason === null;
  if (!hasNoReason || recorded.reason === SAVED_REASON) return actual;
  return recorded.state === 'stopped' || recorded.state === 'crashed' ? recorded : actual;
}
