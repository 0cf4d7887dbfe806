import type { InstanceAction, InstanceDto } from '../api/types';

/** What a person can ask of an instance without saying more. */
export type InstanceCommand =
  | Extract<InstanceAction, 'start' | 'stop' | 'restart' | 'pause' | 'resume' | 'delete'>
  | 'forceStop'
  | 'deleteKeepingDisk';

/** Whether the server takes the command in the instance's state. */
export function isLegal(
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
      // Once it is stopping, only force can be added.
      return actions.includes('stop') && state !== 'terminating';
    case 'delete':
    case 'deleteKeepingDisk':
      // A guest that runs is forced off before it is deleted; the dialog says so.
      return !isProtected && (actions.includes('delete') || isDeletedByForce(state, isActive));
    default:
      return actions.includes(command);
  }
}

function isDeletedByForce(state: InstanceDto['state'], isActive: boolean): boolean {
  return state === 'launched' || (isActive && state !== 'unknown' && state !== 'trashed');
}

/** Whether it can be dropped with everything else staying as it is: its domain is gone, or was never picostack's. */
export function canForget({
  state,
  origin,
  actions,
}: Pick<InstanceDto, 'state' | 'origin' | 'actions'>): boolean {
  return (state === 'missing' || origin === 'adopted') && actions.includes('delete');
}
