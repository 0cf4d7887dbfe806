import { Injectable } from '@nestjs/common';
import { HostAdmission } from '../../host/host-admission.js';
import { StorageCapacityCheck } from '../../storage/storage-capacity-check.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** The size of a new clone: the header and the tables of a qcow2 file. */
export const CLONE_BYTES = 1024 ** 2;

/** Check that the host has the capacity for new instances. */
@Injectable()
export class InstanceCapacityCheck {
  constructor(
    private readonly storage: StorageCapacityCheck,
    private readonly admission: HostAdmission,
  ) {}

  /**
   * Check the space for new disks, now and when they have grown to their full size, and the memory and CPUs if the
   * instances will be started.
   * @param writesEachBytes what is written to each disk immediately; by default the size of a new clone
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
