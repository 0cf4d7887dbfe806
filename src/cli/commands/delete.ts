import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { CliError } from '../cli-error.js';
import type { Operation } from '../client/api.js';
import { ProblemError } from '../client/problem-error.js';
import { type ConfirmOptions, confirm, yesOption } from './confirm.js';
import { forEachName } from './each-name.js';

interface DeleteOptions extends ConfirmOptions {
  readonly force?: boolean;
  readonly keepDisk?: boolean;
}

/** `picostk delete`: delete instances and their disks, after a confirmation. */
export function addDeleteCommand(program: Command, cli: Cli): void {
  program
    .command('delete')
    .alias('rm')
    .description('delete instances with their disks')
    .argument('<name...>', 'names or ids')
    .option('--force', 'force off running instances')
    .option('--keep-disk', 'keep the disks in the storage pool')
    .addOption(yesOption())
    .action(async (names: string[], options: DeleteOptions) => {
      const what = options.keepDisk ? 'and keep the disk' : 'and everything on the disk';
      const question = `Delete ${names.join(', ')} ${what}?`;
      await confirm(cli, options, question, 'Nothing was deleted.');
      await forEachName(cli, names, async (id) => {
        const operation = await cli.wait(await remove(cli, id, options));
        const { name } = operation.resource;
        const isReleased = operation.kind === 'instance.release';
        const words = isReleased
          ? `Released ${name}. It was adopted, so its domain and its disks remain.`
          : `Deleted ${name}.`;
        return { result: operation, words };
      });
    });
}

async function remove(
  cli: Cli,
  id: string,
  { force = false, keepDisk = false }: DeleteOptions,
): Promise<Operation> {
  try {
    return await cli.api.result(
      cli.api.client.DELETE('/api/v1/instances/{id}', {
        params: {
          path: { id },
          query: { ...(force && { force: 'true' }), ...(keepDisk && { keepDisk: 'true' }) },
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'illegalState' || force) throw error;
    throw new CliError(
      error.code,
      `${error.message} Add --force to force it off first.`,
      error.exitCode,
      { cause: error },
    );
  }
}
