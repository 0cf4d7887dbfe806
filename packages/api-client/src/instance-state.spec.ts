import { describe, expect, it } from 'vitest';
import { shownState } from './instance-state.js';

describe('shownState', () => {
  it('shows a stopped instance with saved memory as saved', () => {
    expect(shownState({ state: 'stopped', hasSavedState: true })).toBe('saved');
  });

  it.each(['stopped', 'running', 'unknown'] as const)(
    'shows any other state as it is: %s',
    (state) => {
      expect(shownState({ state, hasSavedState: false })).toBe(state);
      // While it is starting or stopping, that state matters more.
      expect(shownState({ state: 'launched', hasSavedState: true })).toBe('launched');
    },
  );
});
