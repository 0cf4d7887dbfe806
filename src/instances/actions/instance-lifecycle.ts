import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import type { CreateInstanceDto } from '../dto/create-instance.dto.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import { InstanceDrafts } from './instance-drafts.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceOperations } from './instance-operations.js';
import type { CreateInput } from './create-instance.workflow.js';
import type { DeleteInput } from './delete-instance.workflow.js';

/** The beginning and the end of instances. */
@Injectable()
export class InstanceLifecycle {
  constructor(
    private readonly drafts: InstanceDrafts,
    private readonly disposal: InstanceDisposal,
    private readonly work: InstanceOperations,
  ) {}

  /** Makes instances, all or none, and starts them unless told otherwise. What fails before they are made leaves nothing. */
  async create(
    dto: CreateInstanceDto,
    names: readonly string[],
    actor: string,
  ): Promise<OperationDto> {
    const drafts = await this.drafts.createAll(dto, names);
    const kind = dto.count === undefined ? 'instance.create' : 'instance.createMany';
    return this.work.startWorkflow<CreateInput>(kind, drafts, {
      intent: 'cloning',
      actor,
      input: { instanceIds: drafts.map(({ id }) => id), start: dto.start ?? true },
      shownAs: dto.name,
    });
  }

  /** Takes an instance away with its disk, unless that is to be kept, and its ports. One that was adopted is let go. */
  async remove(instance: InstanceEntity, actor: string, keepDisk: boolean): Promise<OperationDto> {
    const letGo = instance.origin === 'adopted';
    const remains = await this.disposal.remainsOf(instance);
    if (!keepDisk && !letGo) await this.disposal.requireRemovable(remains);
    const kind = letGo ? 'instance.release' : 'instance.delete';
    return this.work.startWorkflow<DeleteInput>(kind, [instance], {
      intent: 'trashed',
      actor,
      input: { instance: remains, keepDisk, letGo },
    });
  }
}
