import { describe, expect, it } from 'vitest';
import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_CRASHED_PANICKED,
  VIR_DOMAIN_NOSTATE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_SHUTTING_DOWN,
  VIR_DOMAIN_PAUSED_STARTING_UP,
  VIR_DOMAIN_PAUSED_USER,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_CRASHED,
  VIR_DOMAIN_SHUTOFF_DESTROYED,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN,
} from '../../libvirt/index.js';
import { SAVED_REASON, fromDomainState, withRecordedReason } from './domain-state.js';
import { withIntent } from './states.js';
import { eventOfTransition } from './transitions.js';

const PANICKED = 'the guest crashed; QEMU keeps its memory until you stop it';

describe('the state of a domain', () => {
  it.each([
    [VIR_DOMAIN_RUNNING, 0, 'running', null],
    [VIR_DOMAIN_BLOCKED, 0, 'running', null],
    [VIR_DOMAIN_SHUTDOWN, 0, 'terminating', null],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER, 'paused', 'paused by a user'],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, 'paused', 'I/O error on its disk'],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_STARTING_UP, 'launched', null],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_CRASHED, 'crashed', PANICKED],
    [VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_SHUTTING_DOWN, 'terminating', null],
    [VIR_DOMAIN_PMSUSPENDED, 0, 'paused', 'suspended by the guest'],
    [VIR_DOMAIN_CRASHED, VIR_DOMAIN_CRASHED_PANICKED, 'crashed', PANICKED],
    [VIR_DOMAIN_CRASHED, 0, 'crashed', 'the guest crashed'],
    [VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_SHUTDOWN, 'stopped', 'the guest shut down'],
    [VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_DESTROYED, 'stopped', 'forced off'],
    [VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED, 'crashed', 'QEMU ended unexpectedly'],
    [VIR_DOMAIN_SHUTOFF, 0, 'stopped', null],
    [VIR_DOMAIN_NOSTATE, 0, 'unknown', 'libvirt does not know its state'],
    [
      99,
      3,
      'unknown',
      'libvirt reports the state 99, which this version of picostack does not know',
    ],
  ])('state %i, reason %i: %s', (state, reason, shown, text) => {
    expect(fromDomainState(state, reason)).toEqual({ state: shown, reason: text });
  });
});

describe('the state that is shown during an operation', () => {
  it.each([
    ['launched', 'stopped', false, 'launched'],
    ['launched', 'crashed', false, 'launched'],
    ['launched', 'running', true, 'running'],
    ['terminating', 'running', true, 'terminating'],
    ['terminating', 'paused', true, 'terminating'],
    ['terminating', 'stopped', false, 'stopped'],
    ['terminating', 'crashed', false, 'crashed'],
    // Crashed, and preserved.
    ['terminating', 'crashed', true, 'terminating'],
    ['cloning', 'missing', false, 'cloning'],
    ['trashed', 'running', true, 'trashed'],
    [undefined, 'missing', false, 'missing'],
  ] as const)('intent %s, and it is %s (active: %s): %s', (intent, actual, isActive, shown) => {
    expect(withIntent({ state: actual, reason: null }, intent, isActive).state).toBe(shown);
  });
});

describe('the event of a change of state', () => {
  it.each([
    ['launched', 'running', 'instance.started'],
    ['stopped', 'running', 'instance.started'],
    ['crashed', 'running', 'instance.started'],
    ['paused', 'running', 'instance.resumed'],
    ['terminating', 'running', undefined],
    ['running', 'paused', 'instance.paused'],
    ['running', 'stopped', 'instance.stopped'],
    ['terminating', 'stopped', 'instance.stopped'],
    ['cloning', 'stopped', undefined],
    ['launched', 'stopped', undefined],
    ['running', 'crashed', 'instance.crashed'],
    ['stopped', 'missing', 'instance.missing'],
    ['running', 'terminating', undefined],
    ['stopped', 'launched', undefined],
  ] as const)('from %s to %s: %s', (from, to, kind) => {
    expect(eventOfTransition(from, to)).toBe(kind);
  });
});

describe('the reason that a guest is off, if libvirt has forgotten it', () => {
  const withoutReason = { state: 'stopped', reason: null } as const;

  it('is the recorded reason', () => {
    const crashed = { state: 'crashed', reason: 'QEMU ended unexpectedly' } as const;
    expect(withRecordedReason(withoutReason, crashed)).toBe(crashed);
    const off = { state: 'stopped', reason: 'the guest shut down' } as const;
    expect(withRecordedReason(withoutReason, off)).toBe(off);
  });

  it('is not a saved state that no longer exists', () => {
    const saved = { state: 'stopped', reason: SAVED_REASON } as const;
    expect(withRecordedReason(withoutReason, saved)).toBe(withoutReason);
  });

  it('is null if the guest was on; a reason from libvirt comes first', () => {
    expect(withRecordedReason(withoutReason, { state: 'running', reason: null })).toBe(
      withoutReason,
    );
    const forced = { state: 'stopped', reason: 'forced off' } as const;
    expect(withRecordedReason(forced, { state: 'crashed', reason: 'x' })).toBe(forced);
  });
});

describe('a new reason in the same state', () => {
  it('is an event if the guest is paused', () => {
    expect(eventOfTransition('paused', 'paused')).toBe('instance.paused');
    expect(eventOfTransition('stopped', 'stopped')).toBeUndefined();
    expect(eventOfTransition('running', 'running')).toBeUndefined();
  });

  it('is an event if a missing domain exists again', () => {
    expect(eventOfTransition('missing', 'stopped')).toBe('instance.redefined');
  });
});
