import { describe, expect, it } from 'vitest';

import { isLegal } from './instance-commands';

describe('isLegal', () => {
  it('follows the server', () => {
    expect(isLegal({ state: 'stopped', actions: ['start', 'delete'] }, 'start')).toBe(true);
    expect(isLegal({ state: 'stopped', actions: ['start', 'delete'] }, 'stop')).toBe(false);
    expect(isLegal({ state: 'unknown', actions: [] }, 'delete')).toBe(false);
    expect(isLegal({ state: 'cloning', actions: [] }, 'delete')).toBe(false);
  });

  it('offers only force while a guest is stopping', () => {
    expect(isLegal({ state: 'terminating', actions: ['stop'] }, 'stop')).toBe(false);
    expect(isLegal({ state: 'terminating', actions: ['stop'] }, 'forceStop')).toBe(true);
  });

  it('offers to delete what runs, by force', () => {
    expect(isLegal({ state: 'running', actions: ['stop'] }, 'delete')).toBe(true);
  });
});
