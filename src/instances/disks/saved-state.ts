import { Injectable } from '@nestjs/common';
import { ConflictError } from '../../common/errors.js';
import {
  LibvirtService,
  VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN,
  VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY,
  VIR_DOMAIN_CHECKPOINT_LIST_ROOTS,
  VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN,
  VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY,
  VIR_DOMAIN_SNAPSHOT_LIST_ROOTS,
  VIR_ERR_NO_DOMAIN_CHECKPOINT,
  VIR_ERR_NO_DOMAIN_SNAPSHOT,
  VIR_ERR_OPERATION_INVALID,
  orUndefined,
} from '../../libvirt/index.js';
import type { InstanceEntity } from '../records/instance.entity.js';

/** The snapshots, checkpoints and saved memory of a domain, which belong to its present disk. */
@Injectable()
export class SavedState {
  constructor(private readonly libvirt: LibvirtService) {}

  /** @throws ConflictError `snapshotsWouldGo` if there are any */
  requireNone({ id, name }: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    return this.libvirt.withDomain(id, `list the snapshots of ${name}`, async (domain) => {
      const snapshots = (await domain.listAllSnapshots()).map((each) => each.name);
      const checkpoints = (await domain.listAllCheckpoints()).map((each) => each.name);
      const hasSavedMemory = await domain.hasManagedSaveImage();
      if (snapshots.length + checkpoints.length === 0 && !hasSavedMemory) return;
      const found = [
        ...snapshots.map((each) => `snapshot ${each}`),
        ...checkpoints.map((each) => `checkpoint ${each}`),
        ...(hasSavedMemory ? ['the saved memory'] : []),
      ].join(', ');
      throw new ConflictError(
        'snapshotsWouldGo',
        `A new disk for "${name}" would delete what belongs to the old one: ${found}. To delete it, repeat the request with "discardSnapshots": true.`,
        { snapshots, checkpoints, hasSavedMemory },
      );
    });
  }

  /** Delete their metadata; the rest is in the disk. An operator may have deleted some after they were listed. */
  discard({ id, name }: Pick<InstanceEntity, 'id' | 'name'>): Promise<void> {
    return this.libvirt.withDomain(id, `discard the snapshots of ${name}`, async (domain) => {
      if (await domain.hasManagedSaveImage()) {
        await orUndefined(domain.managedSaveRemove(), VIR_ERR_OPERATION_INVALID);
      }
      for (const each of await domain.listAllCheckpoints(VIR_DOMAIN_CHECKPOINT_LIST_ROOTS)) {
        const flags =
          VIR_DOMAIN_CHECKPOINT_DELETE_CHILDREN | VIR_DOMAIN_CHECKPOINT_DELETE_METADATA_ONLY;
        await orUndefined(each.delete(flags), VIR_ERR_NO_DOMAIN_CHECKPOINT);
      }
      for (const each of await domain.listAllSnapshots(VIR_DOMAIN_SNAPSHOT_LIST_ROOTS)) {
        const flags =
          VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN | VIR_DOMAIN_SNAPSHOT_DELETE_METADATA_ONLY;
        await orUndefined(each.delete(flags), VIR_ERR_NO_DOMAIN_SNAPSHOT);
      }
    });
  }
}
