import { Injectable } from '@nestjs/common';
import { messageOf } from '../common/errors.js';
import { Rollback } from '../common/rollback.js';
import type { OperationDto } from '../operations/dto.js';
import type { OperationProgress } from '../operations/operations.service.js';
import type { CreateInstanceDto } from './dto.js';
import { InstanceBuilder } from './instance-builder.js';
import { InstanceDisposal } from './instance-disposal.js';
import { InstanceDrafts } from './instance-drafts.js';
import type { InstanceEntity } from './instance.entity.js';
import { InstancePower } from './instance-power.js';
import { InstanceWork } from './instance-work.js';

/** The beginning and the end of instances. */
@Injectable()
export class InstanceLifecycle {
  constructor(
    private readonly drafts: InstanceDrafts,
    private readonly builder: InstanceBuilder,
    private readonly power: InstancePower,
    private readonly disposal: InstanceDisposal,
    private readonly work: InstanceWork,
  ) {}

  /** Makes an instance, and starts it unless told otherwise. What fails before it is defined leaves nothing. */
  async create(dto: CreateInstanceDto, actor: string): Promise<OperationDto> {
    const instance = await this.drafts.create(dto);
    return this.work.run(
      instance,
      { kind: 'instance.create', intent: 'cloning', actor },
      async (progress) => {
        await this.build(instance, progress, actor);
        if (dto.start === false) return;
        progress.step('starting', 0.8);
        await this.power.launch(instance, actor);
      },
    );
  }

  /** Takes an instance away with its disk and its ports. */
  remove(instance: InstanceEntity, actor: string): Promise<OperationDto> {
    return this.work.run(
      instance,
      { kind: 'instance.delete', intent: 'trashed', actor },
      async (progress) => {
        progress.step('deleting');
        await this.disposal.dispose(instance, { kind: 'instance.deleted', actor });
      },
    );
  }

  private async build(
    instance: InstanceEntity,
    progress: OperationProgress,
    actor: string,
  ): Promise<void> {
    let reason = 'it was cut off';
    await using rollback = new Rollback(`create ${instance.name}`);
    rollback.add(() => this.disposal.dispose(instance, { kind: 'instance.failed', actor, reason }));
    try {
      await this.builder.build(instance, progress);
      await this.drafts.markMade(instance, actor);
      rollback.commit();
    } catch (error) {
      reason = messageOf(error);
      throw error;
    }
  }
}
