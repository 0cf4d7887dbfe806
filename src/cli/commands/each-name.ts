import { PicostackError } from '../../common/errors.js';
import type { Cli } from '../cli.js';
import { EXIT, exitCodeOf } from '../cli-error.js';
import { reportError } from '../report-error.js';

/** The result for one name. */
export interface Done {
  readonly result: unknown;
  readonly words: string;
}

/**
 * Run an action for several names, one after the other. A failure is reported, and the next names follow. The exit code
 * is that of the first failure.
 * @param toJson the JSON output, by default the list of results
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
      // If the server cannot be reached, all other names would fail in the same way.
      if (!(error instanceof PicostackError) || exitCodeOf(error) === EXIT.unreachable) break;
    }
  }
  if (cli.json) cli.print(toJson(results), () => '');
}
