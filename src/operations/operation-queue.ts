import { Injectable, Logger } from '@nestjs/common';
import { Semaphore } from 'async-mutex';
import { ConflictError, PicostackError } from '../common/errors.js';
import { KeyedMutex } from '../common/keyed-mutex.js';
import { publishCheckpoint } from './checkpoints.js';
import type { OperationKind } from './dto.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import { SuspendedError } from './suspended-error.js';

/** How long a waiting request can get the original error; after that it gets the recorded code and detail. */
const KEEP_FAILURE_MS = 60_000;

/** How many operations copy data at the same time: more only slow each other down. */
const MAX_HEAVY = 2;

/** A recorded operation, ready to be queued. */
export interface QueuedOperation {
  readonly operation: OperationEntity;
  /** Ids of the resources that no other operation may use at the same time. */
  readonly locks: readonly string[];
  /** It copies data: only a few of these run at the same time. */
  readonly isHeavy?: boolean;
  run(signal: AbortSignal): Promise<void>;
}

interface ActiveOperation {
  readonly queued: QueuedOperation;
  readonly cancel: AbortController;
  ended: Promise<void>;
}

/** The reason of an operation that was cancelled. */
export class CancelledError extends ConflictError {
  constructor(actor: string) {
    super('cancelled', `The operation was cancelled by ${actor}.`);
  }
}

/** The operations that have not ended. On each resource, one runs at a time. */
@Injectable()
export class OperationQueue {
  private readonly logger = new Logger(OperationQueue.name);
  private readonly locks = new KeyedMutex();
  private readonly heavySlots = new Semaphore(MAX_HEAVY);
  /** The reason of each suspended operation, by id. */
  private readonly suspended = new Map<string, unknown>();
  private readonly active = new Map<string, ActiveOperation>();
  /** The original errors of operations that failed in this process, by id. */
  private readonly failures = new Map<string, unknown>();

  constructor(private readonly records: OperationRecords) {}

  /** Run an operation, which must be recorded, as soon as its locks are free. */
  add(queued: QueuedOperation): void {
    const { id } = queued.operation;
    const active = { queued, cancel: new AbortController(), ended: Promise.resolve() };
    this.active.set(id, active);
    active.ended = this.locks
      .runAll(queued.locks, () => this.execute(active))
      .catch((error: unknown) => this.logger.error(`Operation ${id}`, error))
      .finally(() => this.active.delete(id));
  }

  /** The present record of an operation that has not ended. */
  find(id: string): OperationEntity | undefined {
    return this.active.get(id)?.queued.operation;
  }

  /** The kind of the running operation that another operation on the resource waits for, if there is one. */
  waitsFor(resourceId: string): OperationKind | undefined {
    const operations = [...this.active.values()]
      .filter(({ queued }) => queued.locks.includes(resourceId))
      .map(({ queued }) => queued.operation);
    if (!operations.some(({ status }) => status === 'queued')) return undefined;
    return operations.find(({ status }) => status === 'running')?.kind;
  }

  /** The original error of an operation that failed a short time ago. */
  failureOf(id: string): unknown {
    return this.failures.get(id);
  }

  /** Wait until an operation ends or the limit passes. */
  async waitFor(id: string, limitMs: number): Promise<void> {
    const ended = this.active.get(id)?.ended;
    if (!ended || limitMs <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
    await Promise.race([ended, limit]);
    clearTimeout(timer);
  }

  /** Run work while no operation uses these resources. */
  withLocks<T>(locks: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.locks.runAll(locks, work);
  }

  /** Whether no operation uses these resources or waits for them. */
  areFree(locks: readonly string[]): boolean {
    return this.locks.areFree(locks);
  }

  /** Ids of the suspended operations that have not been resumed. */
  get suspendedIds(): readonly string[] {
    return [...this.suspended.keys()];
  }

  suspend(id: string, reason: unknown): void {
    this.suspended.set(id, reason);
  }

  /** Forget that an operation is suspended. @returns the reason; undefined if it was not suspended */
  takeSuspended(id: string): unknown {
    const reason = this.suspended.get(id);
    this.suspended.delete(id);
    return reason;
  }

  /**
   * Cancel an operation.
   * @returns false if it has ended
   * @throws ConflictError `cannotCancel`
   */
  cancel(id: string, actor: string): boolean {
    const active = this.active.get(id);
    if (!active) return false;
    const { operation } = active.queued;
    if (!operation.canCancel) {
      throw new ConflictError(
        'cannotCancel',
        'The operation cannot be cancelled, or no longer. Wait until it ends.',
      );
    }
    active.cancel.abort(new CancelledError(actor));
    this.records.showProgress(operation, undefined, 'cancelling');
    return true;
  }

  private async execute({ queued, cancel }: ActiveOperation): Promise<void> {
    const { operation } = queued;
    let hasBegun = false;
    try {
      await this.records.begin(operation);
      hasBegun = true;
      const run = () => queued.run(cancel.signal);
      await (queued.isHeavy ? this.heavySlots.runExclusive(run) : run());
      await this.records.end(operation, 'succeeded');
    } catch (error) {
      // A workflow that could not begin has rows to undo, and the undo needs a database that can be written.
      const couldNotBegin = !hasBegun && operation.input !== null;
      if (error instanceof SuspendedError || (couldNotBegin && error instanceof Error)) {
        this.logger.warn(`${operation.kind} of "${operation.resourceName}": ${error.message}`);
        this.suspend(operation.id, error.cause ?? error);
        return;
      }
      const { aborted, reason } = cancel.signal;
      const failure: unknown = aborted ? reason : error;
      this.keepFailure(operation, failure);
      const isCancelled = aborted || operation.errorCode === 'cancelled';
      await this.records.end(operation, isCancelled ? 'cancelled' : 'failed', failure);
    }
    publishCheckpoint({ operationId: operation.id, kind: operation.kind, moment: 'done' });
  }

  private keepFailure(operation: OperationEntity, error: unknown): void {
    if (!(error instanceof PicostackError)) {
      this.logger.error(`${operation.kind} of "${operation.resourceName}" failed`, error);
    }
    this.failures.set(operation.id, error);
    setTimeout(() => this.failures.delete(operation.id), KEEP_FAILURE_MS).unref();
  }
}
