import type { Command } from 'commander';

/** A command as its manual shows it. */
export interface DescribedCommand {
  /** With the names of its parents: `picostk image add`. */
  readonly name: string;
  readonly usage: string;
  readonly description: string;
  readonly aliases: readonly string[];
  readonly arguments: readonly DescribedTerm[];
  readonly options: readonly DescribedTerm[];
}

/** An argument or an option, and what it means. */
export interface DescribedTerm {
  readonly term: string;
  readonly meaning: string;
}

/** The commands of a program that do something, in the order of its help. Options of all commands are left out. */
export function describeCommands(program: Command): DescribedCommand[] {
  return leaves(program).map((command) => {
    const help = command.createHelp();
    return {
      name: nameOf(command),
      usage: help.commandUsage(command),
      description: sentence(command.description()),
      aliases: command.aliases(),
      arguments: command.registeredArguments
        .filter(({ description }) => description !== '')
        .map((each) => ({
          term: help.argumentTerm(each),
          meaning: sentence(help.argumentDescription(each)),
        })),
      options: optionsOf(command),
    };
  });
}

/** The options that every command of the program has. */
export function globalOptionsOf(program: Command): DescribedTerm[] {
  return optionsOf(program, true);
}

function optionsOf(command: Command, withHelp = false): DescribedTerm[] {
  const help = command.createHelp();
  return help
    .visibleOptions(command)
    .filter(({ long }) => withHelp || long !== '--help')
    .map((option) => ({
      term: help.optionTerm(option),
      meaning: sentence(help.optionDescription(option)),
    }));
}

function leaves(command: Command): Command[] {
  const visible = command
    .createHelp()
    .visibleCommands(command)
    .filter((each) => each.name() !== 'help');
  return visible.flatMap((each) => (each.commands.length > 0 ? leaves(each) : [each]));
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();
}

/** Descriptions begin small and have no full stop, for the help of the command. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?)]$/.test(trimmed) ? '' : '.'}`;
}
