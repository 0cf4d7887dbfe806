import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';
import { CliError, EXIT } from '../cli-error.js';
import { forEachName } from './each-name.js';
import { getInstance } from './instances.js';

/** `picostk redefine`, `picostk forget`: for instances whose domain somebody undefined. */
export function addMissingCommands(program: Command, cli: Cli): void {
  program
    .command('redefine')
    .description('define the domains of instances again that were undefined, also while they run')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(cli, names, async (id) => {
        const operation = await cli.wait(
          await cli.api.result(cli.api.client.POST('/api/v1/instances/{id}/redefine', at(id))),
        );
        return { result: operation, words: `${operation.resource.name} is defined again.` };
      }),
    );

  program
    .command('forget')
    .description('drop missing instances, whose disks stay, and let adopted ones go')
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
        return { result: operation, words: `${operation.resource.name} is forgotten.` };
      }),
    );
}

/** Forgetting takes no domain away: where there is one of picostack's own, that has to be asked for. */
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
    `The instance "${name}" is ${state}: only one that is missing, or was adopted, can be forgotten. ` +
      `To delete it and leave its disk: picostk delete ${name} --keep-disk`,
    EXIT.conflict,
  );
}
