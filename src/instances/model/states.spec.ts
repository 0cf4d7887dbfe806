import { describe, expect, it } from 'vitest';
import { IllegalStateError, messageOf } from '../../common/errors.js';
import * as libvirt from '../../libvirt/index.js';
import type { DomainFacts } from './domain-facts.js';
import { fromDomainState } from './domain-state.js';
import {
  type ActionSubject,
  INSTANCE_ACTIONS,
  INSTANCE_STATES,
  type InstanceAction,
  type InstanceState,
  legalActions,
  refusalOf,
  refusals,
  requireLegal,
  requireUnlocked,
} from './states.js';

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

/** An instance whose domain is like that. */
function standing(facts: DomainFacts, more: Partial<ActionSubject> = {}): ActionSubject {
  const { state } = fromDomainState(facts.state, facts.reason);
  return { state, facts, hasOwnDisk: true, ...more };
}

/** An instance without a domain, or while work of ours is under way. */
const shown = (state: InstanceState, facts: DomainFacts | null = null): ActionSubject => ({
  state,
  facts,
  hasOwnDisk: true,
});

/** What asking says: `legal`, or the message of the refusal. */
function outcomeOf(subject: ActionSubject, action: InstanceAction): string {
  try {
    requireLegal({ name: 'web-1', ...subject }, action);
    return 'legal';
  } catch (error) {
    return messageOf(error);
  }
}

const WHEN_OFF = 'start rename resize grow clone publish rebuild delete';
const WHEN_PAUSED = 'stop resume resize grow clone publish';
const WHEN_CRASHED = 'stop restart resize grow clone publish';

describe('what can be asked of an instance', () => {
  it.each<[string, ActionSubject, string]>([
    ['off', standing(OFF), WHEN_OFF],
    ['off since QEMU crashed', standing({ ...OFF, reason: VIR_DOMAIN_SHUTOFF_CRASHED }), WHEN_OFF],
    ['running', standing(ON), 'stop restart pause resize grow clone publish'],
    [
      'waiting for its host',
      standing({ ...ON, state: VIR_DOMAIN_BLOCKED }),
      'stop restart pause resize grow clone publish',
    ],
    [
      'paused by a person',
      standing({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_USER }),
      WHEN_PAUSED,
    ],
    [
      'paused by a full disk',
      standing({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_IOERROR }),
      WHEN_PAUSED,
    ],
    ['asleep', standing({ ...ON, state: VIR_DOMAIN_PMSUSPENDED, reason: 0 }), WHEN_PAUSED],
    [
      'crashed and preserved',
      standing({ ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED }),
      WHEN_CRASHED,
    ],
    [
      'paused since it crashed',
      standing({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_CRASHED }),
      WHEN_CRASHED,
    ],
    [
      'being saved',
      standing({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_SAVE }),
      'stop',
    ],
    [
      'being migrated',
      standing({ ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_MIGRATION }),
      'stop',
    ],
    ['shutting down', standing({ ...ON, state: VIR_DOMAIN_SHUTDOWN }), 'stop'],
    [
      'running without a definition',
      standing({ ...ON, isPersistent: false }),
      'pause grow clone publish redefine',
    ],
    [
      'paused without a definition',
      standing({
        ...ON,
        state: VIR_DOMAIN_PAUSED,
        reason: VIR_DOMAIN_PAUSED_USER,
        isPersistent: false,
      }),
      'resume grow clone publish redefine',
    ],
    [
      'shutting down without a definition',
      standing({ ...ON, state: VIR_DOMAIN_SHUTDOWN, isPersistent: false }),
      '',
    ],
    [
      'saved',
      standing({ ...OFF, hasSavedState: true }),
      'start clone publish rebuild discardSavedState delete',
    ],
    [
      'off with a snapshot',
      standing({ ...OFF, snapshotCount: 1 }),
      'start resize grow clone publish rebuild delete',
    ],
    [
      'off with a checkpoint',
      standing({ ...OFF, checkpointCount: 1 }),
      'start resize grow clone publish rebuild delete',
    ],
    [
      'off with a size that cannot change',
      standing({ ...OFF, sizeObstacle: 'Two cells.' }),
      'start rename grow clone publish rebuild delete',
    ],
    [
      'on in a state that nobody knows',
      standing({ ...ON, state: 99 }),
      'stop restart resize grow clone publish',
    ],
    ['off, says no state', standing({ ...OFF, state: VIR_DOMAIN_NOSTATE }), WHEN_OFF],
    ['adopted, off', standing(OFF, { hasOwnDisk: false }), 'start rename resize delete'],
    ['adopted, running', standing(ON, { hasOwnDisk: false }), 'stop restart pause resize delete'],
    [
      'adopted, running without a definition',
      standing({ ...ON, isPersistent: false }, { hasOwnDisk: false }),
      'pause redefine delete',
    ],
    ['adopted, missing', { ...shown('missing'), hasOwnDisk: false }, 'delete'],
    [
      'protected, off',
      standing(OFF, { isProtected: true }),
      'start rename resize grow clone publish rebuild',
    ],
    ['being made', shown('cloning'), ''],
    ['being started', shown('launched', OFF), ''],
    ['being stopped', shown('terminating', ON), 'stop'],
    ['being deleted', shown('trashed', OFF), ''],
    ['not made', shown('failed'), 'delete'],
    ['missing', shown('missing'), 'redefine delete'],
    ['out of reach', shown('unknown'), ''],
    ['not read yet', shown('stopped'), ''],
  ])('while it is %s', (_, subject, expected) => {
    const legal = expected.split(' ').filter(Boolean);
    expect(legalActions(subject)).toEqual(INSTANCE_ACTIONS.filter((each) => legal.includes(each)));
    const reasons = refusals(subject);
    // What is left out has a reason in words, and what is legal has none.
    expect(Object.keys(reasons).toSorted()).toEqual(
      INSTANCE_ACTIONS.filter((each) => !legal.includes(each)).toSorted(),
    );
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[A-Za-z].*\.$/);
    for (const action of INSTANCE_ACTIONS) {
      const said = subject.isProtected && action === 'delete' ? 'protected' : reasons[action];
      expect(outcomeOf(subject, action)).toContain(said ?? 'legal');
    }
  });

  /** Every reason that libvirt has for every state. */
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

  it.each(everyState)(
    '$name: a way on, and nothing that contradicts libvirt',
    ({ state, reason }) => {
      const isActive = state !== VIR_DOMAIN_SHUTOFF;
      const subject = standing({ ...OFF, state, reason, isActive });
      const legal = legalActions(subject);
      expect(legal.includes('start')).toBe(!isActive);
      // While libvirt sets it up, it cannot be stopped yet.
      expect(legal.includes('stop') || subject.state === 'launched').toBe(isActive);
      // What QEMU has open is not taken away without force.
      expect(legal.includes('delete')).toBe(!isActive);
      expect(legal.includes('rebuild')).toBe(!isActive);
      expect(refusalOf(subject, 'delete')?.yieldsToForce ?? true).toBe(true);
      expect(subject.state === 'stopped').toBe(!isActive && reason !== VIR_DOMAIN_SHUTOFF_CRASHED);
    },
  );
});

