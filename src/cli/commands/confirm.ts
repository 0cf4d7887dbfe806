import { Option } from 'commander';
import { safeText } from '../terminal/safe-text.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';

/** Options of a command that asks for confirmation. */
export interface ConfirmOptions {
  readonly yes?: boolean;
}

/** The option that confirms in advance. */
export function yesOption(): Option {
  return new Option('-y, --yes', 'do not ask for confirmation; required without a terminal');
}

/**
 * Ask the user for confirmation, unless `--yes` was given; any answer except yes means no. Without a terminal the command
 * is refused: a "y" from a pipe may be for another program.
 * @param declined the message after a no: "Nothing was deleted."
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
      `${declined} "${question}" needs a confirmation, and there is no terminal. Add --yes to confirm.`,
      EXIT.usage,
    );
  }
  const answer = await cli.terminal.ask(`${safeText(question)} [y/N] `);
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return;
  throw new CliError('notConfirmed', declined, EXIT.failed);
}
