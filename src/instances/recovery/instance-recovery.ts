import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import { LibvirtService } from '../../libvirt/index.js';
import { InterruptedOperations } from '../../operations/interrupted-operations.js';
import { DomainEventListener } from '../sync/domain-event-listener.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import { InstanceRelease } from '../adoption/instance-release.js';
import { InstanceEntity } from '../records/instance.entity.js';

/** After each (re)connect: ends what an earlier run of the server left half-made, then re-reads everything. */
@Injectable()
export class InstanceRecovery {
  private readonly logger = new Logger(InstanceRecovery.name);

  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly disposal: InstanceDisposal,
    private readonly release: InstanceRelease,
    private readonly watch: DomainEventListener,
    private readonly interrupted: InterruptedOperations,
    libvirt: LibvirtService,
  ) {
    libvirt.onConnect(async () => {
      await interrupted.undo();
      await this.endHalfMade();
      await watch.follow();
      await interrupted.complete();
    });
  }

  /** What no operation is at any more: the server ended between a draft and the operation that was to make it. */
  private async endHalfMade(): Promise<void> {
    const halfMade = await this.instances.findBy({ state: In(['cloning', 'trashed']) });
    const busy = await this.interrupted.busyResources();
    for (const instance of halfMade) {
      if (busy.has(instance.id) || this.watch.isBusy(instance.id)) continue;
      this.logger.warn(
        `"${instance.name}" was left ${instance.state} when the server ended: removing it`,
      );
      if (instance.origin === 'adopted') {
        // Its domain and its disks are not ours to take away.
        await this.release.release(instance);
        await this.disposal.removeRecord(instance, {
          kind: 'instance.released',
          actor: SYSTEM_ACTOR,
        });
        continue;
      }
      await this.disposal.dispose(
        instance,
        instance.state === 'trashed'
          ? { kind: 'instance.deleted', actor: SYSTEM_ACTOR }
          : {
              kind: 'instance.failed',
              actor: SYSTEM_ACTOR,
              cause: 'the server ended while it was being made',
            },
      );
    }
  }
}
