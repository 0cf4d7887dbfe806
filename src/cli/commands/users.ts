import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';

/** `picostk user`: reset a password, for users who cannot sign in. */
export function addUserCommands(program: Command, cli: Cli): void {
  program
    .command('user')
    .description('manage users')
    .command('reset-password')
    .description('reset the password of a user to a random one, and print it')
    .argument('<name>', 'the user, such as admin')
    .action(async (id: string) => {
      const user = await cli.api.result(cli.api.client.POST('/api/v1/users/{id}/password', at(id)));
      cli.print(user, () => `${user.password}\n`);
      if (!cli.json) cli.note(`This is the new password of ${user.name}. It is not shown again.`);
    });
}
