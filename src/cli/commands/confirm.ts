import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';

/**
 * Asks a person; anything but yes is no.
 * @param nothing what is said then: "Nothing was deleted."
 * @throws CliError `notConfirmed`
 */
export async function confirm(cli: Cli, question: string, nothing: string): Promise<void> {
  const answer = await cli.terminal.ask(`${question} [y/N] `);
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new CliError('notConfirmed', nothing, EXIT.failed);
}
