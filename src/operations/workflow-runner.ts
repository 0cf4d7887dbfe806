import { Injectable, Logger } from '@nestjs/common';
import { LibvirtUnavailableError, isDatabaseProblem, messageOf } from '../common/errors.js';
import { type Checkpoint, passCheckpoint } from './checkpoints.js';
import type { OperationKind } from './dto.js';
import { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';
import type { Workflow, WorkflowStep } from './workflow.js';

/** libvirt was lost, or the database could not be written, when the work could neither go on nor be undone: later it can. */
export class LeftForLaterError extends Error {}

/** A recorded operation with the workflow and the input that it runs. */
export interface WorkflowTask {
  readonly operation: OperationEntity;
  readonly workflow: Workflow<object>;
  readonly input: object;
}

/** Runs the steps of workflows, and undoes them: each is recorded before it begins. */
@Injectable()
export class WorkflowRunner {
  private readonly logger = new Logger(WorkflowRunner.name);
  private readonly workflows = new Map<OperationKind, Workflow<object>>();

  constructor(private readonly records: OperationRecords) {}

  /** Makes a workflow known, so that a later run of the server finds it again by its kind. */
  register<Input extends object>(workflow: Workflow<Input>): void {
    // Its steps are only ever handed the input that was recorded for this kind.
    this.workflows.set(workflow.kind, workflow);
  }

  taskOf(operation: OperationEntity): WorkflowTask {
    const workflow = this.workflows.get(operation.kind);
    if (!workflow) throw new Error(`There is no workflow ${operation.kind}`);
    return { operation, workflow, input: operation.input ?? {} };
  }

  /** Whether a task that was cut off has to be completed, and cannot be undone any more. */
  isPastReturn({ operation, workflow, input }: WorkflowTask): boolean {
    if (operation.isUndoing) return false;
    const step = workflow.steps(input)[operation.stepIndex ?? 0];
    return step !== undefined && isCompletedLater(step);
  }

  /**
   * Runs the steps from the one that the record is at. When one fails, or the signal is aborted, everything is undone.
   * @throws what the step failed with; LeftForLaterError where libvirt was lost
   */
  run(task: WorkflowTask, signal: AbortSignal): Promise<void> {
    const { workflow, input, operation } = task;
    const work = () => this.runSteps(task, signal);
    return workflow.around ? workflow.around(input, operation.actor, work) : work();
  }

  /**
   * Undoes the step that the record is at, and those before it.
   * @param error why; @throws LeftForLaterError where libvirt was lost
   */
  async undo({ operation, workflow, input }: WorkflowTask, error: unknown): Promise<void> {
    const steps = workflow.steps(input).slice(0, (operation.stepIndex ?? 0) + 1);
    for (const [index, step] of [...steps.entries()].toReversed()) {
      await this.orLater(() => this.records.enterUndo(operation, index, step.name, error));
      this.pass(operation, 'undoBegin', step);
      const reason = operation.errorDetail ?? messageOf(error);
      await this.undoStep(step, input, { actor: operation.actor, reason });
      this.pass(operation, 'undoEnd', step);
    }
  }

  private async runSteps(task: WorkflowTask, signal: AbortSignal): Promise<void> {
    const { operation, workflow, input } = task;
    const steps = workflow.steps(input);
    for (const [index, step] of steps.entries()) {
      if (index < (operation.stepIndex ?? 0)) continue;
      try {
        operation.canCancel = !isCompletedLater(step);
        if (operation.canCancel) signal.throwIfAborted();
        await this.records.enterStep(operation, index, step.name, index / steps.length);
        this.pass(operation, 'begin', step);
        const progress = (fraction: number) =>
          this.records.showProgress(operation, (index + fraction) / steps.length);
        await step.run(input, { actor: operation.actor, signal, progress });
        this.pass(operation, 'end', step);
      } catch (error) {
        if (isCompletedLater(step) && isPassing(error)) {
          throw new LeftForLaterError(messageOf(error), { cause: error });
        }
        if (!step.onlyForwards) await this.undo(task, error);
        throw error;
      }
    }
  }

  private async undoStep(
    step: WorkflowStep<object>,
    input: object,
    context: { actor: string; reason: string },
  ): Promise<void> {
    try {
      await step.undo?.(input, context);
    } catch (error) {
      if (isPassing(error)) throw new LeftForLaterError(messageOf(error), { cause: error });
      // The steps before it are undone all the same.
      this.logger.error(`Undoing "${step.name}" failed`, error);
    }
  }

  /** Nothing is undone that the record does not tell of. */
  private async orLater(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isPassing(error)) throw new LeftForLaterError(messageOf(error), { cause: error });
      throw error;
    }
  }

  private pass(
    operation: OperationEntity,
    moment: Checkpoint['moment'],
    step: WorkflowStep<object>,
  ): void {
    passCheckpoint({ operationId: operation.id, kind: operation.kind, moment, step: step.name });
  }
}

function isCompletedLater(step: WorkflowStep<object>): boolean {
  return (step.onlyForwards ?? false) || (step.isCompletedWhenCutOff ?? false);
}

/** What comes back by itself: libvirt, room for the database. */
function isPassing(error: unknown): boolean {
  return error instanceof LibvirtUnavailableError || isDatabaseProblem(error);
}
