import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import { InstanceRedefinition } from './instance-redefinition.js';
import { InstanceOperations } from './instance-operations.js';
import { InstancesService } from '../instances.service.js';
import type { RedefineInput } from './redefine-instance.workflow.js';

/** Checks whether a missing instance can be defined again, and sets to it. */
@Injectable()
export class RedefinitionRequests {
  constructor(
    private readonly instances: InstancesService,
    private readonly redefinition: InstanceRedefinition,
    private readonly work: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, ConflictError `diskMissing`, NameTakenError */
  async redefine(idOrName: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('redefine', idOrName);
    await this.redefinition.requirePossible(instance);
    return this.work.startWorkflow<RedefineInput>('instance.redefine', [instance], {
      actor,
      input: { instanceId: instance.id },
    });
  }
}
