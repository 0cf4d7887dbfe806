import { channel } from 'node:diagnostics_channel';
import type { OperationKind } from './dto.js';

/** A moment between two changes of libvirt, storage or the database. Tests kill the server there. */
export interface Checkpoint {
  readonly operationId: string;
  readonly kind: OperationKind;
  /** `recorded`: before the first step. `begin` and `end` of a step, `undoBegin` and `undoEnd` of its undo. `done`: after the last. */
  readonly moment: 'recorded' | 'begin' | 'end' | 'undoBegin' | 'undoEnd' | 'done';
  /** The name of the step; undefined for `recorded` and `done`. */
  readonly step?: string | undefined;
}

/** The diagnostics channel that every checkpoint is published on. */
export const CHECKPOINT_CHANNEL = 'picostack:operation-checkpoint';

const checkpoints = channel(CHECKPOINT_CHANNEL);

/** Publish a checkpoint. Without subscribers this does nothing. */
export function publishCheckpoint(checkpoint: Checkpoint): void {
  checkpoints.publish(checkpoint);
}
