import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OperationKind } from '../../src/operations/dto.js';
import type { TestServer } from './test-server.js';

/** Run a server that records the checkpoints of one kind of operation, and end it at one of them. */
export class Checkpoints {
  private readonly log: string;

  constructor(
    private readonly server: TestServer,
    private readonly kind: OperationKind,
  ) {
    this.log = join(server.folder, 'checkpoints');
  }

  /**
   * Start the server.
   * @param endAt the number of the checkpoint to end the server at
   * @param of `next`: count the checkpoints of the next requested operation, not of a resumed one
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

  /** The checkpoints since the last start, in order. */
  passed(): string[] {
    if (!existsSync(this.log)) return [];
    return readFileSync(this.log, 'utf8').split('\n').filter(Boolean);
  }
}
