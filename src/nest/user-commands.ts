import { Argument, type Command } from 'commander';
import { UsersService } from '../auth/users/users.service.js';
import { type Actor, type Role, ROLES } from '../auth/access/actor.js';
import { CreateUserDto, type UserDto, type UserWithPasswordDto } from '../auth/users/user.dto.js';
import type { Cli } from '../cli/cli.js';
import { validationPipe } from '../common/http/validation.js';
import type { Column } from '../cli/terminal/table.js';
import { prepareDatabase } from '../database/prepare-database.js';
import { buildApplication } from './application.js';
import { becomeOwner, serverSettings, whileStopped } from './data-folder.js';

const COLUMNS: readonly Column<UserDto>[] = [
  { title: 'NAME', value: ({ name }) => name, keep: true },
  { title: 'ROLE', value: ({ role }) => role },
  { title: 'STATE', value: ({ disabled }) => (disabled ? 'disabled' : 'enabled') },
  { title: 'CREATED', value: ({ createdAt }) => createdAt },
];

/** `picostk-nest user`: manage users while the server is stopped. */
export function addUserCommands(program: Command, cli: Cli): void {
  const user = program
    .command('user')
    .description('manage users while the server is stopped; otherwise use "picostk user"');
  user
    .command('list')
    .description('list the users')
    .action(() =>
      withUsers(cli, async (users) => {
        const { items } = await users.list({ limit: 1000, offset: 0 });
        cli.printTable(items, COLUMNS, 'There are no users. The server creates "admin".');
      }),
    );
  user
    .command('add')
    .description('add a user, and print the password once')
    .argument('<name>')
    .addArgument(roleArgument().default('viewer'))
    .action((name: string, role: Role) =>
      withUsers(cli, async (users, actor) => {
        printPassword(cli, await users.create(await validUser({ name, role }), actor));
      }),
    );
  user
    .command('password')
    .description('set a new random password, print it once, and end the sessions of the user')
    .argument('<name>')
    .action((name: string) =>
      withUsers(cli, async (users, actor) => {
        printPassword(cli, await users.resetPassword(name, actor));
      }),
    );
  user
    .command('role')
    .description('change the role of a user')
    .argument('<name>')
    .addArgument(roleArgument().argRequired())
    .action((name: string, role: Role) =>
      withUsers(cli, async (users, actor) => {
        printUser(cli, await users.update(name, { role }, actor));
      }),
    );
  for (const [command, disabled] of [
    ['disable', true],
    ['enable', false],
  ] as const) {
    user
      .command(command)
      .description(disabled ? 'refuse sign-ins of a user' : 'allow sign-ins of a user again')
      .argument('<name>')
      .action((name: string) =>
        withUsers(cli, async (users, actor) => {
          printUser(cli, await users.update(name, { disabled }, actor));
        }),
      );
  }
}

const ACTOR: Actor = { type: 'local', name: 'local', role: 'admin' };

async function withUsers(
  cli: Cli,
  work: (users: UsersService, actor: Actor) => Promise<void>,
): Promise<void> {
  const settings = serverSettings(cli.terminal.env);
  becomeOwner(settings.dataDir);
  const advice = 'While the server runs, use "picostk user" or the page.';
  await whileStopped(settings.dataDir, advice, async () => {
    await prepareDatabase(settings.dataDir);
    const app = await buildApplication(settings);
    try {
      await work(app.get(UsersService), ACTOR);
    } finally {
      await app.close();
    }
  });
}

function roleArgument(): Argument {
  return new Argument('[role]', 'the role').choices(ROLES);
}

/** The rules of the API. @throws InvalidInputError */
async function validUser(user: { name: string; role: Role }): Promise<CreateUserDto> {
  const valid: unknown = await validationPipe().transform(user, {
    type: 'body',
    metatype: CreateUserDto,
  });
  return Object.assign(new CreateUserDto(), valid);
}

function printPassword(cli: Cli, user: UserWithPasswordDto): void {
  cli.print(user, () => `${user.password}\n`);
  if (!cli.json) cli.note(`This is the new password of ${user.name}. It is not shown again.`);
}

function printUser(cli: Cli, user: UserDto): void {
  const state = user.disabled ? 'disabled' : 'enabled';
  cli.print(user, () => `${user.name}: ${user.role}, ${state}\n`);
}
