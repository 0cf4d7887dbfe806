import {
  ConflictError,
  InvalidInputError,
  NameTakenError,
  NotFoundError,
} from '../common/errors.js';
import { EXIT, exitCodeOf, type ExitCode } from '../cli/cli-error.js';
import { buildProgram, type Program, runProgram } from '../cli/run-program.js';
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

/** `picostk-nest` with all its commands. */
export function nestProgram(terminal: Terminal): Program {
  const program = buildProgram(terminal, {
    name: 'picostk-nest',
    description: 'Administer the database of picostack, and look inside the application.',
    note: ENVIRONMENT,
    groups: [addReplCommand, addMigrationCommands, addUserCommands, addDatabaseCommands],
  });
  // Before a command that would report a missing database instead.
  program.command.hook('preAction', () => requireNativeModule());
  return program;
}

/** Run a command line of `picostk-nest` (without node and script). @returns the exit code */
export function runNestCommandLine(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  return runProgram(nestProgram(terminal), args, exitCode);
}

/** The exit codes of `picostk`, for the errors of the application. */
function exitCode(error: unknown): ExitCode {
  if (error instanceof InvalidInputError) return EXIT.usage;
  if (error instanceof NotFoundError) return EXIT.notFound;
  if (error instanceof ConflictError || error instanceof NameTakenError) return EXIT.conflict;
  return exitCodeOf(error);
}
