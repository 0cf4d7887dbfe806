import { ConflictError, IllegalStateError } from '../common/errors.js';

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
  'delete',
] as const;
export type InstanceAction = (typeof INSTANCE_ACTIONS)[number];

/** The one table: which action is legal in which state. Anything else is refused, with what would be legal. */
const LEGAL: Readonly<Record<InstanceState, readonly InstanceAction[]>> = {
  cloning: [],
  stopped: ['start', 'rename', 'resize', 'grow', 'clone', 'publish', 'rebuild', 'delete'],
  launched: [],
  running: ['stop', 'restart', 'pause', 'resize', 'grow', 'clone', 'publish'],
  // A guest that does not obey the power button can be forced: `stop` with force, while the gentle one waits.
  terminating: ['stop'],
  paused: ['resume', 'stop', 'resize', 'grow', 'clone', 'publish'],
  crashed: ['start', 'rename', 'resize', 'grow', 'clone', 'publish', 'rebuild', 'delete'],
  failed: ['delete'],
  missing: ['redefine', 'delete'],
  unknown: [],
  trashed: [],
};

/** With force an instance may be deleted in these states too: it is forced off first. */
const FORCED_DELETE: readonly InstanceState[] = ['running', 'paused', 'terminating', 'launched'];

/** What the disks of an adopted domain are not there for: they are not picostack's own. */
const OWN_DISK_ONLY: readonly InstanceAction[] = [
  'grow',
  'clone',
  'publish',
  'rebuild',
  'redefine',
];

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

/** Deleting an adopted instance takes nothing away from its guest: it is let go, also while it runs. */
const LET_GO: readonly InstanceState[] = ['running', 'paused'];

/** What of an instance decides about the actions. */
export interface ActionSubject {
  readonly state: InstanceState;
  readonly hasOwnDisk: boolean;
  /** It cannot be deleted then, in no state. */
  readonly isProtected?: boolean;
}

/** The actions that are legal for an instance as it is. */
export function legalActions(subject: ActionSubject): InstanceAction[] {
  const { state, hasOwnDisk, isProtected } = subject;
  const inThisState =
    !hasOwnDisk && LET_GO.includes(state) ? [...LEGAL[state], 'delete' as const] : LEGAL[state];
  return inThisState.filter(
    (action) =>
      (hasOwnDisk || !OWN_DISK_ONLY.includes(action)) && (!isProtected || action !== 'delete'),
  );
}

/** @throws IllegalStateError where the action is not legal; ConflictError `deleteProtected` */
export function requireLegal(
  instance: ActionSubject & { readonly name: string },
  action: InstanceAction,
  { force = false } = {},
): void {
  if (instance.isProtected && action === 'delete') throw new DeleteProtectedError(instance.name);
  const legal = legalActions(instance);
  if (legal.includes(action)) return;
  if (force && action === 'delete' && FORCED_DELETE.includes(instance.state)) return;
  throw new IllegalStateError('instance', instance.name, action, instance.state, legal);
}
