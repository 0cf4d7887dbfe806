import {
  formatBytes,
  formatSeconds,
  secondsLeft,
  TransferRate,
} from '@picostack/api-client/formats';
import type { Schemas } from '@picostack/api-client';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';
import { cutText, textWidth } from './text-width.js';

type Transfer = Schemas['TransferDto'];

const BAR_WIDTH = 10;
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** A progress line that is redrawn; it prints nothing without a terminal. */
export class ProgressLine implements Disposable {
  private lastDrawn = 0;
  private shown = false;
  private rate: TransferRate | undefined;

  constructor(private readonly terminal: Terminal) {}

  show(text: string): void {
    if (!this.terminal.interactive) return;
    const width = (this.terminal.width ?? 80) - 1;
    this.terminal.err(`${CLEAR_LINE}${cutText(safeText(text), width)}`);
    this.shown = true;
  }

  /** Show a text and its end; if there is too little room, the text is cut, and not the end. */
  showBoth(text: string, end: string): void {
    const width = (this.terminal.width ?? 80) - 1;
    this.show(`${cutText(safeText(text), Math.max(8, width - textWidth(safeText(end))))}${end}`);
  }

  /** Show a progress bar of a transfer. */
  showTransfer(label: string, doneBytes: number, totalBytes: number): void {
    const now = Date.now();
    const monotonic = performance.now();
    this.rate ??= new TransferRate(monotonic, doneBytes);
    this.rate.note(doneBytes, monotonic);
    if (now - this.lastDrawn < REDRAW_MS && doneBytes < totalBytes) return;
    this.lastDrawn = now;
    const share = totalBytes > 0 ? doneBytes / totalBytes : 1;
    const filled = Math.round(share * BAR_WIDTH);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    const bytesPerSecond = this.rate.bytesPerSecond(monotonic);
    const transfer = {
      receivedBytes: doneBytes,
      totalBytes,
      bytesPerSecond: bytesPerSecond ?? null,
      secondsLeft: secondsLeft(totalBytes - doneBytes, bytesPerSecond) ?? null,
    };
    this.showBoth(label, ` [${bar}]${percent}  ${describeTransfer(transfer)}`);
  }

  [Symbol.dispose](): void {
    if (this.shown) this.terminal.err(CLEAR_LINE);
  }
}

/** The bytes of a transfer, its speed and the time left: `1.2 GiB of 3 GiB, 12 MiB/s, 2 min left`. */
export function describeTransfer(transfer: Transfer): string {
  const { receivedBytes, totalBytes, bytesPerSecond, secondsLeft: seconds } = transfer;
  const size = totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`;
  const rate = bytesPerSecond === null ? '' : `, ${formatBytes(bytesPerSecond)}/s`;
  const left = seconds === null ? '' : `, ${formatSeconds(seconds)} left`;
  return `${formatBytes(receivedBytes)}${size}${rate}${left}`;
}
