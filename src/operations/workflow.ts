import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { ResourceRef } from '../common/resource.js';
import type { OperationKind } from './dto.js';

/** What a step gets besides the input of its workflow. */
export interface StepContext {
  /** The user or token that requested the operation. */
  readonly actor: string;
  /** Aborted when the operation is cancelled. A step that can stop early listens to it. */
  readonly signal: AbortSignal;
  /** Report how much of this step is done, from 0 to 1. */
  progress(fraction: number): void;
}

/** What the undo of a step gets besides the input of its workflow. */
export interface UndoContext {
  readonly actor: string;
  /** The error message of the step that failed. */
  readonly reason: string;
}

/**
 * One step of a workflow. The server can be killed at any moment, so `run` and `undo` must work whether their change
 * is complete, partial or not begun.
 */
export interface WorkflowStep<Input> {
  /** What the step does, as the page shows it: "cloning the image". */
  readonly name: string;
  /** Never undo from this step on: an operation that is interrupted here or later is completed. */
  readonly onlyForwards?: boolean;
  /**
   * Complete the step if the server was interrupted in it, because it may have destroyed what an undo needs. If the
   * step fails instead, the workflow is undone.
   */
  readonly completeIfInterrupted?: boolean;
  run(input: Input, context: StepContext): Promise<void>;
  /** Undo what the step did, completely or partly. */
  undo?(input: Input, context: UndoContext): Promise<void>;
}

/**
 * A long-running operation that survives the end of the server. Its input is stored as JSON and contains everything
 * that the steps need: names and ids are chosen before the operation is recorded.
 */
export interface Workflow<Input extends object> {
  /** It copies data: only a few of these run at the same time. */
  readonly isHeavy?: boolean;
  /** Its undo may have to wait for libvirt, so the server does not wait for it at start. */
  readonly undoTakesLong?: boolean;
  steps(input: Input): readonly WorkflowStep<Input>[];
  /** Wrap the execution of the steps, also when a restarted server completes them. */
  around?(input: Input, actor: string, runSteps: () => Promise<void>): Promise<void>;
}

/**
 * Register a provider as the workflow of operation kinds. {@link WorkflowRegistry} finds it when the server starts, so
 * that an operation that was interrupted earlier can be undone or completed.
 */
export const WorkflowFor = DiscoveryService.createDecorator<readonly OperationKind[]>();

/** Write further rows in the transaction that records an operation. */
export type RowWriter = (manager: EntityManager) => Promise<void>;

/** A request to start a workflow. */
export interface WorkflowRequest<Input extends object> {
  readonly resource: ResourceRef;
  readonly actor: string;
  readonly input: Input;
  /** Ids of further resources that no other operation may use at the same time. */
  readonly alsoLocks?: readonly string[];
  /** Rows that must exist if, and only if, the operation is recorded. */
  readonly rows?: RowWriter;
}
