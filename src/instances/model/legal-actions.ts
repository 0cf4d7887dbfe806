import { ConflictError, IllegalStateError } from '../../common/errors.js';
import {
  VIR_DOMAIN_BLOCKED,
  VIR_DOMAIN_PMSUSPENDED,
  VIR_DOMAIN_RUNNING,
} from '../../libvirt/index.js';
import type { DomainFacts } from './domain-facts.js';
import { jobOf } from './domain-state.js';
import type { InstanceState } from './states.js';

/** The actions on an instance. */
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
  'detach',
  'redefine',
  'discardSavedState',
  'delete',
] as const;
export type InstanceAction = (typeof INSTANCE_ACTIONS)[number];

/** How an error message names each action: "Cannot pause the instance". */
const PHRASES: Readonly<Record<InstanceAction, string>> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  pause: 'pause',
  resume: 'resume',
  rename: 'rename',
  resize: 'resize',
  grow: 'grow the disk of',
  clone: 'clone',
  publish: 'publish',
  rebuild: 'rebuild',
  detach: 'detach',
  redefine: 'redefine',
  discardSavedState: 'discard the saved state of',
  delete: 'delete',
};

/** What decides which actions are legal for an instance. */
export interface ActionSubject {
  /** The shown state. It decides only if there is no domain, or an operation is running. */
  readonly state: InstanceState;
  /** What libvirt reported about the domain; null if there is no domain, or it was not read yet. */
  readonly facts: DomainFacts | null;
  readonly hasOwnDisk: boolean;
  /** Whether its disk is a clone of an image. */
  readonly hasImage: boolean;
  /** If true, the instance cannot be deleted in any state. */
  readonly isProtected?: boolean;
}

/** Why an action is refused. */
export interface Refusal {
  readonly code: string;
  readonly reason: string;
  /** Whether the action is legal with `force`. */
  readonly isLiftedByForce?: boolean;
}

/** An instance whose domain was read. */
type DefinedSubject = ActionSubject & { readonly facts: DomainFacts };

type Rule = (subject: DefinedSubject) => Refusal | string | undefined;

const TRANSIENT: Refusal = {
  code: 'noDefinition',
  reason:
    'Its domain was undefined while it was running, and disappears when it stops. Define it again first (redefine).',
};

const SAVED: Refusal = {
  code: 'savedState',
  reason:
    'Its memory is saved to disk. Start it to resume from there, or discard the saved state (discardSavedState).',
};

const INDEPENDENT: Refusal = {
  code: 'alreadyIndependent',
  reason: 'Its disk has no image: it is independent already.',
};

const ADOPTED = 'It was adopted, and picostack did not create its disks.';
const OFF = 'It is off.';

