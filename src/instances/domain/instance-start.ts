import { Injectable } from '@nestjs/common';
import { ConflictError, LibvirtFailedError, messageOf } from '../../common/errors.js';
import { HostAdmission } from '../../host/host-admission.js';
import {
  LibvirtError,
  LibvirtService,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../../libvirt/index.js';
import { DiskChains } from '../disks/disk-chain.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** errno: no such file. */
const ENOENT = 2;

/** Start guests if the host has the capacity. InstanceSync reports the result from libvirt's events. */
@Injectable()
export class InstanceStart {
  constructor(
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly admission: HostAdmission,
    private readonly chains: DiskChains,
  ) {}

  /** Start a guest, and wait until it is running and its host ports are open. @throws ConflictError without capacity */
  async start(instance: InstanceEntity): Promise<void> {
    const { id, name } = instance;
    try {
      await this.admission.run(instance, () =>
        this.libvirt.withDomain(id, `start ${name}`, async (domain) => {
          try {
            await domain.create();
          } catch (error) {
            // It is running already, because an operator or an earlier server process started it.
            if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID) || !(await domain.isActive()))
              throw error;
          }
        }),
      );
    } catch (failure) {
      const error = await this.explain(instance, failure);
      await this.records.update(id, { lastError: messageOf(error) });
      throw error;
    } finally {
      await this.sync.refresh(id);
    }
  }

  /** Find out which file is missing, if libvirt could not start the guest because of one. */
  private async explain(instance: InstanceEntity, error: unknown): Promise<unknown> {
    if (!(error instanceof LibvirtFailedError)) return error;
    try {
      if (instance.diskVolume !== null) await this.chains.requireFiles(instance);
    } catch (missingFile) {
      return missingFile;
    }
    const { cause } = error;
    if (!(cause instanceof LibvirtError) || cause.int1 !== ENOENT) return error;
    return new ConflictError(
      'diskMissing',
      `Cannot start the instance "${instance.name}": a file that its domain needs is missing. ${error.message}`,
      {},
      { cause },
    );
  }

  /** Start a guest as the last part of another operation, and show it as `launched` from now on. */
  async launch(instance: InstanceEntity, actor: string): Promise<void> {
    this.sync.setIntent(instance.id, 'launched', actor);
    try {
      await this.sync.refresh(instance.id);
      await this.start(instance);
    } finally {
      this.sync.endIntent(instance.id, 'launched');
    }
  }
}
