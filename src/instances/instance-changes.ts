import { Injectable } from '@nestjs/common';
import { InvalidInputError } from '../common/errors.js';
import type { OperationDto } from '../operations/dto.js';
import type { NameChange } from './domain-names.js';
import { InstanceWork } from './instance-work.js';
import { InstancesService } from './instances.service.js';

/** What people change of instances that stand: checked against the state they are in, then set to work. */
@Injectable()
export class InstanceChanges {
  constructor(
    private readonly instances: InstancesService,
    private readonly work: InstanceWork,
  ) {}

  /** Gives an instance another name. @throws NotFoundError, IllegalStateError, NameTakenError, InvalidInputError */
  async rename(idOrName: string, to: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('rename', idOrName);
    const { id, name: from } = instance;
    if (to === from) {
      throw new InvalidInputError(`"${from}" is its name already. Choose another.`, [
        { field: 'name', message: 'is its name already' },
      ]);
    }
    await this.instances.requireNameFree(to);
    return this.work.startWorkflow<NameChange>('instance.rename', [instance], {
      actor,
      input: { id, from, to },
    });
  }
}
