import { Injectable, Logger } from '@nestjs/common';
import { Semaphore } from 'async-mutex';
import { ConflictError, PicostackError } from '../common/errors.js';
import { KeyedMutex } from '../common/keyed-mutex.js';
import { passCheckpoint } from './checkpoints.js';
import type { OperationKind } from './dto.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import { LeftForLaterError } from './workflow-runner.js';

/** How long who waits can learn the whole error; after that there is the record. */
const FAILURE_KEPT_MS = 60_000;

/** Copies of disks that run at once: more only slow each other down. */
const HEAVY_AT_ONCE = 2;

/** Work that is about to be queued. */
export interface QueuedWork {
  readonly operation: OperationEntity;
  /** Ids of the things that nothing else may work on meanwhile. */
  readonly locks: readonly string[];
  /** Copies data: it waits until only a few of these run. */
  readonly isHeavy?: boolean;
  run(signal: AbortSignal): Promise<void>;
}

interface LiveOperation {
  readonly work: QueuedWork;
  readonly cancel: AbortController;
  ended: Promise<void>;
}

/** Somebody cancelled an operation. */
export class CancelledError extends ConflictError {
  constructor(actor: string) {
    super('cancelled', `It was cancelled by ${actor}.`);
  }
}

/** The operations that have not ended: one at a time on each thing. */
@Injectable()
export class OperationQueue {
  private readonly logger = new Logger(OperationQueue.name);
  private readonly locks = new KeyedMutex();
  private readonly heavySlots = new Semaphore(HEAVY_AT_ONCE);
  /** Operations that could neither go on nor be undone, and why. */
  private readonly left = new Map<string, unknown>();
  private readonly live = new Map<string, LiveOperation>();
  /** Why an operation of this process failed, whole, for whoever waits for it. */
  private readonly failures = new Map<string, unknown>();

  constructor(private readonly records: OperationRecords) {}

  /** Runs it when its turn comes; its record is there. */
  add(work: QueuedWork): void {
    const { id } = work.operation;
    const live = { work, cancel: new AbortController(), ended: Promise.resolve() };
    this.live.set(id, live);
    live.ended = this.locks
      .runAll(work.locks, () => this.execute(live))
      .catch((error: unknown) => this.logger.error(`Operation ${id}`, error))
      .finally(() => this.live.delete(id));
  }

  /** The record as it stands now, if it has not ended. */
  find(id: string): OperationEntity | undefined {
    return this.live.get(id)?.work.operation;
  }

  /** The kind of the work under way on a thing, where more work on it is queued behind. */
  waitsFor(resourceId: string): OperationKind | undefined {
    const onIt = [...this.live.values()]
      .filter(({ work }) => work.locks.includes(resourceId))
      .map(({ work }) => work.operation);
    if (!onIt.some(({ status }) => status === 'queued')) return undefined;
    return onIt.find(({ status }) => status === 'running')?.kind;
  }

  /** Why it failed, if it did and that was not long ago. */
  failureOf(id: string): unknown {
    return this.failures.get(id);
  }

  /** Resolves when it ended, or the limit passed. */
  async waitFor(id: string, limitMs: number): Promise<void> {
    const ended = this.live.get(id)?.ended;
    if (!ended || limitMs <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
    await Promise.race([ended, limit]);
    clearTimeout(timer);
  }

  /** Runs work when nothing else works on these things. */
  exclusively<T>(locks: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.locks.runAll(locks, work);
  }

  /** Whether nothing works on these things, and nothing waits to. */
  areFree(locks: readonly string[]): boolean {
    return this.locks.areFree(locks);
  }

  /** Ids of the operations that were left in the middle and that nobody has taken up again. */
  get leftIds(): readonly string[] {
    return [...this.left.keys()];
  }

  /** Leaves one for later, and keeps why. */
  leave(id: string, reason: unknown): void {
    this.left.set(id, reason);
  }

  /** Takes up one that was left. @returns why it was; undefined where it was not */
  takeLeft(id: string): unknown {
    const reason = this.left.get(id);
    this.left.delete(id);
    return reason;
  }

  /** Cancels it. @returns false where it is over, @throws ConflictError where it cannot be any more */
  cancel(id: string, actor: string): boolean {
    const live = this.live.get(id);
    if (!live) return false;
    if (!live.work.operation.canCancel) {
      throw new ConflictError(
        'cannotCancel',
        'The operation cannot be cancelled, or not any more. Wait for its end.',
      );
    }
    live.cancel.abort(new CancelledError(actor));
    this.records.showProgress(live.work.operation, undefined, 'cancelling');
    return true;
  }

  private async execute({ work, cancel }: LiveOperation): Promise<void> {
    const { operation } = work;
    let hasBegun = false;
    try {
      await this.records.begin(operation);
      hasBegun = true;
      const run = () => work.run(cancel.signal);
      await (work.isHeavy ? this.heavySlots.runExclusive(run) : run());
      await this.records.end(operation, 'succeeded');
    } catch (error) {
      // What a workflow was prepared with must be undone, which takes records too.
      const isUnrecorded = !hasBegun && operation.input !== null;
      if (error instanceof LeftForLaterError || (isUnrecorded && error instanceof Error)) {
        this.logger.warn(`${operation.kind} of "${operation.resourceName}": ${error.message}`);
        this.leave(operation.id, error.cause ?? error);
        return;
      }
      const { aborted, reason } = cancel.signal;
      this.keepFailure(operation, aborted ? reason : error);
      const cancelled = aborted || operation.errorCode === 'cancelled';
      await this.records.end(
        operation,
        cancelled ? 'cancelled' : 'failed',
        aborted ? reason : error,
      );
    }
    passCheckpoint({ operationId: operation.id, kind: operation.kind, moment: 'done' });
  }

  private keepFailure(operation: OperationEntity, error: unknown): void {
    if (!(error instanceof PicostackError)) {
      this.logger.error(`${operation.kind} of "${operation.resourceName}" failed`, error);
    }
    this.failures.set(operation.id, error);
    setTimeout(() => this.failures.delete(operation.id), FAILURE_KEPT_MS).unref();
  }
}
