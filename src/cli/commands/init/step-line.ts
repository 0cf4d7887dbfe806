import { ProgressLine } from '../../terminal/progress-line.js';
import type { Terminal } from '../../terminal/terminal.js';

const REDRAW_MS = 1000;

/**
 * Shows the steps of a long build with their times. On a terminal, the line of the current step counts its seconds;
 * otherwise each step is one line at its beginning.
 */
export class StepLine implements Disposable {
  private readonly line: ProgressLine;
  private readonly timer: NodeJS.Timeout;
  private step: string | undefined;
  private percent: number | undefined;
  private startedAt = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.line = new ProgressLine(terminal);
    this.timer = setInterval(() => this.draw(), REDRAW_MS);
    this.timer.unref();
  }

  /** Begin a step, or update how much of it is done. */
  show(step: string, percent?: number): void {
    if (step !== this.step) {
      this.finish();
      this.step = step;
      this.startedAt = this.now();
      if (!this.terminal.interactive) this.terminal.err(`${step} ...\n`);
    }
    this.percent = percent;
    this.draw();
  }

  /** End the current step: its time stays on the terminal. */
  finish(): void {
    if (this.step === undefined) return;
    this.line[Symbol.dispose]();
    if (this.terminal.interactive) this.terminal.err(`${this.step}: ${this.time()}\n`);
    this.step = undefined;
  }

  [Symbol.dispose](): void {
    clearInterval(this.timer);
    this.line[Symbol.dispose]();
  }

  private draw(): void {
    if (this.step === undefined) return;
    const share = this.percent === undefined ? '' : ` ${this.percent}%`;
    this.line.show(`${this.step} ...${share} ${this.time()}`);
  }

  private time(): string {
    const seconds = Math.round((this.now() - this.startedAt) / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
}