describe('a refusal', () => {
  it('says what it is, and what would be legal', () => {
    const attempt = () => requireLegal({ name: 'web-1', ...standing(ON) }, 'start');
    const legal = ['stop', 'restart', 'pause', 'resize', 'grow', 'clone', 'publish'];
    expect(attempt).toThrow(
      `"web-1" is running: it cannot start. It runs already. Possible now: ${legal.join(', ')}.`,
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
      /crashed.*stop it first/,
    ],
    [
      { ...ON, state: VIR_DOMAIN_CRASHED, reason: VIR_DOMAIN_CRASHED_PANICKED },
      'start',
      'illegalState',
      /crashed.*stop it first/,
    ],
  ])('of %o: %s is %s', (facts, action, code, words) => {
    const attempt = () => requireLegal({ name: 'web-1', ...standing(facts) }, action);
    expect(attempt).toThrow(expect.objectContaining({ code }));
    expect(attempt).toThrow(words);
  });

  it('of a stop without force, while a job of libvirt holds the guest', () => {
    const saving = { ...ON, state: VIR_DOMAIN_PAUSED, reason: VIR_DOMAIN_PAUSED_SAVE };
    expect(() => requireUnlocked(saving, 'web-1')).toThrow(/being saved.*force/);
    expect(() => requireUnlocked(ON, 'web-1')).not.toThrow();
    expect(() => requireUnlocked(null, 'web-1')).not.toThrow();
  });

  it('yields to force where QEMU runs, and not where it is being made, goes, or cannot be seen', () => {
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
    expect(isForced(standing(transient))).toBe(true);
    expect(() =>
      requireLegal({ name: 'web-1', ...standing(ON) }, 'start', { force: true }),
    ).toThrow(IllegalStateError);
    expect(() =>
      requireLegal({ name: 'web-1', ...standing(ON, { isProtected: true }) }, 'delete', {
        force: true,
      }),
    ).toThrow(/protected/);
  });
});
