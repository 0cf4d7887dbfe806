import type { InstanceState } from '../api/types';

/** The words that people know, in the order of an instance's life. */
export const STATE_WORDS: Record<InstanceState, string> = {
  cloning: 'In cloning',
  stopped: 'Stopped',
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

export const INSTANCE_STATES: InstanceState[] = [
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
];

/** A state's word; a state newer than this page reads as its own name. */
export function stateWord(state: InstanceState): string {
  return STATE_WORDS[state] ?? state;
}
