import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { PicostackError, isDatabaseProblem, messageOf } from '../common/errors.js';
import { LibvirtService } from '../libvirt/index.js';
import { passCheckpoint } from './checkpoints.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import { LeftForLaterError, WorkflowRunner, type WorkflowTask } from './workflow-runner.js';

const DAY_MS = 24 * 3600_000;
const KEEP_ENDED_MS = 30 * DAY_MS;
/** How often it is tried again to take up what was left in the middle. */
const TAKE_UP_EVERY_MS = 5_000;

const UNDONE = interrupted('What it had done was undone. Ask again.');

/** What an earlier run of the server, the loss of libvirt or a full disk left in the middle. */
@Injectable()
export class InterruptedOperations implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(InterruptedOperations.name);
  /** Being undone now, by whichever connect began it. */
  private readonly undoing = new Set<string>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly records: OperationRecords,
    private readonly runner: WorkflowRunner,
    private readonly queue: OperationQueue,
    @Inject(LibvirtService) private readonly libvirt: Pick<LibvirtService, 'isConnected'>,
  ) {}

  /** Work without a workflow that was under way when the server ended is over. */
  async onApplicationBootstrap(): Promise<void> {
    await this.records.failInterrupted(interrupted('Ask again.'));
    this.timers = [
      setInterval(() => void this.prune(), DAY_MS).unref(),
      setInterval(() => void this.takeUpLeft(), TAKE_UP_EVERY_MS).unref(),
    ];
    await this.prune();
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Undoes what can still be undone; what takes long, or has to wait for other work, in the background. */
  async undo(): Promise<void> {
    for (const task of await this.find()) await this.undoTask(task);
  }

  /** Goes on, in the background, with what cannot be undone any more. */
  async complete(): Promise<void> {
    for (const task of await this.find()) this.completeTask(task);
  }

  /** Ids of the resources that an operation is queued or under way on, in this run or left by an earlier one. */
  async busyResources(): Promise<ReadonlySet<string>> {
    const unfinished = await this.records.findUnfinished();
    return new Set(
      unfinished.flatMap((operation) => [...locksOf(operation), ...idsIn(operation.input)]),
    );
  }

  /**
   * Takes up what this run of the server had to leave in the middle, once libvirt and the database allow it. After a
   * connect that is done already; but the work may have noticed the loss of libvirt only after the next connect.
   */
  async takeUpLeft(): Promise<void> {
    if (!this.libvirt.isConnected || this.queue.leftIds.length === 0) return;
    try {
      const left = new Set(this.queue.leftIds);
      for (const task of await this.find()) {
        if (!left.has(task.operation.id)) continue;
        if (this.runner.isPastReturn(task)) this.completeTask(task);
        else await this.undoTask(task);
      }
    } catch (error) {
      this.logger.warn(`Interrupted work cannot be taken up yet: ${messageOf(error)}`);
    }
  }

  private async undoTask(task: WorkflowTask): Promise<void> {
    if (this.runner.isPastReturn(task)) return;
    const { operation } = task;
    const reason = this.queue.takeLeft(operation.id) ?? UNDONE;
    this.logger.warn(`Undoing ${operation.kind} of "${operation.resourceName}": it was cut off`);
    const mustWait = !this.queue.areFree(locksOf(operation));
    if (task.workflow.undoTakesLong || mustWait) this.undoLater(task, reason);
    else await this.undoNow(task, reason);
  }

  private async undoNow(task: WorkflowTask, reason: unknown): Promise<void> {
    const { operation } = task;
    this.undoing.add(operation.id);
    try {
      await this.queue.exclusively(locksOf(operation), () => this.runner.undo(task, reason));
      const status = operation.errorCode === 'cancelled' ? 'cancelled' : 'failed';
      await this.records.end(operation, status, reason);
    } catch (error) {
      if (!(error instanceof LeftForLaterError)) throw error;
      this.queue.leave(operation.id, reason);
      // Without libvirt the connect has failed; without room for the record everything else goes on.
      if (!isDatabaseProblem(error.cause)) throw error;
      this.logger.warn(`Undoing ${operation.kind} has to wait: ${error.message}`);
      return;
    } finally {
      this.undoing.delete(operation.id);
    }
    passCheckpoint({ operationId: operation.id, kind: operation.kind, moment: 'done' });
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
    this.queue.takeLeft(operation.id);
    this.logger.warn(`Completing ${operation.kind} of "${operation.resourceName}": it was cut off`);
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
      this.logger.warn(`Old operations could not be removed: ${messageOf(error)}`);
    }
  }
}

function interrupted(advice: string): PicostackError {
  return new PicostackError('interrupted', `The server ended while this was under way. ${advice}`);
}

/** What nothing else may work on meanwhile, as it was when the operation was asked for. */
function locksOf({ resourceId, locks, input }: OperationEntity): string[] {
  return [...new Set([resourceId, ...(locks ?? idsIn(input))])];
}

/** The other things that a workflow works on, as its input names them. */
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
