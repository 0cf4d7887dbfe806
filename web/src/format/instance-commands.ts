import type { InstanceAction, InstanceDto, InstanceState } from '../api/types';

/** What a person can ask of an instance without saying more. */
export type InstanceCommand =
  | Extract<InstanceAction, 'start' | 'stop' | 'restart' | 'pause' | 'resume' | 'delete'>
  | 'forceStop'
  | 'deleteKeepingDisk';

/** A guest that runs is forced off before it is deleted; the dialog says so. */
const DELETED_BY_FORCE: readonly InstanceState[] = ['launched', 'running', 'paused', 'terminating'];

/** Whether the server takes the command in the instance's state. */
export function isLegal(
  { state, actions, isProtected }: Pick<InstanceDto, 'state' | 'actions' | 'isProtected'>,
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
      return !isProtected && (actions.includes('delete') || DELETED_BY_FORCE.includes(state));
    default:
      return actions.includes(command);
  }
}

/** Whether it can be dropped with everything else staying as it is: its domain is gone, or was never picostack's. */
export function canForget({
  state,
  origin,
  actions,
}: Pick<InstanceDto, 'state' | 'origin' | 'actions'>): boolean {
  return (state === 'missing' || origin === 'adopted') && actions.includes('delete');
}
