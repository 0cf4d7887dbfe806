import { Injectable } from '@nestjs/common';
import { ConflictError, NotFoundError } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import type { TransferDto } from '../common/http/transfer.dto.js';
import type { ResourceRef } from '../common/resource.js';
import { publishCheckpoint } from './checkpoints.js';
import type { ListOperationsQueryDto, OperationDto, OperationKind } from './dto.js';
import { OperationQueue, type QueuedOperation } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { toOperationDto } from './operation.mapper.js';
import { WorkflowRunner } from './workflow-runner.js';
import type { RowWriter, WorkflowRequest } from './workflow.js';

/** How the work of an operation reports progress and learns that it is cancelled. */
export interface OperationContext {
  /** Name the step that begins or continues; `fraction` is how much of the operation is done, from 0 to 1. */
  step(name: string, fraction?: number, transfer?: TransferDto): void;
  /** Aborted when the operation is cancelled. */
  readonly signal: AbortSignal;
}

/** A request for an operation that ends with the server: nothing needs to be undone or completed later. */
export interface OperationRequest {
  readonly kind: OperationKind;
  readonly resource: ResourceRef;
  readonly actor: string;
  /** Run it although another operation uses the resource: a forced stop ends the graceful one. */
  readonly urgent?: boolean;
  /** The work listens to the signal of its context. */
  readonly canCancel?: boolean;
  readonly work: (context: OperationContext) => Promise<void>;
}

/** Start, cancel and show long-running operations. Each is recorded, and on each resource one runs at a time. */
@Injectable()
export class OperationsService {
  constructor(
    private readonly records: OperationRecords,
    private readonly runner: WorkflowRunner,
    private readonly queue: OperationQueue,
  ) {}

  /** Record and queue an operation that ends with the server. */
  start(request: OperationRequest): Promise<OperationDto> {
    const locks = request.urgent ? [] : [request.resource.id];
    const operation = this.records.draft({ ...request, input: null, locks });
    operation.canCancel = request.canCancel ?? false;
    return this.launch({
      operation,
      locks,
      run: (signal) =>
        request.work({
          step: (name, fraction, transfer) => {
            operation.transfer = transfer ?? null;
            this.records.showProgress(operation, fraction, name);
          },
          signal,
        }),
    });
  }

  /** Record and queue a workflow. */
  startWorkflow<Input extends object>(
    kind: OperationKind,
    request: WorkflowRequest<Input>,
  ): Promise<OperationDto> {
    const locks = [request.resource.id, ...(request.alsoLocks ?? [])];
    const operation = this.records.draft({ ...request, kind, locks });
    const task = this.runner.taskOf(operation);
    operation.canCancel = !this.runner.mustComplete(task);
    const run = (signal: AbortSignal) => this.runner.run(task, signal);
    const isHeavy = task.workflow.isHeavy ?? false;
    return this.launch({ operation, locks, isHeavy, run }, request.rows);
  }

  /**
   * Cancel an operation: what it has done is undone.
   * @throws NotFoundError
   * @throws ConflictError `operationEnded`, or `cannotCancel` if it is past the point of no return
   */
  async cancel(id: string, actor: string): Promise<OperationDto> {
    if (this.queue.cancel(id, actor)) return this.get(id);
    const { status } = await this.get(id);
    throw new ConflictError('operationEnded', `The operation has already ended: ${status}.`, {
      operationStatus: status,
    });
  }

  /**
   * Wait until an operation ends or the limit passes.
   * @throws the error that it failed with
   */
  async wait(id: string, limitMs: number): Promise<OperationDto> {
    const operation = await this.get(id, limitMs);
    const failure = this.queue.failureOf(id);
    if (failure) throw failure;
    return operation;
  }

  /**
   * The present state of an operation, after it ended or `waitMs` passed.
   * @throws NotFoundError
   */
  async get(id: string, waitMs = 0): Promise<OperationDto> {
    await this.queue.waitFor(id, waitMs);
    const operation = this.queue.find(id) ?? (await this.records.find(id));
    if (!operation) throw new NotFoundError('operation', id);
    return toOperationDto(operation);
  }

  /** The kind of the running operation that another operation on the resource waits for, if there is one. */
  waitsFor(resourceId: string): OperationKind | undefined {
    return this.queue.waitsFor(resourceId);
  }

  /** One page of operations, newest first. */
  async list(query: ListOperationsQueryDto): Promise<Page<OperationDto>> {
    const { items, total } = await this.records.findPage(query);
    const current = items.map((each) => this.queue.find(each.id) ?? each);
    return { items: current.map(toOperationDto), total };
  }

  private async launch(queued: QueuedOperation, rows?: RowWriter): Promise<OperationDto> {
    const { id, kind } = queued.operation;
    await this.records.insert(queued.operation, rows);
    publishCheckpoint({ operationId: id, kind, moment: 'recorded' });
    this.queue.add(queued);
    return toOperationDto(queued.operation);
  }
}
