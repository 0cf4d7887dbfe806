import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { PicostackError, isDatabaseProblem, messageOf } from '../common/errors.js';
import { LibvirtService } from '../libvirt/index.js';
import { publishCheckpoint } from './checkpoints.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import { SuspendedError } from './suspended-error.js';
import { WorkflowRunner, type WorkflowTask } from './workflow-runner.js';

const DAY_MS = 24 * 3600_000;
const KEEP_ENDED_MS = 30 * DAY_MS;
const RESUME_EVERY_MS = 5_000;

const UNDONE = interrupted('Its changes were undone. Repeat the request.');

/** Undo or complete the operations that the end of the server, the loss of libvirt or a full disk interrupted. */
@Injectable()
export class InterruptedOperations implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InterruptedOperations.name);
  /** Ids of the operations that are being undone, so that the next connect does not undo them too. */
  private readonly undoing = new Set<string>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly records: OperationRecords,
    private readonly runner: WorkflowRunner,
    private readonly queue: OperationQueue,
    @Inject(LibvirtService) private readonly libvirt: Pick<LibvirtService, 'isConnected'>,
  ) {}

  /** Operations without a workflow ended with the previous server process. */
  async onApplicationBootstrap(): Promise<void> {
    await this.records.failInterrupted(interrupted('Repeat the request.'));
    this.timers = [
      setInterval(() => void this.prune(), DAY_MS).unref(),
      setInterval(() => void this.resumeSuspended(), RESUME_EVERY_MS).unref(),
    ];
    await this.prune();
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /**
   * Undo what can still be undone. An undo that takes long, or must wait for the locks of another operation, continues
   * in the background.
   */
  async undo(): Promise<void> {
    for (const task of await this.find()) await this.undoTask(task);
  }

  /** Complete, in the background, what can no longer be undone. */
  async complete(): Promise<void> {
    for (const task of await this.find()) this.completeTask(task);
  }

  /** Ids of the resources that an unfinished operation of this or an earlier server process uses. */
  async busyResources(): Promise<ReadonlySet<string>> {
    const unfinished = await this.records.findUnfinished();
    return new Set(
      unfinished.flatMap((operation) => [...locksOf(operation), ...idsIn(operation.input)]),
    );
  }

  /**
   * Resume what this process had to suspend, once libvirt and the database are available. Each connect does this too,
   * but an operation can notice the loss of libvirt only after the next connect.
   */
  async resumeSuspended(): Promise<void> {
    if (!this.libvirt.isConnected || this.queue.suspendedIds.length === 0) return;
    try {
      const suspended = new Set(this.queue.suspendedIds);
      for (const task of await this.find()) {
        if (!suspended.has(task.operation.id)) continue;
        if (this.runner.mustComplete(task)) this.completeTask(task);
        else await this.undoTask(task);
      }
    } catch (error) {
      this.logger.warn(`Interrupted operations cannot be resumed yet: ${messageOf(error)}`);
    }
  }

  private async undoTask(task: WorkflowTask): Promise<void> {
    if (this.runner.mustComplete(task)) return;
    const { operation } = task;
    const reason = this.queue.takeSuspended(operation.id) ?? UNDONE;
    this.logger.warn(`Undoing ${operation.kind} of "${operation.resourceName}" (interrupted)`);
    const mustWait = !this.queue.areFree(locksOf(operation));
    if (task.workflow.undoTakesLong || mustWait) this.undoLater(task, reason);
    else await this.undoNow(task, reason);
  }

  private async undoNow(task: WorkflowTask, reason: unknown): Promise<void> {
    const { operation } = task;
    this.undoing.add(operation.id);
    try {
      await this.queue.withLocks(locksOf(operation), () => this.runner.undo(task, reason));
      const status = operation.errorCode === 'cancelled' ? 'cancelled' : 'failed';
      await this.records.end(operation, status, reason);
    } catch (error) {
      if (!(error instanceof SuspendedError)) throw error;
      this.queue.suspend(operation.id, reason);
      // Without libvirt the connect has failed. Without the database only this undo waits.
      if (!isDatabaseProblem(error.cause)) throw error;
      this.logger.warn(`Undoing ${operation.kind} must wait: ${error.message}`);
      return;
    } finally {
      this.undoing.delete(operation.id);
    }
    publishCheckpoint({ operationId: operation.id, kind: operation.kind, moment: 'done' });
  }

  private undoLater(task: WorkflowTask, reason: unknown): void {
    this.queue.add({
      operation: task.operation,
      locks: locksOf(task.operation),
      isHeavy: task.workflow.undoTakesLong ?? false,
      run: async () => {
        await this.runner.undo(task, reason);
        throw reason;
      },
    });
  }

  private completeTask(task: WorkflowTask): void {
    const { operation } = task;
    this.queue.takeSuspended(operation.id);
    this.logger.warn(`Completing ${operation.kind} of "${operation.resourceName}" (interrupted)`);
    this.queue.add({
      operation,
      locks: locksOf(operation),
      isHeavy: task.workflow.isHeavy ?? false,
      run: (signal) => this.runner.run(task, signal),
    });
  }

  private async find(): Promise<WorkflowTask[]> {
    const unfinished = await this.records.findUnfinished();
    return unfinished
      .filter(({ id, input }) => input !== null && !this.queue.find(id) && !this.undoing.has(id))
      .map((operation) => this.runner.taskOf(operation));
  }

  private async prune(): Promise<void> {
    try {
      await this.records.prune(new Date(Date.now() - KEEP_ENDED_MS).toISOString());
    } catch (error) {
      this.logger.warn(`Old operations cannot be deleted: ${messageOf(error)}`);
    }
  }
}

function interrupted(advice: string): PicostackError {
  return new PicostackError(
    'interrupted',
    `The server ended while the operation was running. ${advice}`,
  );
}

/** The locks of an operation. Records of early versions have none; their inputs name the resources. */
function locksOf({ resourceId, locks, input }: OperationEntity): string[] {
  return [resourceId, ...(locks ?? idsIn(input))];
}

/** The further resources that the input of a workflow names. */
function idsIn(input: object | null): string[] {
  if (!input) return [];
  return [
    ...('instanceIds' in input && Array.isArray(input.instanceIds)
      ? input.instanceIds.map(String)
      : []),
    ...('imageId' in input ? [String(input.imageId)] : []),
    ...('sourceId' in input ? [String(input.sourceId)] : []),
  ];
}
