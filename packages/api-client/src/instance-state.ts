import type { components } from './schema.gen.js';

type Instance = components['schemas']['InstanceDto'];

/** A state as the page and the command show it: `saved` is a stopped instance whose memory is saved to disk. */
export type ShownState = Instance['state'] | 'saved';

/** Return the state to show for an instance. While it is starting or stopping, that state matters more. */
export function shownState({
  state,
  hasSavedState,
}: Pick<Instance, 'state' | 'hasSavedState'>): ShownState {
  return hasSavedState && state === 'stopped' ? 'saved' : state;
}
