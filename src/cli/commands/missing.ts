import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';
import { CliError, EXIT } from '../cli-error.js';
import { forEachName } from './each-name.js';
import { getInstance } from './instances.js';

/** `picostk redefine`, `picostk forget`: instances whose domain was undefined. */
export function addMissingCommands(program: Command, cli: Cli): void {
  program
    .command('redefine')
    .description('define the domains of missing instances again, even while they are running')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(cli, names, async (id) => {
        const operation = await cli.wait(
          await cli.api.result(cli.api.client.POST('/api/v1/instances/{id}/redefine', at(id))),
        );
        return {
          result: operation,
          words: `Defined the domain of ${operation.resource.name} again.`,
        };
      }),
    );

  program
    .command('forget')
    .description('forget missing or adopted instances; their disks remain')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(cli, names, async (id) => {
        const instance = await getInstance(cli, id);
        requireForgettable(instance);
        const operation = await cli.wait(
          await cli.api.result(
            cli.api.client.DELETE('/api/v1/instances/{id}', {
              params: { path: { id: instance.id }, query: { keepDisk: 'true' } },
            }),
          ),
        );
        return { result: operation, words: `Forgot ${operation.resource.name}.` };
      }),
    );
}

/** Refuse to forget an instance with a domain of picostack: that needs a deletion. */
function requireForgettable({
  name,
  state,
  origin,
}: {
  readonly name: string;
  readonly state: string;
  readonly origin: string;
}): void {
  if (state === 'missing' || origin === 'adopted') return;
  throw new CliError(
    'illegalState',
    `The instance "${name}" is ${state}. Only missing or adopted instances can be forgotten. ` +
      `To delete it and keep its disk: picostk delete ${name} --keep-disk`,
    EXIT.conflict,
  );
}
