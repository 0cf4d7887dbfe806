import { ConflictError, IllegalStateError } from '../../common/errors.js';
import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
} from '../../libvirt/index.js';
import type { DomainFacts } from './domain-facts.js';
import { jobOf } from './domain-state.js';

/** The states of an instance, in the words of the API. */
export const INSTANCE_STATES = [
  'cloning',
  'stopped',
  'launched',
  'running',
  'terminating',
  'paused',
  'crashed',
  'failed',
  'missing',
  'unknown',
  'trashed',
] as const;
export type InstanceState = (typeof INSTANCE_STATES)[number];

/** The states that instances can be listed by: `saved` is one that is off with its memory saved to disk. */
export const LISTED_STATES = [...INSTANCE_STATES, 'saved'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** What can be asked of an instance. */
export const INSTANCE_ACTIONS = [
  'start',
  'stop',
  'restart',
  'pause',
  'resume',
  'rename',
  'resize',
  'grow',
  'clone',
  'publish',
  'rebuild',
  'redefine',
  'discardSavedState',
  'delete',
] as const;
export type InstanceAction = (typeof INSTANCE_ACTIONS)[number];

/** What decides about the actions of an instance. */
export interface ActionSubject {
  /** What is shown of it; it decides only where there is no domain to ask, or work of ours is under way. */
  readonly state: InstanceState;
  /** What libvirt said of its domain; null where there is none, or it was not read yet. */
  readonly facts: DomainFacts | null;
  readonly hasOwnDisk: boolean;
  /** It cannot be deleted then, in no state. */
  readonly isProtected?: boolean;
}

/** Why an action is refused. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  /** `force` lifts it. */
  readonly yieldsToForce?: boolean;
}

/** A domain that is there, with no work of ours in the way. */
interface Standing extends ActionSubject {
  readonly facts: DomainFacts;
}

type Rule = (subject: Standing) => Refusal | string | undefined;

const TRANSIENT: Refusal = {
  code: 'noDefinition',
  reason:
    'Its domain was undefined while it runs, so that it is gone for good when it stops. Define it again first (redefine).',
};

const SAVED: Refusal = {
  code: 'savedState',
  reason:
    'Its memory is saved to disk, and belongs to the domain as it is. Start it to resume it, or discard the saved state (discardSavedState).',
};

const ADOPTED = 'It was adopted: its disks are not picostack’s own.';
const OFF = 'It is off.';

