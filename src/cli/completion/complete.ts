import type { Argument, Command, Option } from 'commander';
import type { Candidate, NameSource } from './candidate.js';

/** What can stand at a position: these words, and also names of files or not. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  readonly files: boolean;
}

/** What an argument or the value of an option is. */
type Kind = NameSource | 'file' | 'text';

/** The kinds of arguments, by command and argument; those of instance commands are names of instances. */
const ARGUMENTS: Readonly<Record<string, Kind>> = {
  'adopt name': 'domain',
  'cancel id': 'operation',
  'clone name': 'text',
  'config check file': 'file',
  'completion shell': 'text',
  'grow GiB': 'text',
  'image add file': 'file',
  'image delete name': 'image',
  'image download file': 'file',
  'image download name': 'image',
  'image import name': 'catalogue',
  'image rename name': 'image',
  'image rename new-name': 'text',
  'image set name': 'image',
  'image show name': 'image',
  'image verify name': 'image',
  'launch name': 'text',
  'port add port': 'text',
  'port remove port': 'text',
  'publish image': 'text',
  'rename new-name': 'text',
  'resize flavour': 'flavour',
  'token create name': 'text',
  'token revoke name': 'token',
  'user reset-password name': 'user',
};

/** The kinds of the values of options that have no choices. */
const OPTIONS: Readonly<Record<string, Kind>> = {
  '--cache-dir': 'file',
  '--flavour': 'flavour',
  '--image': 'image',
  '--output': 'file',
  '--root': 'file',
  '--ssh-key': 'file',
  '--tag': 'tag',
};

/** Reads the names of records from the server, for a command. */
type NamesOf = (source: NameSource, command: string) => Promise<readonly Candidate[]>;

/** Where the cursor is: in which command, and whether an option waits for its value. */
interface Position {
  readonly command: Command;
  readonly option: Option | undefined;
  /** The number of arguments before the cursor. */
  readonly argumentIndex: number;
  /** The words that are given already. */
  readonly given: readonly string[];
  readonly optionsEnded: boolean;
}

/**
 * Complete the last word of a command line.
 * @param words the words after `picostk`; the last one is the word at the cursor, which may be empty
 * @param namesOf reads names from the server
 */
export async function complete(
  program: Command,
  words: readonly string[],
  namesOf: NamesOf,
): Promise<Completion> {
  const before = withoutSeparateEquals(words);
  const current = before.pop() ?? '';
  const position = positionAfter(program, before);
  const joined = position.optionsEnded ? null : /^(--[a-z-]+=)(.*)$/.exec(current);
  const found = joined
    ? await valuesOf(
        optionOf(position.command, joined[1]?.slice(0, -1) ?? ''),
        position.command,
        namesOf,
      )
    : await wordsAt(position, current, namesOf);
  const prefix = joined?.[1] ?? '';
  const candidates = found.candidates
    .map(({ value, description }) => ({ value: prefix + value, description }))
    .filter(({ value }) => value.startsWith(current) && !position.given.includes(value));
  return { candidates, files: found.files };
}

/** bash splits `--image=tiny` into three words. */
function withoutSeparateEquals(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [at, word] of words.entries()) {
    const previous = joined.at(-1);
    if (word === '=' && previous?.startsWith('--')) {
      // The option waits for the next word as it does without "=".
      if (at === words.length - 1) joined.push('');
    } else joined.push(word);
  }
  return joined;
}

function positionAfter(program: Command, words: readonly string[]): Position {
  let command = program;
  let option: Option | undefined;
  let argumentIndex = 0;
  let optionsEnded = false;
  for (const word of words) {
    if (option) option = undefined;
    else if (word === '--' && !optionsEnded) optionsEnded = true;
    else if (word.startsWith('-') && !optionsEnded) {
      const named = optionOf(command, word);
      if (named?.required || named?.optional) option = named;
    } else {
      const next = argumentIndex === 0 ? subcommand(command, word) : undefined;
      // `help` is followed by a command, as its parent is.
      if (word === 'help' && command.commands.length > 0) continue;
      if (next) command = next;
      else argumentIndex += 1;
    }
  }
  return { command, option, argumentIndex, given: words, optionsEnded };
}

async function wordsAt(
  { command, option, argumentIndex, optionsEnded }: Position,
  current: string,
  namesOf: NamesOf,
): Promise<Completion> {
  if (option) return valuesOf(option, command, namesOf);
  if (current.startsWith('-') && !optionsEnded) return only(optionsFor(command));
  const subcommands = command.createHelp().visibleCommands(command);
  if (subcommands.length > 0 && argumentIndex === 0) {
    return only(
      subcommands.map((each) => ({
        value: each.name(),
        description: each.summary() || each.description(),
      })),
    );
  }
  const argument = argumentAt(command, argumentIndex);
  if (!argument) return only([]);
  if (argument.argChoices) return only(argument.argChoices.map(plain));
  const kind = ARGUMENTS[`${pathOf(command)} ${argument.name()}`] ?? 'instance';
  return ofKind(kind, command, namesOf);
}

async function valuesOf(
  option: Option | undefined,
  command: Command,
  namesOf: NamesOf,
): Promise<Completion> {
  if (option?.argChoices) return only(option.argChoices.map(plain));
  return ofKind(OPTIONS[option?.long ?? ''] ?? 'text', command, namesOf);
}

async function ofKind(kind: Kind, command: Command, namesOf: NamesOf): Promise<Completion> {
  if (kind === 'text') return only([]);
  if (kind === 'file') return { candidates: [], files: true };
  return only(await namesOf(kind, pathOf(command)));
}

const only = (candidates: readonly Candidate[]): Completion => ({ candidates, files: false });
const plain = (value: string): Candidate => ({ value, description: '' });

/** The options of a command and those of all commands; without the ones that are hidden. */
function optionsFor(command: Command): Candidate[] {
  const help = command.createHelp();
  return [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)].map(
    ({ long, short, description }) => ({ value: long ?? short ?? '', description }),
  );
}

function optionOf(command: Command, flag: string): Option | undefined {
  for (let each: Command | null = command; each; each = each.parent) {
    const found = each.options.find(({ long, short }) => long === flag || short === flag);
    if (found) return found;
  }
  return undefined;
}

function subcommand(command: Command, word: string): Command | undefined {
  return command.commands.find((each) => each.name() === word || each.aliases().includes(word));
}

function argumentAt(command: Command, index: number): Argument | undefined {
  const all = command.registeredArguments;
  const last = all.at(-1);
  return all[index] ?? (last?.variadic ? last : undefined);
}

/** The names of the command and of its parents, without the program's. */
export function pathOf(command: Command): string {
  const parent = command.parent;
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}
