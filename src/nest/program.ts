import { Command, CommanderError } from 'commander';
import {
  ConflictError,
  InvalidInputError,
  NameTakenError,
  NotFoundError,
} from '../common/errors.js';
import { VERSION } from '../common/version.js';
import { Cli } from '../cli/cli.js';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/cli-error.js';
import { reportError } from '../cli/report-error.js';
import { safeLines } from '../cli/terminal/safe-text.js';
import type { Terminal } from '../cli/terminal/terminal.js';
import { requireNativeModule } from '../database/native-module.js';
import { addDatabaseCommands } from './database-commands.js';
import { addMigrationCommands } from './migration-commands.js';
import { addReplCommand } from './repl-command.js';
import { addUserCommands } from './user-commands.js';

const ENVIRONMENT = `
It opens the database of the server directly: run it on the host of the server, as root or as the user of the server.
The settings file and the PICOSTACK_ variables apply as for the server.
`;

/** Run a command line of `picostk-nest` (without node and script). @returns the exit code */
export async function runNestCommandLine(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const program = new Command('picostk-nest')
    .description('Administer the database of picostack, and look inside the application.')
    .version(VERSION, '-V, --version')
    .option('--json', 'print results as JSON')
    .addHelpText('after', ENVIRONMENT)
    .configureHelp({ showGlobalOptions: true, helpWidth: terminal.width ?? 100 })
    .configureOutput({
      writeOut: (text) => terminal.out(safeLines(text)),
      writeErr: (text) => terminal.err(safeLines(text)),
      outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')),
    })
    .showHelpAfterError('Run it with --help for its usage.')
    .exitOverride();
  const cli = new Cli(terminal, program);
  for (const add of [addReplCommand, addMigrationCommands, addUserCommands, addDatabaseCommands]) {
    add(program, cli);
  }
  // Before a command that would report a missing database instead.
  program.hook('preAction', () => requireNativeModule());
  try {
    await program.parseAsync(args, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    reportError(terminal, error, cli.json);
    return exitCode(error);
  }
}

/** The exit codes of `picostk`, for the errors of the application. */
function exitCode(error: unknown): ExitCode {
  if (error instanceof InvalidInputError) return EXIT.usage;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof ConflictError || error instanceof NameTakenError) return EXIT.conflict;
  return exitCodeOf(error);
}
