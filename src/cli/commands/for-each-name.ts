import { PicostackError } from '../../common/errors.js';
import type { Cli } from '../cli.js';
import { EXIT, exitCodeOf } from '../cli-error.js';
import { reportError } from '../report-error.js';

/** The result of an action for one name: for JSON, and as a message. */
export interface NameResult {
  readonly result: unknown;
  readonly message: string;
}

/**
 * Run an action for several names, one after the other. After a failure, it reports the error and continues with the
 * next name. The exit code is that of the first failure.
 * @param toJson the JSON output, by default the list of results
 */
export async function forEachName(
  cli: Cli,
  names: readonly string[],
  action: (name: string) => Promise<NameResult>,
  toJson: (results: readonly unknown[]) => unknown = (results) => results,
): Promise<void> {
  const results: unknown[] = [];
  for (const name of names) {
    try {
      const { result, message } = await action(name);
      results.push(result);
      if (!cli.json) cli.print(result, () => `${message}\n`);
    } catch (error) {
      reportError(cli.terminal, error, cli.json);
      cli.exitCode ||= exitCodeOf(error);
      // If the server cannot be reached, all other names would fail in the same way.
      if (!(error instanceof PicostackError) || exitCodeOf(error) === EXIT.unreachable) break;
    }
  }
  if (cli.json) cli.print(toJson(results), () => '');
}
