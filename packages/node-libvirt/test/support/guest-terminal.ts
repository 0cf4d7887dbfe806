import type { Duplex } from 'node:stream';
import { within } from '../../../../test/support/wait.js';

const LIMIT_MS = 100_000;

/** A guest's serial console: reads its output and types commands. */
export class GuestTerminal {
  private text = '';
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly stream: Duplex) {
    stream.on('data', (chunk: Buffer) => {
      this.text += chunk.toString('latin1');
      for (const wake of this.waiting.splice(0)) wake();
    });
    stream.on('error', () => {});
  }

  /** Waits for a text in the unread output. @returns the output before it */
  async read(wanted: string): Promise<string> {
    const search = async (): Promise<string> => {
      for (;;) {
        const at = this.text.indexOf(wanted);
        if (at >= 0) {
          const before = this.text.slice(0, at);
          this.text = this.text.slice(at + wanted.length);
          return before;
        }
        await new Promise<void>((resolve) => this.waiting.push(resolve));
      }
    };
    return within(`'${wanted}' on the console`, LIMIT_MS, search()).catch((error: unknown) => {
      throw new Error(`${String(error)}; the console shows ${JSON.stringify(this.text)}`);
    });
  }

  type(line: string): void {
    this.stream.write(`${line}\n`);
  }

  /** Runs a command of one line at root's prompt. @returns its output */
  async run(command: string): Promise<string> {
    // The console echoes the command, but only the shell joins the two halves of the markers.
    this.type(`echo "<"begin">"; ${command}; echo "<"end">"`);
    await this.read('<begin>');
    const printed = await this.read('<end>');
    await this.read('# ');
    return printed.trim();
  }

  close(): void {
    this.stream.destroy();
  }
}
