import { Injectable } from '@nestjs/common';
import type { OperationDto, OperationKind } from '../operations/dto.js';
import { type OperationProgress, OperationsService } from '../operations/operations.service.js';
import type { Intent } from './domain-state.js';
import type { InstanceEntity } from './instance.entity.js';
import { InstanceTracker } from './instance-tracker.js';

/** Long work on an instance. */
export interface InstanceWorkRequest {
  readonly kind: OperationKind;
  /** What is shown of the instance until libvirt tells what came of it. */
  readonly intent?: Intent;
  readonly urgent?: boolean;
  readonly actor: string;
}

/** Runs operations on instances, and shows meanwhile what they are about to bring about. */
@Injectable()
export class InstanceWork {
  constructor(
    private readonly operations: OperationsService,
    private readonly tracker: InstanceTracker,
  ) {}

  /** Shows the intent from this moment on: a second request that comes right behind finds it. */
  async run(
    instance: InstanceEntity,
    request: InstanceWorkRequest,
    work: (progress: OperationProgress) => Promise<void>,
  ): Promise<OperationDto> {
    const { intent, ...operation } = request;
    this.tracker.setIntent(instance.id, intent, request.actor);
    return this.operations.start({
      ...operation,
      resource: { type: 'instance', id: instance.id, name: instance.name },
      work: async (progress) => {
        try {
          if (intent && intent !== 'cloning') await this.tracker.refresh(instance.id);
          await work(progress);
        } finally {
          this.tracker.endIntent(instance.id, intent);
          await this.tracker.refresh(instance.id);
        }
      },
    });
  }
}
