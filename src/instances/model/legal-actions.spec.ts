import { describe, expect, it } from 'vitest';
import { IllegalStateError, messageOf } from '../../common/errors.js';
import * as libvirt from '../../libvirt/index.js';
import type { DomainFacts } from './domain-facts.js';
import { fromDomainState } from './domain-state.js';
import {
  type ActionSubject,
  INSTANCE_ACTIONS,
  type InstanceAction,
  judgeActions,
  legalActions,
  refusalOf,
  requireLegal,
  requireNoJob,
} from './legal-actions.js';
import { INSTANCE_STATES, type InstanceState } from './states.js';

const {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_CRASHED,
  VIR_DOMAIN_CRASHED_PANICKED,
  VIR_DOMAIN_NOSTATE,
  VIR_DOMAIN_PAUSED,
  VIR_DOMAIN_PAUSED_CRASHED,
  VIR_DOMAIN_PAUSED_IOERROR,
  VIR_DOMAIN_PAUSED_MIGRATION,
  VIR_DOMAIN_PAUSED_SAVE,
  VIR_DOMAIN_PAUSED_USER,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTDOWN,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_CRASHED,
} = libvirt;

const OFF: DomainFacts = {
  state: VIR_DOMAIN_SHUTOFF,
  reason: 0,
  isActive: false,
  isPersistent: true,
  hasSavedState: false,
  snapshotCount: 0,
  checkpointCount: 0,
  sizeObstacle: null,
};
const ON: DomainFacts = { ...OFF, state: VIR_DOMAIN_RUNNING, reason: 1, isActive: true };

/** An instance whose domain has these facts. */
function defined(facts: DomainFacts, more: Partial<ActionSubject> = {}): ActionSubject {
  const { state } = fromDomainState(facts.state, facts.reason);
  return { state, facts, hasOwnDisk: true, hasImage: true, ...more };
}

/** An instance without a domain, or during an operation. */
const shown = (state: InstanceState, facts: DomainFacts | null = null): ActionSubject => ({
  state,
  facts,
  hasOwnDisk: true,
  hasImage: true,
});

/** `legal`, or the message of the refusal. */
function outcomeOf(subject: ActionSubject, action: InstanceAction): string {
  try {
    requireLegal({ name: 'web-1', ...subject }, action);
    return 'legal';
  } catch (error) {
    return messageOf(error);
  }
}

const WHEN_OFF = 'start rename resize grow clone publish rebuild detach delete';
const WHEN_PAUSED = 'stop resume resize grow clone publish detach';
const WHEN_CRASHED = 'stop restart resize grow clone publish detach';

