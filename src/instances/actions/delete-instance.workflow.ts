import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../common/errors.js';
import type { OperationKind } from '../../operations/dto.js';
import type { WorkflowStep } from '../../operations/workflow.js';
import { InstanceDisposal, type InstanceRemains } from '../domain/instance-disposal.js';
import { InstanceRelease } from '../adoption/instance-release.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** What is to be deleted: enough of the record to go on when the record is gone. */
export interface DeleteInput {
  readonly instance: InstanceRemains;
  /** Its disk stays in the storage pool. */
  readonly keepDisk?: boolean;
  /** It was adopted: its domain and its disks stay. */
  readonly letGo?: boolean;
}

/** Takes an instance away with its disk and its ports. Whoever asked for it will not find it half there. */
@Injectable()
export class DeleteInstanceWorkflow {
  constructor(
    private readonly disposal: InstanceDisposal,
    private readonly release: InstanceRelease,
    private readonly work: InstanceOperations,
  ) {
    // Two kinds, so that nobody is told that an adopted domain was deleted.
    for (const kind of ['instance.delete', 'instance.release'] as const) {
      work.register<DeleteInput>(this.workflow(kind));
    }
  }

  private workflow(kind: OperationKind): InstanceWorkflow<DeleteInput> {
    const { disposal } = this;
    return {
      kind,
      around: ({ instance }, actor, run) => this.work.around([instance.id], 'trashed', actor, run),
      steps: (input) => [
        ...(input.letGo ? this.lettingGo() : this.takingAway(input)),
        {
          name: 'deleting the record',
          onlyForwards: true,
          run: ({ instance, ...how }, { actor }) =>
            disposal.removeRecord(instance, {
              kind: how.letGo ? 'instance.released' : 'instance.deleted',
              actor,
              kept: whatStays(instance, how),
            }),
        },
      ],
    };
  }

  private lettingGo(): WorkflowStep<DeleteInput>[] {
    return [
      {
        name: 'releasing the domain',
        onlyForwards: true,
        run: ({ instance }) => this.release.release(instance),
      },
    ];
  }

  /** Here nothing was done yet: the disk may have got users while the operation waited for its turn. */
  private checking(): WorkflowStep<DeleteInput> {
    return {
      name: 'checking the disk',
      // Cut off, the deletion goes on: it was asked for.
      onlyForwards: true,
      run: async ({ instance }) => {
        const now = await this.disposal.remainsOf(instance);
        if (instance.overlays && !isDeepStrictEqual(now.overlays, instance.overlays)) {
          throw new ConflictError(
            'changedMeanwhile',
            `The disk of "${instance.name}" got another snapshot in the meantime. Ask again.`,
          );
        }
        await this.disposal.requireRemovable(now);
      },
    };
  }

  private takingAway({ keepDisk }: DeleteInput): WorkflowStep<DeleteInput>[] {
    const { disposal } = this;
    const steps: WorkflowStep<DeleteInput>[] = [
      ...(keepDisk ? [] : [this.checking()]),
      {
        name: 'forcing off',
        onlyForwards: true,
        run: ({ instance }) => disposal.forceOffIfThere(instance),
      },
      {
        name: 'undefining the domain',
        onlyForwards: true,
        run: ({ instance }) => disposal.undefine(instance),
      },
    ];
    if (keepDisk) return steps;
    return [
      ...steps,
      {
        name: 'deleting the disk',
        onlyForwards: true,
        run: ({ instance }) => disposal.removeDisk(instance),
      },
    ];
  }
}

function whatStays(
  { diskVolume, overlays = [], currentPath }: InstanceRemains,
  { keepDisk, letGo }: Omit<DeleteInput, 'instance'>,
): string | undefined {
  if (letGo) return 'its domain and its disks';
  if (!keepDisk || diskVolume === null) return undefined;
  if (overlays.length === 0) return `its disk ${diskVolume}`;
  return `its disk ${currentPath}, with its backing files ${[...overlays.slice(1), diskVolume].join(', ')}`;
}
