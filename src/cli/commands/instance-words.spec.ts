import { describe, expect, it } from 'vitest';
import { shownState } from './instance-words.js';

describe('shownState', () => {
  it('calls an instance that is off with its memory saved to disk saved', () => {
    expect(shownState({ state: 'stopped', hasSavedState: true })).toBe('saved');
  });

  it.each(['stopped', 'running', 'unknown'] as const)('takes any other as it is: %s', (state) => {
    expect(shownState({ state, hasSavedState: false })).toBe(state);
    // It is on its way: what it is doing matters more.
    expect(shownState({ state: 'launched', hasSavedState: true })).toBe('launched');
  });
});
