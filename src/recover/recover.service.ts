import { Injectable, Logger } from '@nestjs/common';
import type { DomainRecord } from '../domain-xml/read-record.js';
import { EventsService } from '../events/events.service.js';
import { FlavoursService } from '../flavours/flavours.service.js';
import { ImageDescriptions } from '../images/image-descriptions.js';
import { InstanceRestorer } from '../instances/instance-restorer.js';
import { LibvirtService } from '../libvirt/index.js';
import type { RecoveredInstanceDto, RecoveryDto } from './dto.js';

/** Makes the records again from libvirt, when the database is gone: images, flavours, instances and their ports. */
@Injectable()
export class RecoverService {
  private readonly logger = new Logger(RecoverService.name);

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly images: ImageDescriptions,
    private readonly flavours: FlavoursService,
    private readonly instances: InstanceRestorer,
    private readonly events: EventsService,
  ) {
    libvirt.onConnect(() => this.hint());
  }

  /** Adds what is missing; what has a record is left alone, so that a second time nothing happens. */
  async recover(actor: string): Promise<RecoveryDto> {
    this.libvirt.requireConnected();
    const images = await this.images.recover(actor);
    const records = await this.instances.findUnrecorded();
    const flavours = await this.recoverFlavours(records, actor);
    const instances: RecoveredInstanceDto[] = [];
    for (const record of records) instances.push(await this.recoverInstance(record, actor));
    return {
      images: images.map(({ id, name, problem = null }) => ({ id, name, problem })),
      flavours,
      instances,
    };
  }

  private async hint(): Promise<void> {
    const { length } = await this.instances.findUnrecorded();
    if (length === 0) return;
    this.logger.warn(
      `libvirt has ${length} instance(s) of this picostack that are not in its database. "picostk recover" makes their records again.`,
    );
  }

  private async recoverInstance(
    record: DomainRecord,
    actor: string,
  ): Promise<RecoveredInstanceDto> {
    const references = {
      imageId: (await this.images.isRecorded(record.imageId)) ? record.imageId : null,
      flavourId: record.flavourName ? (await this.flavours.get(record.flavourName)).id : null,
    };
    const { problem = null, ...restored } = await this.instances.restore(record, references);
    if (problem === null) {
      await this.events.record({
        kind: 'instance.recovered',
        resource: { type: 'instance', id: restored.id, name: restored.name },
        actor,
      });
    }
    return { ...restored, problem };
  }

  /** @returns the names of those that had to be made */
  private async recoverFlavours(
    records: readonly DomainRecord[],
    actor: string,
  ): Promise<string[]> {
    const made: string[] = [];
    for (const { flavourName: name, flavourMemoryMiB, flavourVcpus } of records) {
      if (!name) continue;
      const size = { memoryMiB: flavourMemoryMiB, vcpus: flavourVcpus };
      if (await this.flavours.ensure({ name, ...size }, actor)) made.push(name);
    }
    return made;
  }
}
