import type { Command } from 'commander';
import type { Cli } from '../cli.js';
import { at } from '../client/api.js';

/** `picostk user`: for somebody on the host who cannot sign in to the page any more. */
export function addUserCommands(program: Command, cli: Cli): void {
  program
    .command('user')
    .description('people who sign in')
    .command('reset-password')
    .description('give somebody a new random password and print it, alone on its line')
    .argument('<name>', 'who, such as admin')
    .action(async (id: string) => {
      const user = await cli.api.result(cli.api.client.POST('/api/v1/users/{id}/password', at(id)));
      cli.print(user, () => `${user.password}\n`);
      if (!cli.json) cli.note(`That is the password of ${user.name} now. It is not shown again.`);
    });
}
