import { Injectable } from '@nestjs/common';
import { LibvirtUnavailableError } from '../../common/errors.js';
import type { OperationDto, OperationKind } from '../../operations/dto.js';
import { type OperationProgress, OperationsService } from '../../operations/operations.service.js';
import type { Workflow } from '../../operations/workflow.js';
import type { Intent } from '../model/domain-state.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** Long work on an instance. */
export interface InstanceWorkRequest {
  readonly kind: OperationKind;
  /** What is shown of the instance until libvirt tells what came of it. */
  readonly intent?: Intent;
  readonly urgent?: boolean;
  readonly canCancel?: boolean;
  readonly actor: string;
}

/** A workflow that ends the intents that {@link InstanceOperations.startWorkflow} set. */
export type InstanceWorkflow<Input extends object> = Workflow<Input> &
  Required<Pick<Workflow<Input>, 'around'>>;

/** A workflow on instances. */
export interface InstanceWorkflowRequest<Input> {
  readonly intent?: Intent;
  readonly actor: string;
  readonly input: Input;
  /** Ids of other things that nothing else may work on meanwhile. */
  readonly alsoLocks?: readonly string[];
  /** The name that it is shown with; left out: that of the first instance. */
  readonly shownAs?: string;
}

/** Runs operations on instances, and shows meanwhile what they are about to bring about. */
@Injectable()
export class InstanceOperations {
  constructor(
    private readonly operations: OperationsService,
    private readonly sync: InstanceSync,
  ) {}

  /** `around` is required: without it the instance would count as busy for good, and nothing outside would be noticed. */
  register<Input extends object>(workflow: InstanceWorkflow<Input>): void {
    this.operations.register(workflow);
  }

  /** Shows the intent from this moment on: a second request that comes right behind finds it. */
  async run(
    instance: InstanceEntity,
    request: InstanceWorkRequest,
    work: (progress: OperationProgress) => Promise<void>,
  ): Promise<OperationDto> {
    const { intent, ...operation } = request;
    this.sync.setIntent(instance.id, intent, request.actor);
    return this.orEndIntents([instance.id], intent, () =>
      this.operations.start({
        ...operation,
        resource: { type: 'instance', id: instance.id, name: instance.name },
        work: (progress) => this.around([instance.id], intent, request.actor, () => work(progress)),
      }),
    );
  }

  /** As {@link run}, for a workflow; it is shown as work on the first of the instances. */
  async startWorkflow<Input extends object>(
    kind: OperationKind,
    instances: readonly Pick<InstanceEntity, 'id' | 'name'>[],
    request: InstanceWorkflowRequest<Input>,
  ): Promise<OperationDto> {
    const { intent, actor, input, alsoLocks = [] } = request;
    const [first, ...others] = instances;
    if (!first) throw new Error(`${kind} of no instance`);
    for (const { id } of [first, ...others]) this.sync.setIntent(id, intent, actor);
    const ids = [first, ...others].map(({ id }) => id);
    return this.orEndIntents(ids, intent, () =>
      this.operations.startWorkflow(kind, {
        resource: { type: 'instance', id: first.id, name: request.shownAs ?? first.name },
        actor,
        input,
        alsoLocks: [...others.map(({ id }) => id), ...alsoLocks],
      }),
    );
  }

  /** Shows the intent while the work is under way, and what libvirt knows when it is over. */
  async around(
    ids: readonly string[],
    intent: Intent | undefined,
    actor: string,
    work: () => Promise<void>,
  ): Promise<void> {
    for (const id of ids) {
      this.sync.beginWork(id, intent, actor);
      if (intent && intent !== 'cloning') await this.sync.refresh(id);
    }
    try {
      await work();
    } finally {
      for (const id of ids) await passOverLostLibvirt(this.sync.endWork(id, intent));
    }
  }

  /** As {@link around}, for work that only reads: what is changed of the instance meanwhile was changed by others. */
  async aroundReading(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      await this.endIntent(id, undefined);
    }
  }

  /** Work that could not be recorded never begins, and so never ends. */
  private async orEndIntents(
    ids: readonly string[],
    intent: Intent | undefined,
    launch: () => Promise<OperationDto>,
  ): Promise<OperationDto> {
    try {
      return await launch();
    } catch (error) {
      for (const id of ids) this.sync.endIntent(id, intent);
      throw error;
    }
  }

  /** Shows what libvirt knows again, unless another intent has taken the place of this one. */
  async endIntent(id: string, intent: Intent | undefined): Promise<void> {
    this.sync.endIntent(id, intent);
    await passOverLostLibvirt(this.sync.refresh(id));
  }
}

/** The next connect re-reads everything; what the work failed with must not be hidden by this. */
async function passOverLostLibvirt(look: Promise<unknown>): Promise<void> {
  try {
    await look;
  } catch (error) {
    if (!(error instanceof LibvirtUnavailableError)) throw error;
  }
}
