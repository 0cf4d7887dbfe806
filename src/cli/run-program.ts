import { Command, CommanderError } from 'commander';
import { VERSION } from '../common/version.js';
import { Cli } from './cli.js';
import { CliError, EXIT, exitCodeOf, type ExitCode } from './cli-error.js';
import { reportError } from './report-error.js';
import { safeLines } from './terminal/safe-text.js';
import type { Terminal } from './terminal/terminal.js';

/** A command of the package, with its subcommands. */
export interface Program {
  readonly command: Command;
  readonly cli: Cli;
}

/** What distinguishes `picostk` and `picostk-nest`. */
export interface ProgramOptions {
  readonly name: string;
  readonly description: string;
  /** Follows the help of the program. */
  readonly note: string;
  readonly groups: readonly ((command: Command, cli: Cli) => void)[];
}

/** Build a program whose help, errors and JSON are those of all commands. */
export function buildProgram(
  terminal: Terminal,
  { name, description, note, groups }: ProgramOptions,
): Program {
  const command = new Command(name)
    .description(description)
    .version(VERSION, '-V, --version')
    .option('--json', 'print results as JSON')
    .addHelpText('after', note)
    .configureHelp({ showGlobalOptions: true, helpWidth: terminal.width ?? 100 })
    .configureOutput({
      writeOut: (text) => terminal.out(safeLines(text)),
      writeErr: (text) => terminal.err(safeLines(text)),
      outputError: (text, write) => write(text.replace(/^error: /, 'Error: ')),
    })
    .showHelpAfterError('Run it with --help for its usage.')
    .exitOverride();
  const cli = new Cli(terminal, command);
  for (const addGroup of groups) addGroup(command, cli);
  return { command, cli };
}

/**
 * Run a command line (without node and script).
 * @param exitCode the exit code of an error
 */
export async function runProgram(
  { command, cli }: Program,
  args: readonly string[],
  exitCode: (error: unknown) => ExitCode = exitCodeOf,
): Promise<ExitCode> {
  // Before the options are parsed: an error of the parser must be JSON too.
  const json = untilEndOfOptions(args).includes('--json');
  if (json) silenceUsage(command);
  try {
    await command.parseAsync(args, { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      reportError(cli.terminal, error, cli.json);
      return exitCode(error);
    }
    if (error.exitCode === 0) return EXIT.ok;
    if (json) reportError(cli.terminal, usageError(error), true);
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
