import { type Command, Option } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';
import { formatAge } from '../terminal/units.js';
import { forEachName } from './for-each-name.js';

const ROLES = ['admin', 'operator', 'viewer'] as const;

/** `picostk token`: bearer tokens for programs that use the API. */
export function addTokenCommands(program: Command, cli: Cli): void {
  const token = program.command('token').description('manage bearer tokens for programs');

  token
    .command('create')
    .description('create a token and print it; it is shown only once')
    .argument('<name>', 'a name that says what the token is for')
    .addOption(
      new Option(
        '--role <role>',
        'viewer (read only), operator (also actions) or admin (everything)',
      )
        .choices(ROLES)
        .default('admin'),
    )
    .option('--expires <time>', 'the expiry time, such as 2027-01-01T00:00:00Z')
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
        'There are no tokens. Create one: picostk token create NAME',
      );
    });

  token
    .command('revoke')
    .description('revoke tokens, and close their connections')
    .argument('<name...>', 'names or ids')
    .action((names: string[]) =>
      forEachName(
        cli,
        names,
        async (id) => {
          await cli.api.done(cli.api.client.DELETE('/api/v1/tokens/{id}', at(id)));
          return { result: id, message: `Revoked the token "${id}".` };
        },
        (revoked) => ({ revoked }),
      ),
    );
}

function ago(time: string | null): string {
  return time === null ? 'never' : `${formatAge(time)} ago`;
}
