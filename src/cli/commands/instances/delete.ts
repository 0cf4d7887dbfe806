import type { Command } from 'commander';
import type { Cli } from '../../cli.js';
import { withAdvice } from '../../cli-error.js';
import { type ConfirmOptions, confirm, yesOption } from '../confirm.js';
import { forEachName } from '../for-each-name.js';

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
      const { force = false, keepDisk = false } = options;
      const what = keepDisk ? 'and keep the disk' : 'and everything on the disk';
      const question = `Delete ${names.join(', ')} ${what}?`;
      await confirm(cli, options, question, 'Nothing was deleted.');
      const query = {
        ...(force && ({ force: 'true' } as const)),
        ...(keepDisk && ({ keepDisk: 'true' } as const)),
      };
      await forEachName(cli, names, async (id) => {
        const call = cli.api.client.DELETE('/api/v1/instances/{id}', {
          params: { path: { id }, query },
        });
        const started = await cli.api.result(call).catch((error: unknown) => {
          if (force) throw error;
          throw withAdvice(error, 'illegalState', 'Add --force to force it off first.');
        });
        const operation = await cli.waitFor(started);
        const { name } = operation.resource;
        const isReleased = operation.kind === 'instance.release';
        const message = isReleased
          ? `Released ${name}. It was adopted, so its domain and its disks remain.`
          : `Deleted ${name}.`;
        return { result: operation, message };
      });
    });
}
