import type { Command } from 'commander';
import { describeCommands, type DescribedTerm, globalOptionsOf } from './command-tree.js';

/** The reference of commands for `docs/cli-reference.md`, in Markdown. */
export function commandReference(programs: readonly Command[]): string {
  return [
    '# Command reference',
    'All commands of `picostk` and `picostk-nest`. [The command picostk](cli.md) explains their use; the manual pages of the packages have the same content. `npm run generate` writes this file.',
    ...programs.flatMap((program) => [
      `## ${program.name()}`,
      program.description(),
      `Options of all commands:`,
      list(globalOptionsOf(program)),
      ...describeCommands(program).flatMap((command) => [
        `### ${command.name}`,
        command.description,
        `\`${command.usage}\``,
        ...(command.aliases.length > 0
          ? [`Short: ${command.aliases.map((alias) => `\`${alias}\``).join(', ')}`]
          : []),
        list([...command.arguments, ...command.options]),
      ]),
    ]),
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
    .concat('\n');
}

function list(terms: readonly DescribedTerm[]): string {
  if (terms.length === 0) return '';
  const rows = terms.map(
    ({ term, meaning }) => `| \`${escaped(term)}\` | ${escaped(meaning).replaceAll('<', '&lt;')} |`,
  );
  return ['| Argument or option | Meaning |', '| --- | --- |', ...rows].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
