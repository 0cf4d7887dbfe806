import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import type { ResourceRef } from '../common/resource.js';
import { passCheckpoint } from './checkpoints.js';
import type { ListOperationsQueryDto, OperationDto, OperationKind } from './dto.js';
import { OperationQueue, type QueuedWork } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { toOperationDto } from './operation.mapper.js';
import { WorkflowRunner } from './workflow-runner.js';
import type { Workflow, WorkflowRequest } from './workflow.js';

/** What the work of an operation is handed to say how far it is. */
export interface OperationProgress {
  /** Names the step that begins; `fraction` is the share of the whole that is done. */
  step(name: string, fraction?: number): void;
  /** Aborted when somebody cancels the operation. */
  readonly signal: AbortSignal;
}

/** Long work that ends with the server: nothing of it has to be undone or completed. */
export interface OperationRequest {
  readonly kind: OperationKind;
  readonly resource: ResourceRef;
  readonly actor: string;
  /** Does not wait for other work on the resource: forcing off what a gentle stop waits for. */
  readonly urgent?: boolean;
  /** Whether the work listens to the signal of its progress. */
  readonly canCancel?: boolean;
  readonly work: (progress: OperationProgress) => Promise<void>;
}

/** Long work in the background: recorded from asking to end, one piece at a time on one resource. */
@Injectable()
export class OperationsService {
  constructor(
    private readonly records: OperationRecords,
    private readonly runner: WorkflowRunner,
    private readonly queue: OperationQueue,
  ) {}

  /** Makes a workflow known, so that a later run of the server finds it again by its kind. */
  register<Input extends object>(workflow: Workflow<Input>): void {
    this.runner.register(workflow);
  }

  /** Records work that ends with the server, and sets to it; answers at once. */
  start(request: OperationRequest): Promise<OperationDto> {
    const locks = request.urgent ? [] : [request.resource.id];
    const operation = this.records.draft({ ...request, input: null, locks });
    operation.canCancel = request.canCancel ?? false;
    return this.launch({
      operation,
      locks,
      run: (signal) =>
        request.work({
          step: (name, fraction) => this.records.showProgress(operation, fraction, name),
          signal,
        }),
    });
  }

  /** Records a workflow, and sets to it; answers at once. */
  startWorkflow<Input extends object>(
    kind: OperationKind,
    request: WorkflowRequest<Input>,
  ): Promise<OperationDto> {
    const locks = [request.resource.id, ...(request.alsoLocks ?? [])];
    const operation = this.records.draft({ ...request, kind, locks });
    const task = this.runner.taskOf(operation);
    operation.canCancel = !this.runner.isPastReturn(task);
    return this.launch({
      operation,
      locks,
      isHeavy: task.workflow.isHeavy ?? false,
      run: (signal) => this.runner.run(task, signal),
    });
  }

  /**
   * Cancels what can be cancelled: what it had done is undone.
   * @throws NotFoundError, ConflictError where it is over, or past the point where it could be
   */
  async cancel(id: string, actor: string): Promise<OperationDto> {
    if (this.queue.cancel(id, actor)) return this.settled(id, 0);
    const { status } = await this.settled(id, 0);
    throw new ConflictError('operationEnded', `The operation is over: it ${status}.`, {
      operationStatus: status,
    });
  }

  /**
   * Waits until an operation ended, or the limit passed.
   * @throws the error that it failed with
   */
  async wait(id: string, limitMs: number): Promise<OperationDto> {
    const operation = await this.settled(id, limitMs);
    const failure = this.queue.failureOf(id);
    if (failure) throw failure;
    return operation;
  }

  /** How far an operation is, once it ended or the limit passed. */
  async settled(id: string, limitMs: number): Promise<OperationDto> {
    await this.queue.waitFor(id, limitMs);
    const operation = this.queue.find(id) ?? (await this.records.find(id));
    if (!operation) throw new NotFoundError('operation', id);
    return toOperationDto(operation);
  }

  /** The kind of the work on a thing that other work waits for; undefined where none waits. */
  waitsFor(resourceId: string): OperationKind | undefined {
    return this.queue.waitsFor(resourceId);
  }

  /** One page, newest first. */
  async list(query: ListOperationsQueryDto): Promise<Page<OperationDto>> {
    const { items, total } = await this.records.findPage(query);
    const current = items.map((each) => this.queue.find(each.id) ?? each);
    return { items: current.map(toOperationDto), total };
  }

  private async launch(work: QueuedWork): Promise<OperationDto> {
    const { id, kind } = work.operation;
    await this.records.insert(work.operation);
    passCheckpoint({ operationId: id, kind, moment: 'recorded' });
    this.queue.add(work);
    return toOperationDto(work.operation);
  }
}
