import { Injectable } from '@nestjs/common';
import { HostAdmission } from '../../host/host-admission.js';
import { StorageCapacityCheck } from '../../storage/storage-capacity-check.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** What a clone takes when it is new: the header and the tables of a qcow2 file. */
export const CLONE_BYTES = 1024 ** 2;

/** Whether the host has room for new instances. */
@Injectable()
export class InstanceCapacityCheck {
  constructor(
    private readonly storage: StorageCapacityCheck,
    private readonly admission: HostAdmission,
  ) {}

  /**
   * Room for new disks: for what is written at once, what they may grow to, and, where their instances are to be
   * started, memory and processors.
   * @param writesEachBytes what of a disk is written at once; left out: it is a new clone of an image
   * @throws InsufficientStorageError, ConflictError `insufficientMemory` or `insufficientCpus`
   */
  async requireForClones(
    instances: readonly InstanceEntity[],
    start: boolean,
    writesEachBytes = CLONE_BYTES,
  ): Promise<void> {
    const [first] = instances;
    const what =
      instances.length === 1 && first
        ? `The instance "${first.name}"`
        : `The set of ${instances.length} instances`;
    const growsToBytes = instances.reduce((sum, { diskSizeBytes }) => sum + diskSizeBytes, 0);
    const writesBytes = writesEachBytes * instances.length;
    await this.storage.require('disks', { writesBytes, growsToBytes }, what);
    if (start) await this.admission.require(instances);
  }
}
