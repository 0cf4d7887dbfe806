import { Option } from 'commander';
import { safeText } from '../terminal/safe-text.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';

/** Options of a command that asks before it destroys something. */
export interface ConfirmOptions {
  readonly yes?: boolean;
}

/** The option that answers the question beforehand; every command that asks has it. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask; required where there is no terminal to ask on');
}

/**
 * Asks a person, unless `--yes` was given; anything but yes is no. Without a terminal nobody can answer, and a "y"
 * that is piped in may be meant for another program: the command is refused.
 * @param declined what is said after a no: "Nothing was deleted."
 * @throws CliError `confirmationRequired`, `notConfirmed`
 */
export async function confirm(
  cli: Cli,
  { yes = false }: ConfirmOptions,
  question: string,
  declined: string,
): Promise<void> {
  if (yes) return;
  if (!cli.terminal.interactive) {
    throw new CliError(
      'confirmationRequired',
      `${declined} There is no terminal to ask on: "${question}" Add --yes to confirm it.`,
      EXIT.usage,
    );
  }
  const answer = await cli.terminal.ask(`${safeText(question)} [y/N] `);
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
  throw new CliError('notConfirmed', declined, EXIT.failed);
}
