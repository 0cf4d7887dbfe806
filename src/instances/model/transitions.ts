import type { EventKind } from '../../events/event-kinds.js';
import type { InstanceState } from './states.js';

/** States in which the guest's QEMU runs. */
const ALIVE: readonly InstanceState[] = ['running', 'paused', 'terminating'];

/** The event that a change of state is; undefined for passing states, which nobody looks up later. */
export function eventOfTransition(from: InstanceState, to: InstanceState): EventKind | undefined {
  // In the same state for another reason: paused first by a person, then by a full disk.
  if (from === to) return from === 'paused' ? 'instance.paused' : undefined;
  switch (to) {
    case 'running':
      if (from === 'paused') return 'instance.resumed';
      return ALIVE.includes(from) ? undefined : 'instance.started';
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
