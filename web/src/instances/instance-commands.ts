import type { InstanceAction, InstanceDto } from '../api/types';

/** An action without further input. */
export type InstanceCommand =
  | Extract<InstanceAction, 'start' | 'stop' | 'restart' | 'pause' | 'resume' | 'delete'>
  | 'forceStop'
  | 'deleteKeepingDisk';

/** Check whether the server accepts a command for an instance. */
export function isAllowed(
  {
    state,
    actions,
    isActive,
    isProtected,
  }: Pick<InstanceDto, 'state' | 'actions' | 'isActive' | 'isProtected'>,
  command: InstanceCommand,
): boolean {
  switch (command) {
    case 'forceStop':
      return actions.includes('stop');
    case 'stop':
      // A second graceful stop has no effect.
      return actions.includes('stop') && state !== 'terminating';
    case 'delete':
    case 'deleteKeepingDisk':
      return !isProtected && (actions.includes('delete') || isDeletableByForce(state, isActive));
    default:
      return actions.includes(command);
  }
}

/** Check whether deletion is legal with `force`, which `actions` does not report. */
function isDeletableByForce(state: InstanceDto['state'], isActive: boolean): boolean {
  return state === 'launched' || (isActive && state !== 'unknown' && state !== 'trashed');
}

/** Check whether deleting an instance only releases its domain: it was adopted and is not missing. */
export function isReleasable({ state, origin }: Pick<InstanceDto, 'state' | 'origin'>): boolean {
  return origin === 'adopted' && state !== 'missing';
}

/** Check whether the record of an instance can be deleted without its domain and disk. */
export function canForget({
  state,
  origin,
  actions,
}: Pick<InstanceDto, 'state' | 'origin' | 'actions'>): boolean {
  return (state === 'missing' || origin === 'adopted') && actions.includes('delete');
}
