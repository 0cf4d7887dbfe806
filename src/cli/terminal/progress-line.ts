import { formatBytes } from '@picostack/api-client/formats';
import { safeText } from './safe-text.js';
import type { Terminal } from './terminal.js';
import { cutText } from './text-width.js';

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const CLEAR_LINE = '\r\u001b[2K';

/** A progress line that is redrawn; it prints nothing without a terminal. */
export class ProgressLine implements Disposable {
  private lastDrawn = 0;
  private shown = false;

  constructor(private readonly terminal: Terminal) {}

  show(text: string): void {
    if (!this.terminal.interactive) return;
    const width = (this.terminal.width ?? 80) - 1;
    this.terminal.err(`${CLEAR_LINE}${cutText(safeText(text), width)}`);
    this.shown = true;
  }

  /** Show a progress bar of a transfer. */
  showTransfer(label: string, doneBytes: number, totalBytes: number): void {
    const now = Date.now();
    if (now - this.lastDrawn < REDRAW_MS && doneBytes < totalBytes) return;
    this.lastDrawn = now;
    const share = totalBytes > 0 ? doneBytes / totalBytes : 1;
    const filled = Math.round(share * BAR_WIDTH);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    const percent = `${Math.floor(share * 100)}%`.padStart(4);
    this.show(
      `${label} [${bar}]${percent}  ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`,
    );
  }

  [Symbol.dispose](): void {
    if (this.shown) this.terminal.err(CLEAR_LINE);
  }
}