/** For each action, why it is not legal for a domain with these facts; undefined if it is legal. */
const RULES: Readonly<Record<InstanceAction, Rule>> = {
  start: (subject) => (subject.facts.isActive ? whyNotStartable(subject) : undefined),
  stop: ({ facts }) => {
    if (!facts.isActive) return OFF;
    // A libvirt job blocks only a stop without force: see requireNoJob.
    return facts.isPersistent ? undefined : TRANSIENT;
  },
  restart: ({ state, facts }) => {
    if (!facts.isActive) return 'It is off. Start it.';
    if (!facts.isPersistent) return TRANSIENT;
    return state === 'paused' ? (jobRefusal(facts) ?? 'Resume it first.') : undefined;
  },
  pause: ({ state, facts }) => {
    if (!facts.isActive) return OFF;
    if (state === 'crashed') return 'Its guest crashed, and its CPUs are stopped.';
    return isRunning(facts) ? undefined : 'Its CPUs are already stopped.';
  },
  resume: ({ state, facts }) => {
    if (!facts.isActive) return facts.hasSavedState ? 'It is off. Start it.' : OFF;
    if (state === 'crashed') return 'Its guest crashed. Stop it, then start it.';
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
  // Rebuilding deletes snapshots and saved memory if the request allows it: see SavedState.
  rebuild: (subject) => {
    if (!subject.hasOwnDisk) return ADOPTED;
    if (!subject.facts.isActive) return undefined;
    if (!subject.facts.isPersistent) return TRANSIENT;
    return subject.state === 'crashed' ? whyNotStartable(subject) : 'Stop it first.';
  },
  detach: ({ hasOwnDisk, hasImage, facts }) => {
    if (!hasOwnDisk) return ADOPTED;
    if (!hasImage) return INDEPENDENT;
    if (facts.hasSavedState) return SAVED;
    return sharedSnapshotsRefusal(facts) ?? jobRefusal(facts);
  },
  redefine: ({ facts }) => (facts.isPersistent ? 'Its domain has a definition.' : undefined),
  discardSavedState: ({ facts }) => (facts.hasSavedState ? undefined : 'It has no saved state.'),
  delete: ({ hasOwnDisk, facts }) => {
    // An adopted instance is released, which does not affect its guest.
    if (!hasOwnDisk) return jobRefusal(facts);
    if (!facts.isActive) return undefined;
    return {
      code: 'illegalState',
      reason: 'QEMU is running. Stop it first, or delete it with force.',
      isLiftedByForce: true,
    };
  },
};

/** In these states the domain does not matter: the actions that are legal, and why the others are not. */
const WITHOUT_DOMAIN: Readonly<
  Partial<Record<InstanceState, { reason: string; legal: readonly InstanceAction[] }>>
> = {
  cloning: { reason: 'It is being created.', legal: [] },
  failed: { reason: 'It could not be created.', legal: ['delete'] },
  missing: {
    reason: 'Its domain does not exist. Define it again, or delete it.',
    legal: ['redefine', 'delete'],
  },
  trashed: { reason: 'It is being deleted.', legal: [] },
};

/** States in which a start or stop has not ended: only a forced stop or deletion can be added. */
const IN_TRANSITION: Readonly<
  Partial<Record<InstanceState, { reason: string; legal: readonly InstanceAction[] }>>
> = {
  launched: { reason: 'It is starting.', legal: [] },
  // If the guest ignores the power button, a forced stop ends the graceful one.
  terminating: { reason: 'It is shutting down.', legal: ['stop'] },
};

/** Why an action is not legal for an instance now; undefined if it is legal. */
export function refusalOf(subject: ActionSubject, action: InstanceAction): Refusal | undefined {
  if (action === 'delete' && subject.isProtected) {
    return { code: 'deleteProtected', reason: 'It is protected. Remove the protection first.' };
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
      ? 'It was adopted. Define its domain again with virsh.'
      : undefined;
  }
  if (facts === null) {
    return state === 'unknown' ? 'libvirt is unavailable.' : 'Its domain has not been read yet.';
  }
  const transition = IN_TRANSITION[state];
  if (transition && !transition.legal.includes(action)) {
    const isLiftedByForce = action === 'delete' && hasOwnDisk;
    return { code: 'illegalState', reason: transition.reason, isLiftedByForce };
  }
  return RULES[action]({ ...subject, facts });
}

/** The actions that are legal for an instance now, and the reason of each that is not. */
export function judgeActions(subject: ActionSubject): {
  readonly legal: InstanceAction[];
  readonly refusals: Partial<Record<InstanceAction, string>>;
} {
  const legal: InstanceAction[] = [];
  const refusals: Partial<Record<InstanceAction, string>> = {};
  for (const action of INSTANCE_ACTIONS) {
    const refusal = refusalOf(subject, action);
    if (refusal) refusals[action] = refusal.reason;
    else legal.push(action);
  }
  return { legal, refusals };
}

/** The actions that are legal for an instance now. */
export function legalActions(subject: ActionSubject): InstanceAction[] {
  return judgeActions(subject).legal;
}

/** The instance is protected: it cannot be deleted, not even with force. */
export class DeleteProtectedError extends ConflictError {
  constructor(name: string) {
    super(
      'deleteProtected',
      `Cannot delete the instance "${name}": it is protected, also against force. ` +
        `Remove the protection first: "picostk set ${name} --no-protect", or PATCH it with isProtected false.`,
    );
  }
}

/** @throws IllegalStateError, or a ConflictError with the code of the refusal, if the action is not legal */
export function requireLegal(
  instance: ActionSubject & { readonly name: string },
  action: InstanceAction,
  { force = false } = {},
): void {
  const refusal = refusalOf(instance, action);
  if (!refusal || (force && refusal.isLiftedByForce)) return;
  const { name, state } = instance;
  const { code, reason } = refusal;
  if (code === 'deleteProtected') throw new DeleteProtectedError(name);
  const legal = legalActions(instance);
  if (code === 'illegalState') {
    throw new IllegalStateError('instance', name, PHRASES[action], state, legal, reason);
  }
  throw new ConflictError(code, `Cannot ${PHRASES[action]} the instance "${name}". ${reason}`, {
    state,
    legal,
  });
}

/**
 * @param action as in "Cannot stop the instance"
 * @throws ConflictError `noDefinition` if the domain has no definition
 */
export function requireDefinition(
  { isPersistent }: Pick<DomainFacts, 'isPersistent'>,
  name: string,
  action: string,
): void {
  if (isPersistent) return;
  throw new ConflictError(
    TRANSIENT.code,
    `Cannot ${action} the instance "${name}". ${TRANSIENT.reason}`,
  );
}

/** @throws ConflictError `domainBusy` if a libvirt job blocks the power button, so that only force stops the guest */
export function requireNoJob(facts: DomainFacts | null, name: string): void {
  const refusal = facts && jobRefusal(facts);
  if (!refusal) return;
  throw new ConflictError(refusal.code, `Cannot stop the instance "${name}". ${refusal.reason}`);
}

function isRunning({ state }: DomainFacts): boolean {
  return state === VIR_DOMAIN_RUNNING || state === VIR_DOMAIN_BLOCKED;
}

function whyNotStartable({ state, facts }: DefinedSubject): string {
  if (state === 'crashed') return 'Its guest crashed, and QEMU keeps its memory. Stop it first.';
  if (facts.state === VIR_DOMAIN_PMSUSPENDED) return 'It is suspended. Resume it.';
  return state === 'paused' ? 'It is paused. Resume it.' : 'It is already running.';
}

function jobRefusal(facts: DomainFacts): Refusal | undefined {
  const job = jobOf(facts);
  return job === undefined
    ? undefined
    : {
        code: 'domainBusy',
        reason: `A libvirt job is using the domain: ${job}. Wait until the job ends, or stop the instance with force.`,
        isLiftedByForce: true,
      };
}

function sharedSnapshotsRefusal({ snapshotCount }: DomainFacts): Refusal | undefined {
  if (snapshotCount === 0) return undefined;
  return {
    code: 'hasSnapshots',
    reason: `It has snapshots (${snapshotCount}), which share data with the image. Delete them first.`,
  };
}

function snapshotsRefusal({ snapshotCount, checkpointCount }: DomainFacts): Refusal | undefined {
  if (snapshotCount + checkpointCount === 0) return undefined;
  const obstacles = [
    ...(snapshotCount > 0 ? [`snapshots (${snapshotCount})`] : []),
    ...(checkpointCount > 0 ? [`checkpoints (${checkpointCount})`] : []),
  ].join(' and ');
  return {
    code: 'hasSnapshots',
    reason: `libvirt cannot rename a domain that has ${obstacles}. Delete them first.`,
  };
}
