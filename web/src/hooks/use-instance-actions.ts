import { useCallback, useState } from 'react';

import { changePower, deleteInstance } from '../api/instances';
import type { InstanceDto, OperationDto, PowerAction } from '../api/types';
import { useLiveCache } from './use-live-cache';
import { useNotifications } from './use-notifications';

/** What a person can ask of an instance. */
export type InstanceCommand = PowerAction | 'forceStop' | 'delete';

const IN_PARALLEL = 4;

async function ask(instance: InstanceDto, command: InstanceCommand): Promise<OperationDto> {
  switch (command) {
    case 'delete':
      // The confirmation says that a running guest is stopped by force.
      return deleteInstance(instance.id, true);
    case 'forceStop':
      return changePower(instance.id, 'stop', true);
    default:
      return changePower(instance.id, command, false);
  }
}

const TITLES: Record<InstanceCommand, string> = {
  start: 'start',
  stop: 'stop',
  restart: 'restart',
  pause: 'pause',
  resume: 'resume',
  forceStop: 'force stop',
  delete: 'delete',
};

/** Whether the server takes the command in the instance's state. A forced stop cuts a graceful one short. */
export function isLegal(instance: InstanceDto, command: InstanceCommand): boolean {
  if (command !== 'forceStop') return instance.actions.includes(command);
  return (
    instance.actions.includes('forceStop') ||
    instance.actions.includes('stop') ||
    instance.state === 'terminating'
  );
}

/** Sends a command to instances, a few at a time; failures are told one by one. */
export function useInstanceCommand() {
  const cache = useLiveCache();
  const { notifyError } = useNotifications();
  const [busy, setBusy] = useState(false);

  const run = useCallback(
    async (command: InstanceCommand, instances: InstanceDto[]) => {
      setBusy(true);
      const queue = instances.values();
      const worker = async (): Promise<void> => {
        for (const instance of queue) {
          try {
            cache.acceptOperation(await ask(instance, command));
          } catch (error) {
            notifyError(`Could not ${TITLES[command]} ${instance.name}`, error);
            // The refusal may mean that what is shown is out of date.
            cache.instances.reread(instance.id);
          }
        }
      };
      await Promise.all(Array.from({ length: IN_PARALLEL }, worker));
      setBusy(false);
    },
    [cache, notifyError],
  );
  return { run, busy };
}
