import { useMutation } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';

import type { InstanceDto, OperationDto, UpdateInstanceDto } from '../api/types';
import { useLiveCache } from '../live/queries';
import { useNotifications } from '../ui/notifications';
import type { InstanceCommand } from './instance-commands';
import {
  deleteInstance,
  deleteKeepingDisk,
  pauseInstance,
  readInstanceEtag,
  restartInstance,
  resumeInstance,
  startInstance,
  stopInstance,
  updateInstance,
} from './requests';

const CONCURRENCY = 4;

/** The request of each command, and its verb in error messages. */
const COMMANDS: Record<
  InstanceCommand,
  { verb: string; send: (id: string) => Promise<OperationDto> }
> = {
  start: { verb: 'start', send: startInstance },
  stop: { verb: 'stop', send: (id) => stopInstance(id, false) },
  forceStop: { verb: 'force stop', send: (id) => stopInstance(id, true) },
  restart: { verb: 'restart', send: restartInstance },
  pause: { verb: 'pause', send: pauseInstance },
  resume: { verb: 'resume', send: resumeInstance },
  delete: { verb: 'delete', send: deleteInstance },
  deleteKeepingDisk: { verb: 'delete', send: deleteKeepingDisk },
};

/** Return a function that sends a command to instances, a few at a time, and notifies the user of each failure. */
export function useInstanceCommand() {
  const cache = useLiveCache();
  const { notifyError } = useNotifications();
  const [busy, setBusy] = useState(false);

  const run = useCallback(
    async (command: InstanceCommand, instances: InstanceDto[]) => {
      setBusy(true);
      const { verb, send } = COMMANDS[command];
      const queue = instances.values();
      const worker = async (): Promise<void> => {
        for (const instance of queue) {
          try {
            cache.updateOperation(await send(instance.id));
          } catch (error) {
            notifyError(`Could not ${verb} ${instance.name}`, error);
            // If the server refuses, the shown state may be out of date.
            cache.instances.refetch(instance.id);
          }
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, worker));
      setBusy(false);
    },
    [cache, notifyError],
  );
  return { run, busy };
}

/** A mutation that starts an operation on an instance. The caller shows its error. */
export function useInstanceMutation<Variables>(
  instance: InstanceDto,
  send: (id: string, variables: Variables) => Promise<OperationDto>,
) {
  const cache = useLiveCache();
  return useMutation({
    mutationFn: (variables: Variables) => send(instance.id, variables),
    onSuccess: (operation) => cache.updateOperation(operation),
    // If the server refuses, the shown state may be out of date.
    onError: () => cache.instances.refetch(instance.id),
  });
}

/** The properties of each dialog of the instance menu. */
export interface InstanceDialogProps {
  instance: InstanceDto;
  onClose: () => void;
  onDeleted?: () => void;
}

/** A mutation of the editable fields of an instance. After `startEditing`, it fails if someone else changed them. */
export function useUpdateInstance(instance: InstanceDto) {
  const cache = useLiveCache();
  const etag = useRef<Promise<string | undefined>>(undefined);
  const update = useMutation({
    mutationFn: async (body: UpdateInstanceDto) =>
      updateInstance(instance.id, body, await etag.current),
    onSuccess: (changed) => cache.instances.upsert(changed),
    onError: () => cache.instances.refetch(instance.id),
  });
  const startEditing = (): void => {
    update.reset();
    etag.current = readInstanceEtag(instance.id);
    // Saving reports the error; the user may cancel before.
    etag.current.catch(() => undefined);
  };
  return { ...update, startEditing };
}
