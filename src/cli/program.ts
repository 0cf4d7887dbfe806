import { Command, CommanderError } from 'commander';
import { VERSION } from '../common/version.js';
import { Cli } from './cli.js';
import { CliError, EXIT, exitCodeOf, type ExitCode } from './cli-error.js';
import { addCopyCommands } from './commands/instances/copies.js';
import { addChangeCommands } from './commands/instances/change.js';
import { addCompletionCommand } from './commands/completion.js';
import { addConfigCommands } from './commands/config.js';
import { addDeleteCommand } from './commands/instances/delete.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addDomainCommands } from './commands/domains.js';
import { addEventsCommand } from './commands/events.js';
import { addFlavourCommands } from './commands/flavours.js';
import { addHostCommand } from './commands/host.js';
import { addImageCommands } from './commands/images.js';
import { addInitCommand } from './commands/init/init.js';
import { addListCommands } from './commands/instances/list.js';
import { addLaunchCommand } from './commands/instances/launch.js';
import { addRedefineCommands } from './commands/instances/redefine.js';
import { addOperationCommands } from './commands/operations.js';
import { addPortCommands } from './commands/ports.js';
import { addPowerCommands } from './commands/instances/power.js';
import { addRecoverCommand } from './commands/recover.js';
import { addServerCommands } from './commands/server.js';
import { addTokenCommands } from './commands/tokens.js';
import { addUserCommands } from './commands/users.js';
import { reportError } from './report-error.js';
import { safeLines } from './terminal/safe-text.js';
import type { Terminal } from './terminal/terminal.js';

const ENVIRONMENT = `
Environment:
  PICOSTACK_URL, PICOSTACK_TOKEN  a server elsewhere; otherwise the one that runs here for this user
  PICOSTACK_DATA_DIR              the data folder of the server that runs here
  PICOSTACK_CONFIG                the settings file of the server that runs here
  NO_COLOR                        no colors
`;

/** The commands in the order of `picostk --help`. */
const GROUPS = [
  addInitCommand,
  addLaunchCommand,
  addListCommands,
  addPowerCommands,
  addCopyCommands,
  addChangeCommands,
  addDeleteCommand,
  addRedefineCommands,
  addDomainCommands,
  addPortCommands,
  addImageCommands,
  addFlavourCommands,
  addOperationCommands,
  addEventsCommand,
  addHostCommand,
  addTokenCommands,
  addUserCommands,
  addRecoverCommand,
  addServerCommands,
  addConfigCommands,
  addDoctorCommand,
  addCompletionCommand,
];

/** The program with all commands, and their context. */
export function buildProgram(terminal: Terminal): { readonly program: Command; readonly cli: Cli } {
  const program = new Command('picostk')
    .description('Manage the virtual machines of picostack.')
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
  for (const addGroup of GROUPS) addGroup(program, cli);
  return { program, cli };
}

/** Run a command line (without node and script). @returns the exit code */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { program, cli } = buildProgram(terminal);
  // Before the options are parsed: an error of the parser must be JSON too.
  const json = untilEndOfOptions(args).includes('--json');
  if (json) silenceUsage(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      reportError(terminal, error, cli.json);
      return exitCodeOf(error);
    }
    if (error.exitCode === 0) return EXIT.ok;
    if (json) reportError(terminal, usageError(error), true);
    return EXIT.usage;
  }
}

function untilEndOfOptions(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}

/** Print no usage as text, neither of the program nor of its commands. */
function silenceUsage(command: Command): void {
  command.configureOutput({ writeErr: () => undefined, outputError: () => undefined });
  for (const each of command.commands) silenceUsage(each);
}

function usageError({ code, message }: CommanderError): CliError {
  // Without a command, commander prints its help instead of a message.
  const text =
    code === 'commander.help' ? 'A command is missing.' : message.replace(/^error: /, '');
  return new CliError('wrongUsage', `${text} Run it with --help for its usage.`, EXIT.usage);
}