describe('the legal actions of an instance', () => {
  it.each<[string, ActionSubject, string]>([
    ['off', defined(OFF), WHEN_OFF],
    ['off since QEMU crashed', defined({ ...OFF, reason: VIR_DOMAIN_SHUTOFF_CRASHED }), WHEN_OFF],
    ['running', defined(ON), 'stop restart pause resize grow clone publish detach'],
    [
      'waiting for its host',
      defined({ ...ON, state: VIR_DOMAIN_BLOCKED }),
      'stop restart pause resize grow clone publish detach',
    ],
    [
      'paused by a user',
      defined({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_USER }),
      WHEN_PAUSED,
    ],
    [
      'paused by a full disk',
      defined({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_IOERROR }),
      WHEN_PAUSED,
    ],
    ['suspended', defined({ ...ON, state: VIR_DOMAIN_PMSUSPENDED, reason: 0 }), WHEN_PAUSED],
    [
      'crashed and preserved',
      defined({ ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED }),
      WHEN_CRASHED,
    ],
    [
      'paused because it crashed',
      defined({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_CRASHED }),
      WHEN_CRASHED,
    ],
    [
      'being saved',
      defined({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_SAVE }),
      'stop',
    ],
    [
      'being migrated',
      defined({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_MIGRATION }),
      'stop',
    ],
    ['shutting down', defined({ ...ON, state: VIR_DOMAIN_SHUTDOWN }), 'stop'],
    [
      'running without a definition',
      defined({ ...ON, isPersistent: false }),
      'pause grow clone publish detach redefine',
    ],
    [
      'paused without a definition',
      defined({
        ...ON,
        state: VIR_DOMAIN_PAUSED,
        reason: VIR_DOMAIN_PAUSED_USER,
        isPersistent: false,
      }),
      'resume grow clone publish detach redefine',
    ],
    [
      'shutting down without a definition',
      defined({ ...ON, state: VIR_DOMAIN_SHUTDOWN, isPersistent: false }),
      '',
    ],
    [
      'saved',
      defined({ ...OFF, hasSavedState: true }),
      'start clone publish rebuild discardSavedState delete',
    ],
    [
      'off with a snapshot',
      defined({ ...OFF, snapshotCount: 1 }),
      'start resize grow clone publish rebuild delete',
    ],
    [
      'off with a checkpoint',
      defined({ ...OFF, checkpointCount: 1 }),
      'start resize grow clone publish rebuild detach delete',
    ],
    [
      'off with a size that cannot change',
      defined({ ...OFF, sizeObstacle: 'Two cells.' }),
      'start rename grow clone publish rebuild detach delete',
    ],
    [
      'on, in an unknown state',
      defined({ ...ON, state: 99 }),
      'stop restart resize grow clone publish detach',
    ],
    ['off, without a state', defined({ ...OFF, state: VIR_DOMAIN_NOSTATE }), WHEN_OFF],
    ['adopted, off', defined(OFF, { hasOwnDisk: false }), 'start rename resize delete'],
    ['adopted, running', defined(ON, { hasOwnDisk: false }), 'stop restart pause resize delete'],
    [
      'adopted, running without a definition',
      defined({ ...ON, isPersistent: false }, { hasOwnDisk: false }),
      'pause redefine delete',
    ],
    ['adopted, missing', { ...shown('missing'), hasOwnDisk: false }, 'delete'],
    [
      'protected, off',
      defined(OFF, { isProtected: true }),
      'start rename resize grow clone publish rebuild detach',
    ],
    [
      'off, without an image',
      defined(OFF, { hasImage: false }),
      'start rename resize grow clone publish rebuild delete',
    ],
    ['being created', shown('cloning'), ''],
    ['being started', shown('launched', OFF), ''],
    ['being stopped', shown('terminating', ON), 'stop'],
    ['being deleted', shown('trashed', OFF), ''],
    ['not created', shown('failed'), 'delete'],
    ['missing', shown('missing'), 'redefine delete'],
    ['unknown: libvirt is unavailable', shown('unknown'), ''],
    ['not read yet', shown('stopped'), ''],
  ])('while it is %s', (_, subject, expected) => {
    const legal = expected.split(' ').filter(Boolean);
    expect(legalActions(subject)).toEqual(INSTANCE_ACTIONS.filter((each) => legal.includes(each)));
    const reasons = judgeActions(subject).refusals;
    // Each action that is not legal has a reason, and no other action has one.
    expect(Object.keys(reasons).toSorted()).toEqual(
      INSTANCE_ACTIONS.filter((each) => !legal.includes(each)).toSorted(),
    );
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[A-Za-z].*\.$/);
    for (const action of INSTANCE_ACTIONS) {
      const reason = subject.isProtected && action === 'delete' ? 'protected' : reasons[action];
      expect(outcomeOf(subject, action)).toContain(reason ?? 'legal');
    }
  });

  /** Every state of libvirt with each of its reasons. */
  const everyState = Object.entries(libvirt).flatMap(([name, state]) => {
    if (
      !/^VIR_DOMAIN_(NOSTATE|RUNNING|BLOCKED|PAUSED|SHUTDOWN|SHUTOFF|CRASHED|PMSUSPENDED)$/.test(
        name,
      )
    )
      return [];
    return Object.entries(libvirt)
      .filter(
        ([each]) =>
          each.startsWith(`${name}_`) &&
          !/_(DEFAULT|ACPI|GUEST|INITCTL|SIGNAL|PARAVIRT|DISK)/.test(each),
      )
      .map(([reasonName, reason]) => ({
        name: reasonName,
        state: Number(state),
        reason: Number(reason),
      }));
  });

  it('finds the states and reasons of libvirt', () => {
    expect(new Set(everyState.map(({ state }) => state)).size).toBe(8);
    expect(everyState.length).toBeGreaterThan(40);
  });

  it.each(everyState)('$name: the legal actions agree with libvirt', ({ state, reason }) => {
    const isActive = state !== VIR_DOMAIN_SHUTOFF;
    const subject = defined({ ...OFF, state, reason, isActive });
    const legal = legalActions(subject);
    expect(legal.includes('start')).toBe(!isActive);
    // While libvirt is setting up the guest, it cannot be stopped yet.
    expect(legal.includes('stop') || subject.state === 'launched').toBe(isActive);
    // Files that QEMU has open are deleted only with force.
    expect(legal.includes('delete')).toBe(!isActive);
    expect(legal.includes('rebuild')).toBe(!isActive);
    expect(refusalOf(subject, 'delete')?.isLiftedByForce ?? true).toBe(true);
    expect(subject.state === 'stopped').toBe(!isActive && reason !== VIR_DOMAIN_SHUTOFF_CRASHED);
  });
});

