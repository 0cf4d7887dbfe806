import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { InvalidInputError, NameTakenError } from '../../common/errors.js';
import { isUniqueViolation } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DomainNames, type NameChange } from '../domain/domain-names.js';
import { InstancesService } from '../instances.service.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** Rename an instance: its domain, the host name that its guest gets from DHCP, and its record. */
@Injectable()
@WorkflowFor(['instance.rename'])
export class RenameInstance implements InstanceWorkflow<NameChange> {
  constructor(
    @InjectRepository(InstanceEntity) private readonly records: Repository<InstanceEntity>,
    private readonly instances: InstancesService,
    private readonly domains: DomainNames,
    private readonly events: EventsService,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws NotFoundError, IllegalStateError, NameTakenError, InvalidInputError */
  async rename(idOrName: string, to: string, actor: string): Promise<OperationDto> {
    const instance = await this.instances.findFor('rename', idOrName);
    const { id, name: from } = instance;
    if (to === from) {
      throw new InvalidInputError(`The instance is already named "${from}". Choose another name.`, [
        { field: 'name', message: 'is already the name of the instance' },
      ]);
    }
    await this.instances.requireNameFree(to);
    const input = { id, from, to };
    return this.operations.start(this, 'instance.rename', [instance], { actor, input });
  }

  around({ id }: NameChange, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track([id], undefined, actor, runSteps);
  }

  steps(): WorkflowStep<NameChange>[] {
    return [
      {
        name: 'renaming the domain',
        run: (change) => this.domains.rename(change),
        undo: (change) => this.domains.takeBack(change),
      },
      {
        name: 'changing the host name',
        run: (change) => this.domains.tellGuest(change),
        undo: (change) => this.domains.tellGuest(reverse(change)),
      },
      {
        name: 'renaming the record',
        run: (change) => this.renameRecord(change),
        undo: (change) => this.renameRecord(reverse(change)),
      },
      {
        name: 'finishing',
        onlyForwards: true,
        run: ({ id, from, to }, { actor }) =>
          this.events.record({
            kind: 'instance.changed',
            resource: { type: 'instance', id, name: to },
            actor,
            details: { name: to, formerName: from },
          }),
      },
    ];
  }

  /** @throws NameTakenError if another instance got the name after the request */
  private async renameRecord({ id, from, to }: NameChange): Promise<void> {
    await this.records.update({ id, name: from }, { name: to }).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('instance', to) : error;
    });
  }
}

function reverse({ id, from, to }: NameChange): NameChange {
  return { id, from: to, to: from };
}
