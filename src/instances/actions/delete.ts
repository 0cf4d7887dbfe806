import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../../common/errors.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { InstanceDisposal, type DisposalTarget } from '../domain/instance-disposal.js';
import type { DeleteInstanceQueryDto } from '../dto/instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';
import { ReleaseInstance } from './release.js';

/** The recorded input: enough of the instance to continue after its record is deleted. */
export interface DeleteInput {
  readonly instance: DisposalTarget;
  /** The disk stays in the storage pool. */
  readonly keepDisk?: boolean;
}

/**
 * Delete an instance with its domain, disk and port mappings. No step is undone: an interrupted deletion is completed,
 * because its caller expects the instance to be gone.
 */
@Injectable()
@WorkflowFor(['instance.delete'])
export class DeleteInstance implements InstanceWorkflow<DeleteInput> {
  readonly intent = 'trashed';

  constructor(
    private readonly instances: InstancesService,
    private readonly disposal: InstanceDisposal,
    private readonly releaseInstance: ReleaseInstance,
    private readonly operations: InstanceOperations,
  ) {}

  /**
   * Delete an instance. An adopted instance is released instead: its domain and disks are not picostack's to delete.
   * @throws NotFoundError, IllegalStateError, ConflictError `diskInUse`, StoragePoolUnavailableError
   */
  async delete(
    idOrName: string,
    query: DeleteInstanceQueryDto,
    actor: string,
  ): Promise<OperationDto> {
    const instance = await this.instances.findFor('delete', idOrName, {
      force: query.force === 'true',
    });
    const target = await this.disposal.targetOf(instance);
    if (instance.origin === 'adopted') return this.releaseInstance.release(target, actor);
    const keepDisk = query.keepDisk === 'true';
    if (!keepDisk) await this.disposal.requireRemovable(target);
    const input = { instance: target, keepDisk };
    return this.operations.start(this, 'instance.delete', [instance], { actor, input });
  }

  around({ instance }: DeleteInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, [instance.id], actor, runSteps);
  }

  steps({ instance, keepDisk = false }: DeleteInput): WorkflowStep<DeleteInput>[] {
    const checkDisk: WorkflowStep<DeleteInput> = {
      name: 'checking the disk',
      onlyForwards: true,
      run: () => this.requireSameDisk(instance),
    };
    const deleteDisk: WorkflowStep<DeleteInput> = {
      name: 'deleting the disk',
      onlyForwards: true,
      run: () => this.disposal.removeDisk(instance),
    };
    return [
      ...(keepDisk ? [] : [checkDisk]),
      {
        name: 'forcing off',
        onlyForwards: true,
        run: () => this.disposal.forceOffIfDefined(instance),
      },
      {
        name: 'undefining the domain',
        onlyForwards: true,
        run: () => this.disposal.undefine(instance),
      },
      ...(keepDisk ? [] : [deleteDisk]),
      {
        name: 'deleting the record',
        onlyForwards: true,
        run: (_, { actor }) =>
          this.disposal.removeRecord(instance, {
            kind: 'instance.deleted',
            actor,
            kept: keepDisk ? describeDisk(instance) : undefined,
          }),
      },
    ];
  }

  /** Another program may have started to use the disk while the operation was queued. */
  private async requireSameDisk(instance: DisposalTarget): Promise<void> {
    const now = await this.disposal.targetOf(instance);
    if (instance.overlays && !isDeepStrictEqual(now.overlays, instance.overlays)) {
      throw new ConflictError(
        'changedMeanwhile',
        `The disk of "${instance.name}" got another snapshot after the request. Repeat the request.`,
      );
    }
    await this.disposal.requireRemovable(now);
  }
}

/** The files of a disk that stays, for the event. */
function describeDisk({
  diskVolume,
  overlays = [],
  currentPath,
}: DisposalTarget): string | undefined {
  if (diskVolume === null) return undefined;
  if (overlays.length === 0) return `its disk ${diskVolume}`;
  return `its disk ${currentPath}, with its backing files ${[...overlays.slice(1), diskVolume].join(', ')}`;
}
