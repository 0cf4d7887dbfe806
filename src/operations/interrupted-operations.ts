import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { PicostackError } from '../common/errors.js';
import { passCheckpoint } from './checkpoints.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { WorkflowRunner, type WorkflowTask } from './workflow-runner.js';

const KEEP_ENDED_MS = 30 * 24 * 3600_000;

const UNDONE = interrupted('What it had done was undone. Ask again.');

/** What an earlier run of the server, or the loss of libvirt, left in the middle. */
@Injectable()
export class InterruptedOperations implements OnApplicationBootstrap {
  private readonly logger = new Logger(InterruptedOperations.name);

  constructor(
    private readonly records: OperationRecords,
    private readonly runner: WorkflowRunner,
    private readonly queue: OperationQueue,
  ) {}

  /** Work without a workflow that was under way when the server ended is over. */
  async onApplicationBootstrap(): Promise<void> {
    await this.records.failInterrupted(interrupted('Ask again.'));
    await this.records.prune(new Date(Date.now() - KEEP_ENDED_MS).toISOString());
  }

  /** Undoes what can still be undone; what takes long, in the background. */
  async undo(): Promise<void> {
    for (const task of await this.find()) {
      if (this.runner.isPastReturn(task)) continue;
      const { operation } = task;
      this.logger.warn(`Undoing ${operation.kind} of "${operation.resourceName}": it was cut off`);
      if (task.workflow.undoTakesLong) this.undoLater(task);
      else await this.undoNow(task);
    }
  }

  private async undoNow(task: WorkflowTask): Promise<void> {
    const { operation } = task;
    await this.queue.exclusively(operation.resourceId, () => this.runner.undo(task, UNDONE));
    const status = operation.errorCode === 'cancelled' ? 'cancelled' : 'failed';
    await this.records.end(operation, status, UNDONE);
    passCheckpoint({ operationId: operation.id, kind: operation.kind, moment: 'done' });
  }

  private undoLater(task: WorkflowTask): void {
    this.queue.add({
      operation: task.operation,
      locks: [task.operation.resourceId],
      run: async () => {
        await this.runner.undo(task, UNDONE);
        throw UNDONE;
      },
    });
  }

  /** Goes on, in the background, with what cannot be undone any more. */
  async complete(): Promise<void> {
    for (const task of await this.find()) {
      const { operation } = task;
      this.logger.warn(
        `Completing ${operation.kind} of "${operation.resourceName}": it was cut off`,
      );
      this.queue.add({
        operation,
        locks: [operation.resourceId],
        run: (signal) => this.runner.run(task, signal),
      });
    }
  }

  /** Ids of the resources that an operation is queued or under way on, in this run or left by an earlier one. */
  async busyResources(): Promise<ReadonlySet<string>> {
    const unfinished = await this.records.findUnfinished();
    return new Set(unfinished.flatMap(({ resourceId, input }) => [resourceId, ...idsIn(input)]));
  }

  private async find(): Promise<WorkflowTask[]> {
    const unfinished = await this.records.findUnfinished();
    return unfinished
      .filter(({ id, input }) => input !== null && !this.queue.find(id))
      .map((operation) => this.runner.taskOf(operation));
  }
}

function interrupted(advice: string): PicostackError {
  return new PicostackError('interrupted', `The server ended while this was under way. ${advice}`);
}

/** The other things that a workflow works on, as its input names them. */
function idsIn(input: object | null): string[] {
  if (!input) return [];
  return [
    ...('instanceIds' in input && Array.isArray(input.instanceIds)
      ? input.instanceIds.map(String)
      : []),
    ...('imageId' in input ? [String(input.imageId)] : []),
  ];
}
