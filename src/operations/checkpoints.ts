import { channel } from 'node:diagnostics_channel';
import type { OperationKind } from './dto.js';

/** A moment between two changes of the world, at which a server may die. */
export interface Checkpoint {
  readonly operationId: string;
  readonly kind: OperationKind;
  /** `recorded` before anything was done, `begin` and `end` of a step and of its undo, `done` when all is over. */
  readonly moment: 'recorded' | 'begin' | 'end' | 'undoBegin' | 'undoEnd' | 'done';
  /** Name of the step; undefined at `recorded` and `done`. */
  readonly step?: string | undefined;
}

/** Name of the diagnostics channel on which every checkpoint is published: tests end the server there. */
export const CHECKPOINT_CHANNEL = 'picostack:operation-checkpoint';

const checkpoints = channel(CHECKPOINT_CHANNEL);

/** Publishes a checkpoint; without subscribers it costs nothing. */
export function passCheckpoint(checkpoint: Checkpoint): void {
  checkpoints.publish(checkpoint);
}
