import { describe, expect, it } from 'vitest';

import { canForget, isLegal } from './instance-commands';

describe('isLegal', () => {
  it('follows the server', () => {
    expect(
      isLegal(
        { isActive: false, state: 'stopped', actions: ['start', 'delete'], isProtected: false },
        'start',
      ),
    ).toBe(true);
    expect(
      isLegal(
        { isActive: false, state: 'stopped', actions: ['start', 'delete'], isProtected: false },
        'stop',
      ),
    ).toBe(false);
    expect(
      isLegal({ isActive: false, state: 'unknown', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
    expect(
      isLegal({ isActive: false, state: 'cloning', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
  });

  it('offers only force while a guest is stopping', () => {
    expect(
      isLegal(
        { isActive: true, state: 'terminating', actions: ['stop'], isProtected: false },
        'stop',
      ),
    ).toBe(false);
    expect(
      isLegal(
        { isActive: true, state: 'terminating', actions: ['stop'], isProtected: false },
        'forceStop',
      ),
    ).toBe(true);
  });

  it('offers to delete what runs, by force', () => {
    expect(
      isLegal(
        { isActive: true, state: 'running', actions: ['stop'], isProtected: false },
        'delete',
      ),
    ).toBe(true);
    // Crashed, and preserved.
    expect(
      isLegal(
        { isActive: true, state: 'crashed', actions: ['stop'], isProtected: false },
        'delete',
      ),
    ).toBe(true);
    expect(
      isLegal({ isActive: true, state: 'trashed', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
  });

  it('never offers to delete what is protected, not by force either', () => {
    expect(
      isLegal({ isActive: true, state: 'running', actions: ['stop'], isProtected: true }, 'delete'),
    ).toBe(false);
    expect(
      isLegal(
        { isActive: false, state: 'stopped', actions: ['start'], isProtected: true },
        'start',
      ),
    ).toBe(true);
  });
});

describe('canForget', () => {
  it.each([
    [{ state: 'missing', origin: 'created', actions: ['redefine', 'delete'] }, true],
    [{ state: 'missing', origin: 'adopted', actions: ['delete'] }, true],
    [{ state: 'running', origin: 'adopted', actions: ['stop', 'delete'] }, true],
    [{ state: 'stopped', origin: 'created', actions: ['start', 'delete'] }, false],
    // Protected, or while something is under way.
    [{ state: 'missing', origin: 'created', actions: ['redefine'] }, false],
    [{ state: 'terminating', origin: 'adopted', actions: ['stop'] }, false],
  ] as const)('%j: %s', (instance, can) => {
    expect(canForget({ ...instance, actions: [...instance.actions] })).toBe(can);
  });
});
