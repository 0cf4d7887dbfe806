import { IllegalStateError } from '../common/errors.js';

/** The states of an instance, in the words of the API. */
export const INSTANCE_STATES = [
  'cloning',
  'stopped',
  'launched',
  'running',
  'terminating',
  'paused',
  'crashed',
  'failed',
  'missing',
  'unknown',
  'trashed',
] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

/** What can be asked of an instance. */
export const INSTANCE_ACTIONS = ['start', 'stop', 'restart', 'pause', 'resume', 'delete'] as const;
export type InstanceAction = (typeof INSTANCE_ACTIONS)[number];

/** The one table: which action is legal in which state. Anything else is refused, with what would be legal. */
const LEGAL: Readonly<Record<InstanceState, readonly InstanceAction[]>> = {
  cloning: [],
  stopped: ['start', 'delete'],
  launched: [],
  running: ['stop', 'restart', 'pause'],
  // A guest that does not obey the power button can be forced: `stop` with force, while the gentle one waits.
  terminating: ['stop'],
  paused: ['resume', 'stop'],
  crashed: ['start', 'delete'],
  failed: ['delete'],
  missing: ['delete'],
  unknown: [],
  trashed: [],
};

/** With force an instance may be deleted in these states too: it is forced off first. */
const FORCED_DELETE: readonly InstanceState[] = ['running', 'paused', 'terminating', 'launched'];

/** The actions that are legal in a state. */
export function legalActions(state: InstanceState): readonly InstanceAction[] {
  return LEGAL[state];
}

/** @throws IllegalStateError where the action is not legal in the state */
export function requireLegal(
  instance: { readonly name: string; readonly state: InstanceState },
  action: InstanceAction,
  { force = false } = {},
): void {
  if (LEGAL[instance.state].includes(action)) return;
  if (force && action === 'delete' && FORCED_DELETE.includes(instance.state)) return;
  throw new IllegalStateError(
    'instance',
    instance.name,
    action,
    instance.state,
    LEGAL[instance.state],
  );
}
