import type { ShownState } from '@picostack/api-client/formats';

/** The display name of each state, in the order of the lifecycle. */
const STATE_NAMES: Record<ShownState, string> = {
  cloning: 'In cloning',
  stopped: 'Stopped',
  saved: 'Saved',
  launched: 'Starting',
  running: 'Running',
  terminating: 'Stopping',
  paused: 'Paused',
  crashed: 'Crashed',
  failed: 'Failed',
  missing: 'Missing',
  unknown: 'Unknown',
  trashed: 'Deleting',
};

/** The states in the order of the lifecycle. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the record has exactly these keys
export const SHOWN_STATES = Object.keys(STATE_NAMES) as ShownState[];

/** Return the display name of a state; a state that only a newer server knows is shown as it is. */
export function stateName(state: ShownState): string {
  return STATE_NAMES[state] ?? state;
}
