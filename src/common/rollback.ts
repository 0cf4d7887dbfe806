import { Logger } from '@nestjs/common';

type Undo = () => unknown;

/**
 * The undo of a sequence of steps: each step that succeeded registers what takes it back;
 * unless the whole succeeds, they run in reverse order.
 *
 * ```ts
 * await using rollback = new Rollback('create instance web-1');
 * const volume = await disks.create(...);
 * rollback.add(() => volume.delete());
 * ...
 * rollback.commit();
 * ```
 */
export class Rollback implements AsyncDisposable {
  private readonly logger = new Logger(Rollback.name);
  private undos: Undo[] = [];

  constructor(private readonly what: string) {}

  add(undo: Undo): void {
    this.undos.push(undo);
  }

  /** The whole succeeded: nothing will be undone. */
  commit(): void {
    this.undos = [];
  }

  /** Undoes every step; one that fails is logged and does not keep the others from running. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const undo of this.undos.splice(0).toReversed()) {
      try {
        await undo();
      } catch (error) {
        this.logger.error(`Undoing "${this.what}": a step failed`, error);
      }
    }
  }
}
