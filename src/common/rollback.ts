import { Logger } from '@nestjs/common';

type Undo = () => unknown;

/**
 * Undoes a sequence of steps: each successful step registers its undo; unless `commit` is called, the undos run in reverse
 * order.
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

  /** All steps succeeded, so nothing will be undone. */
  commit(): void {
    this.undos = [];
  }

  /** Undo all steps; an undo that fails is logged, and the others run. */
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
