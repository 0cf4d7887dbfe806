import { describe, expect, it } from 'vitest';

import { describeDetails, eventTitle } from './events';
import { formatProgress } from './operations';

describe('formatProgress', () => {
  it.each([
    [null, ''],
    [0, '0%'],
    [0.404, '40%'],
    [1.2, '100%'],
  ])('%s -> %j', (progress, text) => {
    expect(formatProgress(progress)).toBe(text);
  });
});

describe('events in words', () => {
  it('take the last part of the kind', () => {
    expect(eventTitle({ kind: 'instance.started' })).toBe('Started');
    expect(eventTitle({ kind: 'auth.signInFailed' })).toBe('Sign in failed');
  });

  it('list the details that say something', () => {
    expect(describeDetails({ state: 'paused', reason: null, ports: [22] })).toBe(
      'state: paused, ports: [22]',
    );
  });
});
