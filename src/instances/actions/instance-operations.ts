import { Injectable } from '@nestjs/common';
import { LibvirtUnavailableError } from '../../common/errors.js';
import type { OperationDto, OperationKind } from '../../operations/dto.js';
import { type OperationContext, OperationsService } from '../../operations/operations.service.js';
import type { RowWriter, Workflow } from '../../operations/workflow.js';
import type { Intent } from '../model/states.js';
import type { InstanceEntity } from '../records/instance.entity.js';
import { InstanceSync } from '../sync/instance-sync.js';

/** An operation on an instance that ends with the server. */
export interface InstanceOperationRequest {
  readonly kind: OperationKind;
  /** The state that the instance shows from the request until the operation ends. */
  readonly intent?: Intent;
  /** Run it although another operation uses the instance. */
  readonly urgent?: boolean;
  readonly actor: string;
}

/** A workflow on instances. */
export interface InstanceWorkflow<Input extends object> extends Workflow<Input> {
  /** The state that the instances show from the request until the operation ends. */
  readonly intent?: Intent;
  /** Required: it ends the intent of {@link InstanceOperations.start}, see {@link InstanceOperations.track}. */
  around(input: Input, actor: string, runSteps: () => Promise<void>): Promise<void>;
}

/** A request to start a workflow on instances. */
export interface InstanceWorkflowRequest<Input> {
  readonly actor: string;
  readonly input: Input;
  /** Ids of further resources that no other operation may use at the same time. */
  readonly alsoLocks?: readonly string[];
  /** The resource name of the operation; the name of the first instance by default. */
  readonly resourceName?: string;
  /** Rows that must exist if, and only if, the operation is recorded. */
  readonly rows?: RowWriter;
}

/** Start operations on instances, and show the intended state until libvirt reports the actual one. */
@Injectable()
export class InstanceOperations {
  constructor(
    private readonly operations: OperationsService,
    private readonly sync: InstanceSync,
  ) {}

  /** Start work that ends with the server. */
  run(
    instance: InstanceEntity,
    { intent, ...operation }: InstanceOperationRequest,
    work: (context: OperationContext) => Promise<void>,
  ): Promise<OperationDto> {
    const { id, name } = instance;
    const { actor } = operation;
    return this.withIntent([id], intent, actor, () =>
      this.operations.start({
        ...operation,
        resource: { type: 'instance', id, name },
        work: (context) => this.showIntent(intent, [id], actor, () => work(context)),
      }),
    );
  }

  /** Start a workflow. The resource of the operation is the first instance. */
  start<Input extends object>(
    workflow: InstanceWorkflow<Input>,
    kind: OperationKind,
    instances: readonly [Pick<InstanceEntity, 'id' | 'name'>, ...{ id: string }[]],
    { actor, input, alsoLocks = [], resourceName, rows }: InstanceWorkflowRequest<Input>,
  ): Promise<OperationDto> {
    const [{ id, name }, ...others] = instances;
    const ids = instances.map((instance) => instance.id);
    return this.withIntent(ids, workflow.intent, actor, () =>
      this.operations.startWorkflow(kind, {
        resource: { type: 'instance', id, name: resourceName ?? name },
        actor,
        input,
        alsoLocks: [...others.map((other) => other.id), ...alsoLocks],
        ...(rows && { rows }),
      }),
    );
  }

  /**
   * Run the steps of a workflow on instances. Until they end, the instances show its intent, and changes of their domains
   * are not reported as external. Afterwards the instances show what libvirt reports.
   */
  track(
    workflow: Pick<InstanceWorkflow<never>, 'intent' | 'around'>,
    ids: readonly string[],
    actor: string,
    runSteps: () => Promise<void>,
  ): Promise<void> {
    return this.showIntent(workflow.intent, ids, actor, runSteps);
  }

  /** As {@link track}, for work that only reads the instance: a change of its domain at the same time is external. */
  async trackReading(id: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } finally {
      await this.endIntent(id, undefined);
    }
  }

  /** Show what libvirt reports again, unless another intent has replaced this one. */
  async endIntent(id: string, intent: Intent | undefined): Promise<void> {
    this.sync.endIntent(id, intent);
    await ignoreLostLibvirt(this.sync.refresh(id));
  }

  private async showIntent(
    intent: Intent | undefined,
    ids: readonly string[],
    actor: string,
    work: () => Promise<void>,
  ): Promise<void> {
    for (const id of ids) {
      this.sync.beginWork(id, intent, actor);
      // An instance that is being created has no domain to read.
      if (intent && intent !== 'cloning') await this.sync.refresh(id);
    }
    try {
      await work();
    } finally {
      for (const id of ids) await ignoreLostLibvirt(this.sync.endWork(id, intent));
    }
  }

  /** Set the intent before the operation is recorded, so that the next request already sees it. */
  private async withIntent(
    ids: readonly string[],
    intent: Intent | undefined,
    actor: string,
    start: () => Promise<OperationDto>,
  ): Promise<OperationDto> {
    for (const id of ids) this.sync.setIntent(id, intent, actor);
    try {
      return await start();
    } catch (error) {
      // An operation that could not be recorded never runs, so nothing else ends its intent.
      for (const id of ids) this.sync.endIntent(id, intent);
      throw error;
    }
  }
}

/** The next connect reads everything again, and the error of the work itself must not be hidden. */
async function ignoreLostLibvirt(refresh: Promise<unknown>): Promise<void> {
  try {
    await refresh;
  } catch (error) {
    if (!(error instanceof LibvirtUnavailableError)) throw error;
  }
}
