import { useCallback, useState } from 'react';

import {
  deleteInstance,
  deleteKeepingDisk,
  pauseInstance,
  restartInstance,
  resumeInstance,
  startInstance,
  stopInstance,
} from './instances';
import type { InstanceDto, OperationDto } from '../api/types';
import type { InstanceCommand } from './instance-commands';
import { useLiveCache } from '../live/use-live-cache';
import { useNotifications } from '../ui/use-notifications';

const IN_PARALLEL = 4;

/** A command as a request, and as a verb. */
const COMMANDS: Record<
  InstanceCommand,
  { verb: string; ask: (id: string) => Promise<OperationDto> }
> = {
  start: { verb: 'start', ask: startInstance },
  stop: { verb: 'stop', ask: (id) => stopInstance(id, false) },
  forceStop: { verb: 'force stop', ask: (id) => stopInstance(id, true) },
  restart: { verb: 'restart', ask: restartInstance },
  pause: { verb: 'pause', ask: pauseInstance },
  resume: { verb: 'resume', ask: resumeInstance },
  delete: { verb: 'delete', ask: deleteInstance },
  deleteKeepingDisk: { verb: 'delete', ask: deleteKeepingDisk },
};

/** Sends a command to instances, a few at a time; failures are told one by one. */
export function useInstanceCommand() {
  const cache = useLiveCache();
  const { notifyError } = useNotifications();
  const [busy, setBusy] = useState(false);

  const run = useCallback(
    async (command: InstanceCommand, instances: InstanceDto[]) => {
      setBusy(true);
      const { verb, ask } = COMMANDS[command];
      const queue = instances.values();
      const worker = async (): Promise<void> => {
        for (const instance of queue) {
          try {
            cache.acceptOperation(await ask(instance.id));
          } catch (error) {
            notifyError(`Could not ${verb} ${instance.name}`, error);
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
