import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { PicostackError } from '../../common/errors.js';
import type { CloneContext } from '../../images/clones.js';
import { OperationsService } from '../../operations/operations.service.js';
import { DetachInstance } from './detach.js';

const POLL_MS = 250;

/** Makes the clones of an image independent, each by an operation of its own, which users see and can cancel. */
@Injectable()
export class DetachClones {
  constructor(
    private readonly detachInstance: DetachInstance,
    private readonly operations: OperationsService,
  ) {}

  /** @throws IllegalStateError, ConflictError, InsufficientStorageError if the instance cannot become independent now */
  async requirePossible(instanceId: string): Promise<void> {
    await this.detachInstance.findPossible(instanceId);
  }

  /** Make an instance independent, and wait for that. If the signal is aborted, its operation is cancelled. */
  async detach(instanceId: string, actor: string, context: CloneContext): Promise<void> {
    const { id } = await this.detachInstance.detach(instanceId, actor);
    let isCancelled = false;
    for (;;) {
      // Throws the error of an operation that failed.
      const { finishedAt, progress } = await this.operations.wait(id, 0);
      if (finishedAt !== null) return;
      if (progress !== null) context.progress(progress);
      if (context.signal.aborted && !isCancelled) {
        isCancelled = true;
        await this.cancel(id, actor);
      }
      await sleep(POLL_MS);
    }
  }

  /** An operation past the point of no return is completed instead. */
  private async cancel(id: string, actor: string): Promise<void> {
    try {
      await this.operations.cancel(id, actor);
    } catch (error) {
      if (!(error instanceof PicostackError)) throw error;
    }
  }
}
