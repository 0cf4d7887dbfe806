import { describe, expect, it } from 'vitest';
import { IllegalStateError } from '../common/errors.js';
import {
  INSTANCE_ACTIONS,
  INSTANCE_STATES,
  type InstanceAction,
  type InstanceState,
  legalActions,
  requireLegal,
} from './states.js';

/** As the guide for users has it, state by state. */
const EXPECTED: Readonly<Record<string, string>> = {
  cloning: '',
  stopped: 'start rename resize grow clone publish rebuild delete',
  launched: '',
  running: 'stop restart pause resize grow clone publish',
  terminating: 'stop',
  paused: 'resume stop resize grow clone publish',
  crashed: 'start rename resize grow clone publish rebuild delete',
  failed: 'delete',
  missing: 'redefine delete',
  unknown: '',
  trashed: '',
};

const OWN = { hasOwnDisk: true };

function isLegal(
  state: InstanceState,
  action: InstanceAction,
  options?: { force: boolean },
): boolean {
  try {
    requireLegal({ name: 'web-1', state, ...OWN }, action, options);
    return true;
  } catch (error) {
    if (error instanceof IllegalStateError) return false;
    throw error;
  }
}

describe('the table of states and actions', () => {
  const pairs = INSTANCE_STATES.flatMap((state) =>
    INSTANCE_ACTIONS.map((action) => ({ state, action })),
  );

  it.each(pairs)('$action while it is $state', ({ state, action }) => {
    const legal = (EXPECTED[state] ?? '').split(' ').filter(Boolean);
    expect(isLegal(state, action)).toBe(legal.includes(action));
    expect(legalActions({ state, ...OWN }).toSorted()).toEqual(legal.toSorted());
  });

  it('says in a refusal what it is, and what would be legal', () => {
    const attempt = () => requireLegal({ name: 'web-1', state: 'running', ...OWN }, 'start');
    expect(attempt).toThrow(
      '"web-1" is running: it cannot start. Possible now: stop, restart, pause, resize, grow, clone, publish.',
    );
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'illegalState',
        details: {
          state: 'running',
          legal: ['stop', 'restart', 'pause', 'resize', 'grow', 'clone', 'publish'],
        },
      }),
    );
  });

  it('keeps from an adopted instance what needs a disk of our own', () => {
    const adopted = { hasOwnDisk: false };
    expect(legalActions({ state: 'stopped', ...adopted })).toEqual([
      'start',
      'rename',
      'resize',
      'delete',
    ]);
    expect(legalActions({ state: 'missing', ...adopted })).toEqual(['delete']);
    // Letting it go takes nothing away from its guest.
    expect(legalActions({ state: 'running', ...adopted })).toContain('delete');
  });

  it('lets force delete what runs, and nothing that is being made, goes, or cannot be seen', () => {
    const forced = INSTANCE_STATES.filter((state) => isLegal(state, 'delete', { force: true }));
    expect(forced.toSorted()).toEqual(
      [
        'stopped',
        'crashed',
        'failed',
        'missing',
        'running',
        'paused',
        'terminating',
        'launched',
      ].toSorted(),
    );
    const start = () =>
      requireLegal({ name: 'web-1', state: 'running', ...OWN }, 'start', { force: true });
    expect(start).toThrow(IllegalStateError);
  });
});
