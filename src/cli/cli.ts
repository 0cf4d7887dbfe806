import type { Command } from 'commander';
import { safeJson } from '../common/text.js';
import { EXIT, type ExitCode } from './cli-error.js';
import { Api, type Operation } from './client/api.js';
import { discoverServer } from './client/discover.js';
import { waitForOperation } from './client/operations.js';
import { safeLines } from './terminal/safe-text.js';
import { type Column, renderTable } from './terminal/table.js';
import type { Terminal } from './terminal/terminal.js';

/** What every command group works with: the terminal, the server, and one way to print. */
export class Cli {
  /** What the command ends with where nothing is thrown: the first failure of several things counts. */
  exitCode: ExitCode = EXIT.ok;
  private connected: Api | undefined;

  constructor(
    readonly terminal: Terminal,
    private readonly program: Command,
  ) {}

  /** The server; looked for when a command first needs it. */
  get api(): Api {
    this.connected ??= new Api(discoverServer(this.terminal.env));
    return this.connected;
  }

  /** Whether results are wanted as JSON. */
  get json(): boolean {
    return this.program.opts<{ json?: boolean }>().json ?? false;
  }

  /** Prints a result: as JSON where that is wanted, else in words. Names and the like in it may come from anywhere. */
  print(result: unknown, inWords: () => string): void {
    this.printStyled(result, () => safeLines(inWords()));
  }

  /** As {@link print}, for words with colours: text from elsewhere in them must be made safe before. */
  printStyled(result: unknown, inWords: () => string): void {
    this.terminal.out(this.json ? `${safeJson(result, 2)}\n` : inWords());
  }

  /** Prints a list as a table, or says that there is nothing. */
  printTable<T>(rows: readonly T[], columns: readonly Column<T>[], whenEmpty: string): void {
    if (rows.length === 0 && !this.json) this.note(whenEmpty);
    else this.printStyled(rows, () => renderTable(this.terminal, columns, rows));
  }

  /** Says something that is no result. */
  note(text: string): void {
    this.terminal.err(`${safeLines(text)}\n`);
  }

  wait(operation: Operation): Promise<Operation> {
    return waitForOperation(this.api, this.terminal, operation);
  }
}
