import { Injectable, Logger } from '@nestjs/common';
import { In } from 'typeorm';
import { SYSTEM_ACTOR } from '../../events/new-event.js';
import { LibvirtService } from '../../libvirt/index.js';
import { InterruptedOperations } from '../../operations/interrupted-operations.js';
import { DomainRelease } from '../adoption/domain-release.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceRecords } from '../records/instance-records.js';
import { DomainEventListener } from '../sync/domain-event-listener.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** After each connect, undo or complete what an earlier server process left unfinished, and refresh all instances. */
@Injectable()
export class StartupRecovery {
  private readonly logger = new Logger(StartupRecovery.name);

  constructor(
    private readonly records: InstanceRecords,
    private readonly disposal: InstanceDisposal,
    private readonly release: DomainRelease,
    private readonly sync: InstanceSync,
    private readonly interrupted: InterruptedOperations,
    domainEvents: DomainEventListener,
    libvirt: LibvirtService,
  ) {
    libvirt.onConnect(async () => {
      await interrupted.undo();
      await this.removeUnfinished();
      await domainEvents.start();
      await interrupted.complete();
    });
  }

  /** Remove instances that no operation will complete, because the server ended before it recorded the operation. */
  private async removeUnfinished(): Promise<void> {
    const unfinished = await this.records.findBy({ state: In(['cloning', 'trashed']) });
    const busy = await this.interrupted.busyResources();
    for (const instance of unfinished) {
      if (busy.has(instance.id) || this.sync.isBusy(instance.id)) continue;
      this.logger.warn(
        `Removing "${instance.name}", which was ${instance.state} when the server ended`,
      );
      await this.remove(instance);
    }
  }

  private async remove(instance: InstanceEntity): Promise<void> {
    if (instance.origin === 'adopted') {
      // picostack did not create the domain and the disks, so it does not delete them.
      await this.release.release(instance);
      const reason = { kind: 'instance.released', actor: SYSTEM_ACTOR } as const;
      return this.disposal.removeRecord(instance, reason);
    }
    if (instance.state === 'trashed') {
      return this.disposal.dispose(instance, { kind: 'instance.deleted', actor: SYSTEM_ACTOR });
    }
    const cause = 'the server ended while the instance was being created';
    return this.disposal.dispose(instance, { kind: 'instance.failed', actor: SYSTEM_ACTOR, cause });
  }
}
