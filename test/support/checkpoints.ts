import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OperationKind } from '../../src/operations/dto.js';
import type { TestServer } from './test-server.js';

/** Runs a server that writes down the checkpoints of one kind of operation, and dies at one of them if told to. */
export class Checkpoints {
  private readonly log: string;

  constructor(
    private readonly server: TestServer,
    private readonly kind: OperationKind,
  ) {
    this.log = join(server.folder, 'checkpoints');
  }

  /**
   * Starts the server.
   * @param endAt number of the checkpoint that it does not outlive
   * @param of `next`: of the next operation that is asked for, and not of one that it takes up
   */
  async start(endAt?: number, of?: 'next'): Promise<void> {
    rmSync(this.log, { force: true });
    await this.server.start({
      NODE_OPTIONS: `--import=${resolve('test/support/end-at-checkpoint.mjs')}`,
      CHECKPOINT_KIND: this.kind,
      CHECKPOINT_LOG: this.log,
      ...(endAt !== undefined && { CHECKPOINT_END_AT: String(endAt) }),
      ...(of && { CHECKPOINT_OF: of }),
    });
  }

  /** The checkpoints that were passed since the last start, in order. */
  passed(): string[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, 'utf8').split('\n').filter(Boolean);
  }
}
