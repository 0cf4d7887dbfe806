/** The states of an instance, as the API shows them. */
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

/** The states that a list can be filtered by. `saved` is `stopped` with the memory saved to disk. */
export const LISTED_STATES = [...INSTANCE_STATES, 'saved'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** The states in which an instance has no domain, or will soon have none. */
export const STATES_WITHOUT_DOMAIN: readonly InstanceState[] = [
  'cloning',
  'failed',
  'missing',
  'trashed',
];

/** A state, and the reason for it as text. */
export interface StateAndReason {
  readonly state: InstanceState;
  readonly reason: string | null;
}

/** The state that an operation is working towards. It is shown until libvirt reports the result. */
export type Intent = 'cloning' | 'launched' | 'terminating' | 'trashed';

/**
 * The state to show while an operation is running: the intent, until libvirt reports the result.
 * @param isActive whether there is a QEMU process
 */
export function withIntent(
  actual: StateAndReason,
  intent: Intent | undefined,
  isActive: boolean,
): StateAndReason {
  if (intent === undefined) return actual;
  if (intent === 'trashed') return { state: 'trashed', reason: null };
  // `cloning` and `launched` are shown until QEMU is running, `terminating` until it has ended.
  return (intent === 'terminating') === isActive ? { state: intent, reason: null } : actual;
}
