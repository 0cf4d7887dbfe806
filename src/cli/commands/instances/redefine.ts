import type { Command } from 'commander';
import type { Cli } from '../../cli.js';
import { CliError, EXIT } from '../../cli-error.js';
import { at, type Instance } from '../../client/api.js';
import { forEachName } from '../for-each-name.js';

/** `picostk redefine`, `picostk forget`: instances whose domain was undefined. */
export function addRedefineCommands(program: Command, cli: Cli): void {
  program
    .command('redefine')
    .description('define the domains of missing instances again, even while they are running')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(cli, names, async (id) => {
        const call = cli.api.client.POST('/api/v1/instances/{id}/redefine', at(id));
        const operation = await cli.runOperation(call);
        const message = `Defined the domain of ${operation.resource.name} again.`;
        return { result: operation, message };
      }),
    );

  program
    .command('forget')
    .description('forget missing or adopted instances; their disks remain')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(cli, names, async (name) => {
        const instance = await cli.api.instance(name);
        requireForgettable(instance);
        const call = cli.api.client.DELETE('/api/v1/instances/{id}', {
          params: { path: { id: instance.id }, query: { keepDisk: 'true' } },
        });
        const operation = await cli.runOperation(call);
        return { result: operation, message: `Forgot ${operation.resource.name}.` };
      }),
    );
}

/** Refuse an instance that has a domain of picostack: the server would delete that domain. */
function requireForgettable({ name, state, origin }: Instance): void {
  if (state === 'missing' || origin === 'adopted') return;
  throw new CliError(
    'illegalState',
    `The instance "${name}" is ${state}. Only missing or adopted instances can be forgotten. ` +
      `To delete it and keep its disk: picostk delete ${name} --keep-disk`,
    EXIT.conflict,
  );
}
