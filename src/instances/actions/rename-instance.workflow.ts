import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { NameTakenError } from '../../common/errors.js';
import { isUniqueViolation } from '../../database/queries.js';
import { EventsService } from '../../events/events.service.js';
import { DomainNames, type NameChange } from '../domain/domain-names.js';
import { InstanceEntity } from '../records/instance.entity.js';
import { InstanceOperations } from './instance-operations.js';

/** Gives an instance another name: its domain, the host name that its guest is offered, and its record. */
@Injectable()
export class RenameInstanceWorkflow {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    domains: DomainNames,
    events: EventsService,
    work: InstanceOperations,
  ) {
    work.register<NameChange>({
      kind: 'instance.rename',
      around: ({ id }, actor, run) => work.around([id], undefined, actor, run),
      steps: () => [
        {
          name: 'renaming the domain',
          run: (change) => domains.rename(change),
          undo: (change) => domains.takeBack(change),
        },
        {
          name: 'telling the guest its name',
          run: (change) => domains.tellGuest(change),
          undo: (change) => domains.tellGuest(backwards(change)),
        },
        {
          name: 'renaming the record',
          run: (change) => this.renameRecord(change),
          undo: (change) => this.renameRecord(backwards(change)),
        },
        {
          name: 'finishing',
          onlyForwards: true,
          run: ({ id, from, to }, { actor }) =>
            events.record({
              kind: 'instance.changed',
              resource: { type: 'instance', id, name: to },
              actor,
              details: { name: to, formerName: from },
            }),
        },
      ],
    });
  }

  /** @throws NameTakenError where another instance got the name meanwhile */
  private async renameRecord({ id, from, to }: NameChange): Promise<void> {
    await this.instances.update({ id, name: from }, { name: to }).catch((error: unknown) => {
      throw isUniqueViolation(error, 'name') ? new NameTakenError('instance', to) : error;
    });
  }
}

function backwards({ id, from, to }: NameChange): NameChange {
  return { id, from: to, to: from };
}
