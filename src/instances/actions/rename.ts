import { Injectable } from '@nestjs/common';
import { InvalidInputError, NameTakenError } from '../../common/errors.js';
import { isUniqueViolation } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DomainRename, type NameChange } from '../domain/domain-rename.js';
import { InstancesService } from '../instances.service.js';
import { InstanceRecords } from '../records/instance-records.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** Rename an instance: its domain, the host name that its guest gets from DHCP, and its record. */
@Injectable()
@WorkflowFor(['instance.rename'])
export class RenameInstance implements InstanceWorkflow<NameChange> {
  constructor(
    private readonly records: InstanceRecords,
    private readonly instances: InstancesService,
    private readonly domains: DomainRename,
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
    await this.instances.requireNamesFree([to]);
    const input = { id, from, to };
    return this.operations.start(this, 'instance.rename', [instance], { actor, input });
  }

  around({ id }: NameChange, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [id], actor, runSteps);
  }

  steps(): WorkflowStep<NameChange>[] {
    return [
      {
        name: 'renaming the domain',
        run: (change) => this.domains.rename(change),
        undo: (change) => this.domains.undoRename(change),
      },
      {
        name: 'changing the host name',
        run: (change) => this.domains.setHostName(change),
        undo: (change) => this.domains.setHostName(reverse(change)),
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
