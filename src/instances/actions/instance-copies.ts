import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { ConflictError } from '../../common/errors.js';
import { ImagePublication } from '../../images/image-publication.js';
import type { OperationDto } from '../../operations/dto.js';
import { InstanceDrafts } from './instance-drafts.js';
import { InstanceOperations } from './instance-operations.js';
import { InstancesService } from '../instances.service.js';
import type { CloneInput } from './clone-instance.workflow.js';
import type { PublishInput } from './publish-instance.workflow.js';
import type {
  CloneInstanceDto,
  PublishInstanceDto,
  RebuildInstanceDto,
} from '../dto/copy-instance.dto.js';
import { InstanceRebuilder, type RebuildPlan } from './instance-rebuilder.js';

/** What people ask of instances that copies or replaces a disk: checked, then set to work. */
@Injectable()
export class InstanceCopies {
  constructor(
    private readonly instances: InstancesService,
    private readonly drafts: InstanceDrafts,
    private readonly publication: ImagePublication,
    private readonly rebuilder: InstanceRebuilder,
    private readonly work: InstanceOperations,
  ) {}

  /** Makes an instance like another; the operation is on the new one, and nothing else works on the other meanwhile. */
  async clone(id: string, dto: CloneInstanceDto, actor: string): Promise<OperationDto> {
    const source = await this.instances.findFor('clone', id);
    if (dto.mode === 'linked' && source.imageId === null) {
      throw new ConflictError(
        'notLinked',
        `The disk of "${source.name}" stands alone, so that there is nothing to share. Make a full clone.`,
      );
    }
    await this.instances.requireNameFree(dto.name);
    const draft = await this.drafts.createCopy(source, dto);
    return this.work.startWorkflow<CloneInput>('instance.clone', [draft], {
      intent: 'cloning',
      actor,
      input: {
        instanceIds: [draft.id],
        sourceId: source.id,
        sourceName: source.name,
        volume: `${draft.id}.qcow2`,
        mode: dto.mode,
        copyingDomainId: randomUUID(),
        start: dto.start ?? false,
      },
      alsoLocks: [source.id],
    });
  }

  /** Gives it a new disk from its image, or from another one. */
  async rebuild(id: string, dto: RebuildInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('rebuild', id);
    const input = await this.rebuilder.plan(instance, dto);
    return this.work.startWorkflow<RebuildPlan>('instance.rebuild', [instance], { actor, input });
  }

  /** Makes an image from its disk. */
  async publish(id: string, dto: PublishInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('publish', id);
    const image = await this.publication.expect(dto, instance, actor);
    return this.work.startWorkflow<PublishInput>('instance.publish', [instance], {
      actor,
      input: {
        instanceId: instance.id,
        imageId: image.id,
        volume: `${image.id}.copy.qcow2`,
        copyingDomainId: randomUUID(),
      },
      alsoLocks: [image.id],
    });
  }
}
