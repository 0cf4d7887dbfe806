import { PicostackError } from '../../common/errors.js';
import type { Cli } from '../cli.js';
import { EXIT, exitCodeOf } from '../cli-error.js';
import { reportError } from '../report-error.js';

/** What was done for one name. */
export interface Done {
  readonly result: unknown;
  readonly words: string;
}

/**
 * Does the same for several names, one after the other; one that fails is reported and does not keep the others back.
 * Ends with the code of the first failure.
 * @param toJson what `--json` prints of the results, unless it is their list
 */
export async function forEachName(
  cli: Cli,
  names: readonly string[],
  work: (name: string) => Promise<Done>,
  toJson: (results: readonly unknown[]) => unknown = (results) => results,
): Promise<void> {
  const results: unknown[] = [];
  for (const name of names) {
    try {
      const { result, words } = await work(name);
      results.push(result);
      if (!cli.json) cli.print(result, () => `${words}\n`);
    } catch (error) {
      reportError(cli.terminal, error, cli.json);
      cli.exitCode ||= exitCodeOf(error);
      // Where the server is gone the rest would only say so again.
      if (!(error instanceof PicostackError) || exitCodeOf(error) === EXIT.unreachable) break;
    }
  }
  if (cli.json) cli.print(toJson(results), () => '');
}
