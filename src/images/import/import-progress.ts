import { TransferRate, secondsLeft } from '@picostack/api-client/formats';
import type { TransferDto } from '../../common/http/transfer.dto.js';
import type { ImageProgressDto } from '../dto.js';

/** How far the content of an image is: the step, and the bytes of the step. */
export class ImportProgress {
  private step = 'receiving';
  private doneBytes = 0;
  private totalBytes: number | null = null;
  /** Undefined while nothing moves: before the first step, and while an upload is interrupted. */
  private rate: TransferRate | undefined;

  /** @param doneBytes those that were there before */
  begin(step: string, totalBytes: number | null, doneBytes = 0): void {
    this.step = step;
    this.totalBytes = totalBytes;
    this.doneBytes = doneBytes;
    this.rate = new TransferRate(performance.now(), doneBytes);
  }

  /** Note the bytes of the step so far. */
  note(doneBytes: number): void {
    this.doneBytes = doneBytes;
    this.rate?.note(doneBytes, performance.now());
  }

  /** Forget the speed: nobody sends now. */
  pause(): void {
    this.rate = undefined;
  }

  get name(): string {
    return this.step;
  }

  /** How much of the step is done, from 0 to 1; undefined if nobody knows. */
  get fraction(): number | undefined {
    if (this.totalBytes === null || this.totalBytes === 0) return undefined;
    return Math.min(1, this.doneBytes / this.totalBytes);
  }

  get transfer(): TransferDto {
    const { doneBytes, totalBytes } = this;
    const rate = this.rate?.bytesPerSecond(performance.now());
    const rest = totalBytes === null ? undefined : totalBytes - doneBytes;
    return {
      receivedBytes: doneBytes,
      totalBytes,
      bytesPerSecond: rate === undefined ? null : Math.round(rate),
      secondsLeft: secondsLeft(rest, rate) ?? null,
    };
  }

  toDto(): ImageProgressDto {
    return Object.assign({ step: this.step }, this.transfer);
  }
}