/** The one table: an action's rule says why a domain with these facts cannot take it; undefined where it can. */
const RULES: Readonly<Record<InstanceAction, Rule>> = {
  start: (subject) => (subject.facts.isActive ? whyNotStartable(subject) : undefined),
  stop: ({ facts }) => {
    if (!facts.isActive) return OFF;
    // Without force a job of libvirt's stands in the way: see requireUnlocked.
    return facts.isPersistent ? undefined : TRANSIENT;
  },
  restart: ({ state, facts }) => {
    if (!facts.isActive) return 'It is off: start it.';
    if (!facts.isPersistent) return TRANSIENT;
    return state === 'paused' ? (jobRefusal(facts) ?? 'Resume it first.') : undefined;
  },
  pause: ({ state, facts }) => {
    if (!facts.isActive) return OFF;
    if (state === 'crashed') return 'Its guest crashed: its processors stand still.';
    return runs(facts) ? undefined : 'Its processors stand still already.';
  },
  resume: ({ state, facts }) => {
    if (!facts.isActive) return facts.hasSavedState ? 'It is off: start it.' : OFF;
    if (state === 'crashed') return 'Its guest crashed: stop it, then start it.';
    return state === 'paused' ? jobRefusal(facts) : 'It is not paused.';
  },
  rename: ({ facts }) => {
    if (facts.isActive) return facts.isPersistent ? 'Stop it first.' : TRANSIENT;
    if (facts.hasSavedState) return SAVED;
    return snapshotsRefusal(facts);
  },
  resize: ({ facts }) => {
    if (!facts.isPersistent) return TRANSIENT;
    if (facts.hasSavedState) return SAVED;
    if (facts.sizeObstacle !== null) return { code: 'cannotResize', reason: facts.sizeObstacle };
    return jobRefusal(facts);
  },
  grow: ({ hasOwnDisk, facts }) => {
    if (!hasOwnDisk) return ADOPTED;
    return facts.hasSavedState ? SAVED : jobRefusal(facts);
  },
  clone: ({ hasOwnDisk, facts }) => (hasOwnDisk ? jobRefusal(facts) : ADOPTED),
  publish: ({ hasOwnDisk, facts }) => (hasOwnDisk ? jobRefusal(facts) : ADOPTED),
  // Snapshots and saved memory go with the old disk where the request says so.
  rebuild: (subject) => {
    if (!subject.hasOwnDisk) return ADOPTED;
    if (!subject.facts.isActive) return undefined;
    if (!subject.facts.isPersistent) return TRANSIENT;
    return subject.state === 'crashed' ? whyNotStartable(subject) : 'Stop it first.';
  },
  redefine: ({ facts }) => (facts.isPersistent ? 'It has its definition.' : undefined),
  discardSavedState: ({ facts }) =>
    facts.hasSavedState ? undefined : 'No memory of it is saved to disk.',
  delete: ({ hasOwnDisk, facts }) => {
    // Deleting an adopted instance takes nothing away from its guest: it is released, also while it runs.
    if (!hasOwnDisk) return jobRefusal(facts);
    if (!facts.isActive) return undefined;
    return {
      code: 'illegalState',
      reason: 'Its QEMU runs: stop it first, or delete it with force.',
      yieldsToForce: true,
    };
  },
};

/** States in which no domain has to be asked, with what is legal then, and why nothing else is. */
const WITHOUT_DOMAIN: Readonly<
  Partial<Record<InstanceState, { reason: string; legal: readonly InstanceAction[] }>>
> = {
  cloning: { reason: 'It is being made.', legal: [] },
  failed: { reason: 'It could not be made.', legal: ['delete'] },
  missing: {
    reason: 'Its domain is gone. Define it again, or delete it.',
    legal: ['redefine', 'delete'],
  },
  trashed: { reason: 'It is being deleted.', legal: [] },
};

/** While it is turned on or off, only force can be added. */
const PASSING: Readonly<
  Partial<Record<InstanceState, { reason: string; legal: readonly InstanceAction[] }>>
> = {
  launched: { reason: 'It is being started.', legal: [] },
  // A guest that does not obey the power button can be forced: `stop` with force, while the gentle one waits.
  terminating: { reason: 'It is shutting down.', legal: ['stop'] },
};

/** Why an action cannot be asked of an instance as it is; undefined where it can. */
export function refusalOf(subject: ActionSubject, action: InstanceAction): Refusal | undefined {
  if (action === 'delete' && subject.isProtected) {
    return { code: 'deleteProtected', reason: 'It is protected: take the protection off first.' };
  }
  const refusal = ruleFor(subject, action);
  return typeof refusal === 'string' ? { code: 'illegalState', reason: refusal } : refusal;
}

function ruleFor(subject: ActionSubject, action: InstanceAction): Refusal | string | undefined {
  const { state, facts, hasOwnDisk } = subject;
  const fixed = WITHOUT_DOMAIN[state];
  if (fixed) {
    if (!fixed.legal.includes(action)) return fixed.reason;
    return action === 'redefine' && !hasOwnDisk
      ? 'It was adopted: whoever undefined its domain has to define it again.'
      : undefined;
  }
  if (facts === null) {
    return state === 'unknown'
      ? 'libvirt is out of reach.'
      : 'libvirt has not been asked about it yet.';
  }
  const standing = { ...subject, facts };
  const passing = PASSING[state];
  if (passing) {
    const yieldsToForce = action === 'delete' && hasOwnDisk;
    if (!passing.legal.includes(action)) {
      return { code: 'illegalState', reason: passing.reason, yieldsToForce };
    }
  }
  return RULES[action](standing);
}