describe('a refusal', () => {
  it('names the state, the reason and the legal actions', () => {
    const attempt = () => requireLegal({ name: 'web-1', ...defined(ON) }, 'start');
    const legal = ['stop', 'restart', 'pause', 'resize', 'grow', 'clone', 'publish', 'detach'];
    expect(attempt).toThrow(
      `Cannot start the instance "web-1" while it is running. It is already running. Legal actions now: ${legal.join(', ')}.`,
    );
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'illegalState', details: { state: 'running', legal } }),
    );
  });

  it.each<[DomainFacts, InstanceAction, string, RegExp]>([
    [{ ...ON, isPersistent: false }, 'restart', 'noDefinition', /redefine/],
    [{ ...ON, isPersistent: false }, 'stop', 'noDefinition', /redefine/],
    [{ ...ON, isPersistent: false }, 'rename', 'noDefinition', /redefine/],
    [{ ...OFF, hasSavedState: true }, 'resize', 'savedState', /discardSavedState/],
    [{ ...OFF, hasSavedState: true }, 'rename', 'savedState', /discardSavedState/],
    [{ ...OFF, snapshotCount: 2, checkpointCount: 1 }, 'rename', 'hasSnapshots', /\(2\).*\(1\)/],
    [{ ...OFF, sizeObstacle: 'Two cells.' }, 'resize', 'cannotResize', /Two cells\./],
    [{ ...ON, snapshotCount: 2 }, 'detach', 'hasSnapshots', /\(2\), which share data/],
    [{ ...OFF, hasSavedState: true }, 'detach', 'savedState', /discardSavedState/],
    [
      { ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_SAVE },
      'resume',
      'domainBusy',
      /being saved/,
    ],
    [
      { ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED },
      'rebuild',
      'illegalState',
      /crashed.*Stop it first/,
    ],
    [
      { ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED },
      'start',
      'illegalState',
      /crashed.*Stop it first/,
    ],
  ])('of %o: %s is %s', (facts, action, code, message) => {
    const attempt = () => requireLegal({ name: 'web-1', ...defined(facts) }, action);
    expect(attempt).toThrow(expect.objectContaining({ code }));
    expect(attempt).toThrow(message);
  });

  it('of a stop without force, during a libvirt job', () => {
    const saving = { ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_SAVE };
    expect(() => requireNoJob(saving, 'web-1')).toThrow(/being saved.*force/);
    expect(() => requireNoJob(ON, 'web-1')).not.toThrow();
    expect(() => requireNoJob(null, 'web-1')).not.toThrow();
  });

  it('of a deletion is lifted by force, except while the instance is being created or deleted, or its state is unknown', () => {
    const isForced = (subject: ActionSubject): boolean => {
      try {
        requireLegal({ name: 'web-1', ...subject }, 'delete', { force: true });
        return true;
      } catch (error) {
        if (error instanceof IllegalStateError) return false;
        throw error;
      }
    };
    const facts: Partial<Record<InstanceState, DomainFacts>> = {
      stopped: OFF,
      launched: OFF,
      running: ON,
      terminating: ON,
      paused: { ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_USER },
      crashed: { ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED },
    };
    const forced = INSTANCE_STATES.filter((state) => isForced(shown(state, facts[state] ?? null)));
    expect(forced).toEqual(
      INSTANCE_STATES.filter((state) => !['cloning', 'unknown', 'trashed'].includes(state)),
    );
    const transient = { ...ON, isPersistent: false };
    expect(isForced(defined(transient))).toBe(true);
    expect(() => requireLegal({ name: 'web-1', ...defined(ON) }, 'start', { force: true })).toThrow(
      IllegalStateError,
    );
    expect(() =>
      requireLegal({ name: 'web-1', ...defined(ON, { isProtected: true }) }, 'delete', {
        force: true,
      }),
    ).toThrow(/protected/);
  });
});
