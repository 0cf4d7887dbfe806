import type { ResourceRef } from '../common/resource.js';
import type { OperationKind } from './dto.js';

/** What a step of a workflow is handed besides its input. */
export interface StepContext {
  /** Who asked for the work. */
  readonly actor: string;
  /** Aborted when somebody cancels the operation; a step that can stop early listens. */
  readonly signal: AbortSignal;
  /** Says how much of this step is done, from 0 to 1. */
  progress(fraction: number): void;
}

/** What the undo of a step is handed besides its input. */
export interface UndoContext {
  readonly actor: string;
  /** Why it is undone, in words. */
  readonly reason: string;
}

/**
 * One step of long work. The server may be killed at any moment, so `run` and `undo` must do with finding their work
 * done already, done by half, or not begun.
 */
export interface WorkflowStep<Input> {
  /** As people see it: "cloning the image". */
  readonly name: string;
  /** A step that only goes forwards: from here on nothing is undone, and what was cut off is completed. */
  readonly onlyForwards?: boolean;
  /** Cut off by the end of the server it is completed, as it may have destroyed something; where it fails, all is undone. */
  readonly isCompletedWhenCutOff?: boolean;
  run(input: Input, context: StepContext): Promise<void>;
  /** Takes back what the step did, or had begun to do. */
  undo?(input: Input, context: UndoContext): Promise<void>;
}

/**
 * A kind of long work that outlives the server. Its input is recorded as JSON, and holds all that its steps need:
 * names and ids are chosen before it begins.
 */
export interface Workflow<Input extends object> {
  readonly kind: OperationKind;
  /** Copies data: only a few of these run at once. */
  readonly isHeavy?: boolean;
  /** Its undo may have to wait for libvirt: the start of the server does not wait for it. */
  readonly undoTakesLong?: boolean;
  steps(input: Input): readonly WorkflowStep<Input>[];
  /** Wraps the running of the steps, also when a later run of the server completes them. */
  around?(input: Input, actor: string, work: () => Promise<void>): Promise<void>;
}

/** A workflow that is asked for. */
export interface WorkflowRequest<Input extends object> {
  readonly resource: ResourceRef;
  readonly actor: string;
  readonly input: Input;
  /** Ids of other things that nothing else may work on meanwhile. */
  readonly alsoLocks?: readonly string[];
}
