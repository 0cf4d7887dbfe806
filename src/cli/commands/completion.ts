import { Argument, type Command } from 'commander';
import type { Cli } from '../cli.js';
import type { NameSource } from '../completion/candidate.js';
import { complete } from '../completion/complete.js';
import { namesOf } from '../completion/names.js';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion/scripts.js';

/** `picostk completion`: print the script with which a shell completes commands, options and names. */
export function addCompletionCommand(program: Command, cli: Cli): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  bash  picostk completion bash > /etc/bash_completion.d/picostk
  zsh   picostk completion zsh > /usr/local/share/zsh/site-functions/_picostk
  fish  picostk completion fish > ~/.config/fish/completions/picostk.fish`,
    )
    .action((shell: Shell) => cli.terminal.out(COMPLETION_SCRIPTS[shell]));
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: string[]) => {
      const names = (source: NameSource, command: string) => namesOf(cli, source, command);
      const { candidates, files } = await complete(program, words, names);
      const lines = candidates.map(({ value, description }) => `${value}\t${description}\n`);
      cli.terminal.out(lines.join('') + (files ? ':files\n' : ''));
    });
}
