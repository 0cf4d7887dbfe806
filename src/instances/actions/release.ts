import { Injectable } from '@nestjs/common';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { DomainRelease } from '../adoption/domain-release.js';
import { InstanceDisposal, type DisposalTarget } from '../domain/instance-disposal.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: enough of the instance to continue after its record is deleted. */
export interface ReleaseInput {
  readonly instance: DisposalTarget;
}

/** Release an adopted instance: delete its record, and leave its domain and disks. */
@Injectable()
@WorkflowFor(['instance.release'])
export class ReleaseInstance implements InstanceWorkflow<ReleaseInput> {
  readonly intent = 'trashed';

  constructor(
    private readonly domainRelease: DomainRelease,
    private readonly disposal: InstanceDisposal,
    private readonly operations: InstanceOperations,
  ) {}

  release(instance: DisposalTarget, actor: string): Promise<OperationDto> {
    const input = { instance };
    return this.operations.start(this, 'instance.release', [instance], { actor, input });
  }

  around({ instance }: ReleaseInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [instance.id], actor, runSteps);
  }

  steps({ instance }: ReleaseInput): WorkflowStep<ReleaseInput>[] {
    return [
      {
        name: 'releasing the domain',
        onlyForwards: true,
        run: () => this.domainRelease.release(instance),
      },
      {
        name: 'deleting the record',
        onlyForwards: true,
        run: (_, { actor }) =>
          this.disposal.removeRecord(instance, {
            kind: 'instance.released',
            actor,
            kept: 'its domain and its disks',
          }),
      },
    ];
  }
}
