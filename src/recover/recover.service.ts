import { Injectable, Logger } from '@nestjs/common';
import type { RecordProblem } from '../common/http/recorded-values.js';
import { EventsService } from '../events/events.service.js';
import { FlavoursService } from '../flavours/flavours.service.js';
import { ImageMetadata } from '../images/image-metadata.js';
import {
  type FoundInstance,
  InstanceRestorer,
  type RestoredInstance,
} from '../instances/recovery/instance-restorer.js';
import { LibvirtService } from '../libvirt/index.js';
import type { RecoveredInstanceDto, RecoveryDto, RecoveryProblemDto } from './dto.js';

/** Restore lost records from libvirt: images, flavours, instances and their port mappings. */
@Injectable()
export class RecoverService {
  private readonly logger = new Logger(RecoverService.name);

  constructor(
    private readonly libvirt: LibvirtService,
    private readonly images: ImageMetadata,
    private readonly flavours: FlavoursService,
    private readonly instances: InstanceRestorer,
    private readonly events: EventsService,
  ) {
    libvirt.onConnect(() => this.warnOfUnrecorded());
  }

  /** Restore missing records, and list recorded values that are not valid. Repeating it changes nothing. */
  async recover(actor: string): Promise<RecoveryDto> {
    this.libvirt.requireConnected();
    const images = await this.images.recover(actor);
    const { found, strays } = await this.instances.scan();
    const missing = found.filter(({ isRecorded }) => !isRecorded);
    const flavours = await this.restoreFlavours(missing, actor);
    const problems: RecoveryProblemDto[] = images.problems.map((problem) =>
      Object.assign({ resource: 'image' as const }, problem),
    );
    const report = ({ id, name }: ResourceRef, all: readonly RecordProblem[]): void => {
      for (const problem of all) problems.push({ resource: 'instance', id, name, ...problem });
    };
    const instances: RecoveredInstanceDto[] = [];
    for (const each of found) {
      if (each.isRecorded) {
        report(each, [...each.problems, ...(await this.correct(each))]);
        continue;
      }
      const {
        problem = null,
        problems: instanceProblems,
        ...restored
      } = await this.restore(each, actor);
      report(each, instanceProblems);
      instances.push({ ...restored, problem });
    }
    for (const stray of strays) {
      report(stray, [{ field: 'domain', value: stray.name, message: stray.problem }]);
    }
    return {
      images: images.recovered.map(({ id, name, problem = null }) => ({ id, name, problem })),
      flavours,
      instances,
      problems,
    };
  }

  private async warnOfUnrecorded(): Promise<void> {
    const count = await this.instances.countUnrecorded();
    if (count === 0) return;
    this.logger.warn(
      `libvirt has ${count} domain(s) of this picostack server without a record. Restore the records with "picostk recover".`,
    );
  }

  private async restore(found: FoundInstance, actor: string): Promise<RestoredInstance> {
    const { imageId, problems } = await this.imageOf(found);
    const { flavourName } = found.metadata;
    const flavour = flavourName === null ? null : await this.flavours.find(flavourName);
    const references = { imageId, flavourId: flavour?.id ?? null };
    const restored = await this.instances.restore(found, references);
    if (restored.problem === undefined) {
      await this.events.record({
        kind: 'instance.recovered',
        resource: { type: 'instance', id: restored.id, name: restored.name },
        actor,
      });
    }
    return { ...restored, problems: [...restored.problems, ...problems] };
  }

  /** Correct a record that names another disk than the domain uses: the database may be an older copy. */
  private async correct(found: FoundInstance): Promise<RecordProblem[]> {
    if (!found.isRecordWrong) return [];
    const { imageId, problems } = await this.imageOf(found);
    await this.instances.correctDisk(found, imageId);
    const message = 'the record named another disk or image than the domain uses; it was corrected';
    return [{ field: 'record', value: found.disk.volume ?? '', message }, ...problems];
  }

  private async imageOf({
    disk,
  }: FoundInstance): Promise<{ imageId: string | null; problems: RecordProblem[] }> {
    const { imageId } = disk;
    if (imageId === null || (await this.images.isRecorded(imageId))) {
      return { imageId, problems: [] };
    }
    const message = 'there is no record of this image; the instance is restored without an image';
    return { imageId: null, problems: [{ field: 'imageId', value: imageId, message }] };
  }

  /** @returns the names of the flavours that were restored */
  private async restoreFlavours(found: readonly FoundInstance[], actor: string): Promise<string[]> {
    const restored: string[] = [];
    for (const { metadata } of found) {
      const { flavour } = metadata;
      if (flavour && (await this.flavours.ensure(flavour, actor))) restored.push(flavour.name);
    }
    return restored;
  }
}

type ResourceRef = Pick<RecoveryProblemDto, 'id' | 'name'>;
