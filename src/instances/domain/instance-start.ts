import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ConflictError, LibvirtFailedError, messageOf } from '../../common/errors.js';
import { HostAdmission } from '../../host/host-admission.js';
import {
  LibvirtError,
  LibvirtService,
  VIR_ERR_OPERATION_INVALID,
  isLibvirtError,
} from '../../libvirt/index.js';
import { DiskChains } from '../disks/disk-chain.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** errno of a file that is not there. */
const ENOENT = 2;

/** Turns guests on, as far as the host has room for them. InstanceSync reports the result from libvirt events. */
@Injectable()
export class InstanceStart {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly sync: InstanceSync,
    private readonly admission: HostAdmission,
    private readonly chains: DiskChains,
  ) {}

  /** Starts the guest; resolves when it runs and its host ports are open. @throws ConflictError without room */
  async start(instance: InstanceEntity): Promise<void> {
    const { id, name } = instance;
    try {
      await this.admission.run(instance, () =>
        this.libvirt.withDomain(id, `start ${name}`, async (domain) => {
          try {
            await domain.create();
          } catch (error) {
            // Somebody else was faster, or an earlier run of the server: it runs, which is what was asked for.
            if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID) || !(await domain.isActive()))
              throw error;
          }
        }),
      );
    } catch (failure) {
      const error = await this.explain(instance, failure);
      await this.instances.update(id, { lastError: messageOf(error) });
      throw error;
    } finally {
      await this.sync.refresh(id);
    }
  }

  /** libvirt refuses before it changes anything where a file is missing; which one, is found out then. */
  private async explain(instance: InstanceEntity, error: unknown): Promise<unknown> {
    if (!(error instanceof LibvirtFailedError)) return error;
    try {
      if (instance.diskVolume !== null) await this.chains.requireFiles(instance);
    } catch (reason) {
      return reason;
    }
    const { cause } = error;
    if (!(cause instanceof LibvirtError) || cause.int1 !== ENOENT) return error;
    return new ConflictError(
      'diskMissing',
      `"${instance.name}" cannot start: a file that its domain needs is gone. ${error.message}`,
      {},
      { cause },
    );
  }

  /** Starts the guest as the last part of longer work: from now on it is shown as starting. */
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
