import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { SYSTEM_ACTOR } from '../events/events.service.js';
import { LibvirtService } from '../libvirt/index.js';
import { InstanceDisposal } from './instance-disposal.js';
import { InstanceEntity } from './instance.entity.js';
import { InstanceTracker } from './instance-tracker.js';

/** After each (re)connect: ends what an earlier run of the server left half-made, then re-reads everything. */
@Injectable()
export class InstanceRecovery {
  private readonly logger = new Logger(InstanceRecovery.name);

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly disposal: InstanceDisposal,
    private readonly tracker: InstanceTracker,
    libvirt: LibvirtService,
  ) {
    libvirt.onConnect(async () => {
      await this.endHalfMade();
      await this.tracker.follow();
    });
  }

  /** A creation that was cut off is undone, a deletion that was cut off is completed. */
  private async endHalfMade(): Promise<void> {
    const halfMade = await this.instances.findBy({ state: In(['cloning', 'trashed']) });
    for (const instance of halfMade) {
      // An operation of this run is still at it.
      if (this.tracker.intentOf(instance.id)) continue;
      this.logger.warn(
        `"${instance.name}" was left ${instance.state} when the server ended: removing it`,
      );
      await this.disposal.dispose(
        instance,
        instance.state === 'trashed'
          ? { kind: 'instance.deleted', actor: SYSTEM_ACTOR }
          : {
              kind: 'instance.failed',
              actor: SYSTEM_ACTOR,
              reason: 'the server ended while it was being made',
            },
      );
    }
  }
}
