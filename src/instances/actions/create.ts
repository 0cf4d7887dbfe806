import { Injectable } from '@nestjs/common';
import { LibvirtService } from '../../libvirt/index.js';
import type { OperationDto } from '../../operations/dto.js';
import { WorkflowFor, type WorkflowStep } from '../../operations/workflow.js';
import { InstanceCapacityCheck } from '../disks/instance-capacity-check.js';
import { InstanceBuilder } from '../domain/instance-builder.js';
import { InstanceDisposal } from '../domain/instance-disposal.js';
import type { CreateInstanceDto } from '../dto/create-instance.dto.js';
import { InstancesService } from '../instances.service.js';
import { requestedNames } from '../model/name-pattern.js';
import { InstanceRecords } from '../records/instance-records.js';
import { DRAFT_INTENT, InstanceDrafts } from './drafts.js';
import { InstanceOperations, type InstanceWorkflow } from './instance-operations.js';

/** The recorded input: the drafts to turn into instances. */
export interface CreateInput {
  readonly instanceIds: readonly string[];
  readonly start: boolean;
}

/** Create one or more instances from an image, and start them. If one cannot be created, none is. */
@Injectable()
@WorkflowFor(['instance.create', 'instance.createMany'])
export class CreateInstance implements InstanceWorkflow<CreateInput> {
  readonly intent = DRAFT_INTENT;

  constructor(
    private readonly instances: InstancesService,
    private readonly records: InstanceRecords,
    private readonly libvirt: LibvirtService,
    private readonly drafts: InstanceDrafts,
    private readonly capacity: InstanceCapacityCheck,
    private readonly builder: InstanceBuilder,
    private readonly disposal: InstanceDisposal,
    private readonly operations: InstanceOperations,
  ) {}

  /** @throws InvalidInputError, NotFoundError, NameTakenError, ConflictError, LibvirtUnavailableError */
  async create(dto: CreateInstanceDto, actor: string): Promise<OperationDto> {
    this.libvirt.requireConnected();
    const names = requestedNames(dto);
    await this.instances.requireNamesFree(names);
    const kind = dto.count === undefined ? 'instance.create' : 'instance.createMany';
    return this.drafts.create(dto, names, (drafts, rows) =>
      this.operations.start(this, kind, drafts, {
        actor,
        input: { instanceIds: drafts.map(({ id }) => id), start: dto.start ?? true },
        resourceName: dto.name,
        rows,
      }),
    );
  }

  around({ instanceIds }: CreateInput, actor: string, runSteps: () => Promise<void>) {
    return this.operations.track(this, instanceIds, actor, runSteps);
  }

  steps({ instanceIds, start }: CreateInput): WorkflowStep<CreateInput>[] {
    return [
      {
        name: 'checking free space',
        run: () => this.requireCapacity(instanceIds, start),
        undo: async (_, context) => {
          for (const id of instanceIds) await this.drafts.discard(id, context);
        },
      },
      ...instanceIds.flatMap((id, index) => {
        const which = instanceIds.length > 1 ? ` (${index + 1} of ${instanceIds.length})` : '';
        return [this.cloneImage(id, which), this.drafts.defineStep(id, which)];
      }),
      ...this.drafts.finishSteps(instanceIds, start),
    ];
  }

  private async requireCapacity(ids: readonly string[], start: boolean): Promise<void> {
    const drafts = await Promise.all(ids.map((id) => this.records.find(id)));
    await this.capacity.requireForClones(drafts, start);
  }

  private cloneImage(id: string, which: string): WorkflowStep<CreateInput> {
    return {
      name: `cloning the image${which}`,
      run: async () => this.builder.cloneImage(await this.records.find(id)),
      undo: async () => this.disposal.removeUnusedDisk(await this.records.find(id)),
    };
  }
}
