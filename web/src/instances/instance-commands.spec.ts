import { describe, expect, it } from 'vitest';

import { canForget, isAllowed } from './instance-commands';

describe('isAllowed', () => {
  it('uses the actions that the server reports', () => {
    expect(
      isAllowed(
        { isActive: false, state: 'stopped', actions: ['start', 'delete'], isProtected: false },
        'start',
      ),
    ).toBe(true);
    expect(
      isAllowed(
        { isActive: false, state: 'stopped', actions: ['start', 'delete'], isProtected: false },
        'stop',
      ),
    ).toBe(false);
    expect(
      isAllowed({ isActive: false, state: 'unknown', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
    expect(
      isAllowed({ isActive: false, state: 'cloning', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
  });

  it('allows only a forced stop while the guest is shutting down', () => {
    expect(
      isAllowed(
        { isActive: true, state: 'terminating', actions: ['stop'], isProtected: false },
        'stop',
      ),
    ).toBe(false);
    expect(
      isAllowed(
        { isActive: true, state: 'terminating', actions: ['stop'], isProtected: false },
        'forceStop',
      ),
    ).toBe(true);
  });

  it('allows to delete a running instance with force', () => {
    expect(
      isAllowed(
        { isActive: true, state: 'running', actions: ['stop'], isProtected: false },
        'delete',
      ),
    ).toBe(true);
    // Crashed, but QEMU is still running.
    expect(
      isAllowed(
        { isActive: true, state: 'crashed', actions: ['stop'], isProtected: false },
        'delete',
      ),
    ).toBe(true);
    expect(
      isAllowed({ isActive: true, state: 'trashed', actions: [], isProtected: false }, 'delete'),
    ).toBe(false);
  });

  it('does not allow to delete a protected instance, even with force', () => {
    expect(
      isAllowed(
        { isActive: true, state: 'running', actions: ['stop'], isProtected: true },
        'delete',
      ),
    ).toBe(false);
    expect(
      isAllowed(
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
    // Protected, or during an operation.
    [{ state: 'missing', origin: 'created', actions: ['redefine'] }, false],
    [{ state: 'terminating', origin: 'adopted', actions: ['stop'] }, false],
  ] as const)('%j: %s', (instance, can) => {
    expect(canForget({ ...instance, actions: [...instance.actions] })).toBe(can);
  });
});
