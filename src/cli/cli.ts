import type { Command } from 'commander';
import { safeJson } from '../common/text.js';
import { EXIT, type ExitCode } from './cli-error.js';
import { Api, type ClientResult, type Operation } from './client/api.js';
import { discoverServer } from './client/discover.js';
import { waitForOperation } from './client/operations.js';
import { safeLines } from './terminal/safe-text.js';
import { type Column, renderTable } from './terminal/table.js';
import type { Terminal } from './terminal/terminal.js';

/** The context of all commands: the terminal, the server, and the way to print. */
export class Cli {
  /** The exit code if no error is thrown: of several failures, the first counts. */
  exitCode: ExitCode = EXIT.ok;
  private connected: Api | undefined;

  constructor(
    readonly terminal: Terminal,
    private readonly program: Command,
  ) {}

  /** The server, which is discovered when a command first needs it. */
  get api(): Api {
    this.connected ??= new Api(discoverServer(this.terminal.env));
    return this.connected;
  }

  /** Whether to print results as JSON. */
  get json(): boolean {
    return this.program.opts<{ json?: boolean }>().json ?? false;
  }

  /** Print a result as text or as JSON. Control characters in its names are removed. */
  print(result: unknown, toText: () => string): void {
    this.printStyled(result, () => safeLines(toText()));
  }

  /** Like {@link print}, for text with colors; the caller removes control characters. */
  printStyled(result: unknown, toText: () => string): void {
    this.terminal.out(this.json ? `${safeJson(result, 2)}\n` : toText());
  }

  /** Print a list as a table, or a note if it is empty. */
  printTable<T>(rows: readonly T[], columns: readonly Column<T>[], whenEmpty: string): void {
    if (rows.length === 0 && !this.json) this.note(whenEmpty);
    else this.printStyled(rows, () => renderTable(this.terminal, columns, rows));
  }

  /** Print a message that is not a result. */
  note(text: string): void {
    this.terminal.err(`${safeLines(text)}\n`);
  }

  /** Start an operation, wait for its end, and show its progress. */
  async runOperation(call: Promise<ClientResult<Operation>>): Promise<Operation> {
    return this.waitFor(await this.api.result(call));
  }

  /** Wait for the end of an operation, and show its progress. */
  waitFor(operation: Operation): Promise<Operation> {
    return waitForOperation(this.api, this.terminal, operation);
  }
}
