import { Injectable, Logger } from '@nestjs/common';
import { LibvirtUnavailableError, isDatabaseProblem, messageOf } from '../common/errors.js';
import { type Checkpoint, publishCheckpoint } from './checkpoints.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import { SuspendedError } from './suspended-error.js';
import type { UndoContext, Workflow, WorkflowStep } from './workflow.js';
import { WorkflowRegistry } from './workflow-registry.js';

/** A recorded operation with its workflow and input. */
export interface WorkflowTask {
  readonly operation: OperationEntity;
  readonly workflow: Workflow<object>;
  readonly input: object;
}

/** Run the steps of workflows, and undo them. Each step is recorded before it begins. */
@Injectable()
export class WorkflowRunner {
  private readonly logger = new Logger(WorkflowRunner.name);

  constructor(
    private readonly records: OperationRecords,
    private readonly registry: WorkflowRegistry,
  ) {}

  /** @throws Error if the operation has no workflow */
  taskOf(operation: OperationEntity): WorkflowTask {
    return {
      operation,
      workflow: this.registry.get(operation.kind),
      input: operation.input ?? {},
    };
  }

  /** Whether an interrupted task must be completed because it can no longer be undone. */
  mustComplete({ operation, workflow, input }: WorkflowTask): boolean {
    if (operation.isUndoing) return false;
    const step = workflow.steps(input)[operation.stepIndex ?? 0];
    return step !== undefined && isCompletedWhenInterrupted(step);
  }

  /**
   * Run the steps, beginning with the recorded one. If a step fails or the signal is aborted, undo them.
   * @throws the error of the failed step
   * @throws SuspendedError if libvirt or the database became unavailable
   */
  run(task: WorkflowTask, signal: AbortSignal): Promise<void> {
    const { workflow, input, operation } = task;
    const runSteps = () => this.runSteps(task, signal);
    return workflow.around ? workflow.around(input, operation.actor, runSteps) : runSteps();
  }

  /**
   * Undo the recorded step and the ones before it.
   * @param error the reason
   * @throws SuspendedError if libvirt or the database became unavailable
   */
  async undo({ operation, workflow, input }: WorkflowTask, error: unknown): Promise<void> {
    const steps = workflow.steps(input).slice(0, (operation.stepIndex ?? 0) + 1);
    for (const [index, step] of [...steps.entries()].toReversed()) {
      await this.recordUndo(operation, index, step.name, error);
      this.checkpoint(operation, 'undoBegin', step);
      const reason = operation.errorDetail ?? messageOf(error);
      await this.undoStep(step, input, { actor: operation.actor, reason });
      this.checkpoint(operation, 'undoEnd', step);
    }
  }

  private async runSteps(task: WorkflowTask, signal: AbortSignal): Promise<void> {
    const { operation, workflow, input } = task;
    const steps = workflow.steps(input);
    for (const [index, step] of steps.entries()) {
      if (index < (operation.stepIndex ?? 0)) continue;
      try {
        operation.canCancel = !isCompletedWhenInterrupted(step);
        if (operation.canCancel) signal.throwIfAborted();
        await this.records.enterStep(operation, index, step.name, index / steps.length);
        this.checkpoint(operation, 'begin', step);
        const progress = (fraction: number) =>
          this.records.showProgress(operation, (index + fraction) / steps.length);
        await step.run(input, { actor: operation.actor, signal, progress });
        this.checkpoint(operation, 'end', step);
      } catch (error) {
        if (isCompletedWhenInterrupted(step) && isTemporary(error)) throw new SuspendedError(error);
        if (!step.onlyForwards) await this.undo(task, error);
        throw error;
      }
    }
  }

  /** An undo that cannot be recorded must not begin. */
  private async recordUndo(
    operation: OperationEntity,
    index: number,
    stepName: string,
    error: unknown,
  ): Promise<void> {
    try {
      await this.records.enterUndo(operation, index, stepName, error);
    } catch (failure) {
      throw isTemporary(failure) ? new SuspendedError(failure) : failure;
    }
  }

  private async undoStep(
    step: WorkflowStep<object>,
    input: object,
    context: UndoContext,
  ): Promise<void> {
    try {
      await step.undo?.(input, context);
    } catch (error) {
      if (isTemporary(error)) throw new SuspendedError(error);
      // The earlier steps must be undone anyway.
      this.logger.error(`Undoing "${step.name}" failed`, error);
    }
  }

  private checkpoint(
    operation: OperationEntity,
    moment: Checkpoint['moment'],
    step: WorkflowStep<object>,
  ): void {
    publishCheckpoint({ operationId: operation.id, kind: operation.kind, moment, step: step.name });
  }
}

function isCompletedWhenInterrupted(step: WorkflowStep<object>): boolean {
  return (step.onlyForwards ?? false) || (step.completeIfInterrupted ?? false);
}

/** libvirt and free space for the database come back without a new request. */
function isTemporary(error: unknown): boolean {
  return error instanceof LibvirtUnavailableError || isDatabaseProblem(error);
}