/** The actions that are legal for an instance as it is. */
export function legalActions(subject: ActionSubject): InstanceAction[] {
  return INSTANCE_ACTIONS.filter((action) => refusalOf(subject, action) === undefined);
}

/** Why the other actions are not, by action. */
export function refusals(subject: ActionSubject): Partial<Record<InstanceAction, string>> {
  return Object.fromEntries(
    INSTANCE_ACTIONS.flatMap((action) => {
      const refusal = refusalOf(subject, action);
      return refusal ? [[action, refusal.reason]] : [];
    }),
  );
}

/** Somebody protected the instance: no force deletes it. */
export class DeleteProtectedError extends ConflictError {
  constructor(name: string) {
    super(
      'deleteProtected',
      `The instance "${name}" is protected: it cannot be deleted, not by force either. ` +
        `Take the protection off first: "picostk set ${name} --no-protect", or PATCH it with isProtected false.`,
    );
  }
}

/** @throws IllegalStateError where the action is not legal; ConflictError with the code of the refusal */
export function requireLegal(
  instance: ActionSubject & { readonly name: string },
  action: InstanceAction,
  { force = false } = {},
): void {
  const refusal = refusalOf(instance, action);
  if (!refusal || (force && refusal.yieldsToForce)) return;
  const { name, state } = instance;
  const { code, reason } = refusal;
  if (code === 'deleteProtected') throw new DeleteProtectedError(name);
  const legal = legalActions(instance);
  if (code === 'illegalState') {
    throw new IllegalStateError('instance', name, action, state, legal, reason);
  }
  throw new ConflictError(code, `The instance "${name}" cannot ${action}. ${reason}`, {
    state,
    legal,
  });
}

/** @throws ConflictError `noDefinition` where a domain is without a definition */
export function requireDefinition(
  { isPersistent }: Pick<DomainFacts, 'isPersistent'>,
  name: string,
  doing: string,
): void {
  if (isPersistent) return;
  throw new ConflictError(TRANSIENT.code, `"${name}" cannot ${doing}. ${TRANSIENT.reason}`);
}

/** @throws ConflictError `domainBusy` where the guest cannot hear the power button, and only force stops it */
export function requireUnlocked(facts: DomainFacts | null, name: string): void {
  const refusal = facts && jobRefusal(facts);
  if (refusal) throw new ConflictError(refusal.code, `"${name}" cannot stop. ${refusal.reason}`);
}

function runs({ state }: DomainFacts): boolean {
  return state === VIR_DOMAIN_RUNNING || state === VIR_DOMAIN_BLOCKED;
}

function whyNotStartable({ state, facts }: Standing): string {
  if (state === 'crashed') {
    return 'Its guest crashed, and QEMU still keeps its memory: stop it first.';
  }
  if (facts.state === VIR_DOMAIN_PMSUSPENDED) return 'It is asleep: resume it.';
  return state === 'paused' ? 'It is paused: resume it.' : 'It runs already.';
}

function jobRefusal(facts: DomainFacts): Refusal | undefined {
  const job = jobOf(facts);
  return job === undefined
    ? undefined
    : {
        code: 'domainBusy',
        reason: `libvirt is at work on it: ${job}. Wait for the end of that, or stop it with force.`,
        yieldsToForce: true,
      };
}

function snapshotsRefusal({ snapshotCount, checkpointCount }: DomainFacts): Refusal | undefined {
  if (snapshotCount + checkpointCount === 0) return undefined;
  const kept = [
    ...(snapshotCount > 0 ? [`snapshots (${snapshotCount})`] : []),
    ...(checkpointCount > 0 ? [`checkpoints (${checkpointCount})`] : []),
  ].join(' and ');
  return {
    code: 'hasSnapshots',
    reason: `libvirt does not rename a domain with ${kept}. Delete them first.`,
  };
}
