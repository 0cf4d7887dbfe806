import type { InstanceDto, InstanceState } from '../api/types';

/** A state as the page shows it: one that is off with its memory saved to disk has a word of its own. */
export type ShownState = InstanceState | 'saved';

/** The words that people know, in the order of an instance's life. */
export const STATE_WORDS: Record<ShownState, string> = {
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

export const SHOWN_STATES: ShownState[] = [
  'cloning',
  'stopped',
  'saved',
  'launched',
  'running',
  'terminating',
  'paused',
  'crashed',
  'failed',
  'missing',
  'unknown',
  'trashed',
];

/** The state of an instance as the page shows it. */
export function shownState({
  state,
  hasSavedState,
}: Pick<InstanceDto, 'state' | 'hasSavedState'>): ShownState {
  return hasSavedState && (state === 'stopped' || state === 'crashed') ? 'saved' : state;
}

/** A state's word; a state newer than this page reads as its own name. */
export function stateWord(state: ShownState): string {
  return STATE_WORDS[state] ?? state;
}
