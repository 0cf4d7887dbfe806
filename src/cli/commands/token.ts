import { type Command, Option } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';
import { formatAge } from '../terminal/units.js';
import { forEachName } from './each-name.js';

const ROLES = ['admin', 'operator', 'viewer'] as const;

/** `picostk token`: bearer tokens, for programs that use the API. */
export function addTokenCommands(program: Command, cli: Cli): void {
  const token = program.command('token').description('bearer tokens, for programs');

  token
    .command('create')
    .description('make a token and print it, alone on its line; it is shown this once')
    .argument('<name>', 'what the token is for')
    .addOption(
      new Option('--role <role>', 'viewer looks, operator also acts, admin may do everything')
        .choices(ROLES)
        .default('admin'),
    )
    .option('--expires <time>', 'when it ends, such as 2027-01-01T00:00:00Z')
    .action(async (name: string, options: { role: (typeof ROLES)[number]; expires?: string }) => {
      const created = await cli.api.result(
        cli.api.client.POST('/api/v1/tokens', {
          body: {
            name,
            role: options.role,
            ...(options.expires && { expiresAt: options.expires }),
          },
        }),
      );
      cli.print(created, () => `${created.token}\n`);
      if (!cli.json)
        cli.note(`Token "${name}" with the role ${created.role}. It is not shown again.`);
    });

  token
    .command('list')
    .description('list the tokens, without their secrets')
    .action(async () => {
      const tokens = await cli.api.all((query) =>
        cli.api.client.GET('/api/v1/tokens', { params: { query } }),
      );
      cli.printTable(
        tokens,
        [
          { title: 'NAME', value: ({ name }) => name, keep: true },
          { title: 'ROLE', value: ({ role }) => role },
          { title: 'AGE', value: ({ createdAt }) => formatAge(createdAt) },
          { title: 'LAST USED', value: ({ lastUsedAt }) => ago(lastUsedAt) },
          { title: 'EXPIRES', value: ({ expiresAt }) => expiresAt ?? 'never' },
        ],
        'There are no tokens. Make one: picostk token create NAME',
      );
    });

  token
    .command('revoke')
    .description('take tokens back; what is connected with them is cut off')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(
        cli,
        names,
        async (id) => {
          await cli.api.done(cli.api.client.DELETE('/api/v1/tokens/{id}', at(id)));
          return { result: id, words: `Token "${id}" is revoked.` };
        },
        (revoked) => ({ revoked }),
      ),
    );
}

function ago(time: string | null): string {
  return time === null ? 'never' : `${formatAge(time)} ago`;
}
