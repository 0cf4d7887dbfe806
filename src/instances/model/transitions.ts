import type { EventKind } from '../../events/event-kinds.js';
import type { InstanceState } from './states.js';

/** The states in which QEMU is running. */
const ACTIVE: readonly InstanceState[] = ['running', 'paused', 'terminating'];

/** The kind of event for a change of state; undefined for changes that need no event, such as to `launched`. */
export function eventOfTransition(from: InstanceState, to: InstanceState): EventKind | undefined {
  // The reason changed: first a user paused the guest, then a full disk did.
  if (from === to) return from === 'paused' ? 'instance.paused' : undefined;
  switch (to) {
    case 'running':
      if (from === 'paused') return 'instance.resumed';
      return ACTIVE.includes(from) ? undefined : 'instance.started';
    case 'paused':
      return 'instance.paused';
    case 'stopped':
      if (from === 'missing') return 'instance.redefined';
      return from === 'launched' || from === 'cloning' ? undefined : 'instance.stopped';
    case 'crashed':
      return 'instance.crashed';
    case 'missing':
      return 'instance.missing';
    default:
      return undefined;
  }
}
