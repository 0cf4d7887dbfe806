import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { HostAdmission } from '../host/host-admission.js';
import { LibvirtService, VIR_ERR_OPERATION_INVALID, isLibvirtError } from '../libvirt/index.js';
import { InstanceEntity } from './instance.entity.js';
import { InstanceTracker } from './instance-tracker.js';

/** Turns guests on, as far as the host has room for them. What comes of it is told by libvirt, through the tracker. */
@Injectable()
export class InstanceStart {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly libvirt: LibvirtService,
    private readonly tracker: InstanceTracker,
    private readonly admission: HostAdmission,
  ) {}

  /** Starts the guest; resolves when it runs and its host ports are open. @throws ConflictError without room */
  async start(instance: InstanceEntity): Promise<void> {
    const { id, name } = instance;
    try {
      await this.admission.run(instance, () =>
        this.libvirt.call(`start ${name}`, async (connection) => {
          const domain = await connection.domainLookupByUUID(id);
          try {
            await domain.create();
          } catch (error) {
            // Somebody else was faster, or an earlier run of the server: it runs, which is what was asked for.
            if (!isLibvirtError(error, VIR_ERR_OPERATION_INVALID) || !(await domain.isActive()))
              throw error;
          }
        }),
      );
    } catch (error) {
      await this.instances.update(id, { lastError: messageOf(error) });
      throw error;
    } finally {
      await this.tracker.refresh(id);
    }
  }

  /** Starts the guest as the last part of longer work: from now on it is shown as starting. */
  async launch(instance: InstanceEntity, actor: string): Promise<void> {
    this.tracker.setIntent(instance.id, 'launched', actor);
    try {
      await this.tracker.refresh(instance.id);
      await this.start(instance);
    } finally {
      this.tracker.endIntent(instance.id, 'launched');
    }
  }
}
