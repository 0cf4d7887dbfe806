import type { Command } from 'commander';
import { once } from 'node:events';
import { join } from 'node:path';
import { start } from 'node:repl';
import { Readable } from 'node:stream';
import type { Cli } from '../cli/cli.js';
import { CliError, EXIT } from '../cli/cli-error.js';
import { DataFolderLock } from '../database/data-folder-lock.js';
import { migrationStates, prepareDatabase } from '../database/prepare-database.js';
import { buildApplication } from './application.js';
import { becomeOwner, isInUse, serverSettings } from './data-folder.js';

/** `picostk-nest repl`: Nest's read-eval-print loop inside the application. */
export function addReplCommand(program: Command, cli: Cli): void {
  program
    .command('repl', { isDefault: true })
    .description('open a JavaScript prompt inside the application (the default)')
    .option('-e, --eval <code>', 'evaluate this code, print its result, and exit')
    .action(async (options: { eval?: string }) => runRepl(cli, options.eval));
}

async function runRepl(cli: Cli, code: string | undefined): Promise<void> {
  const settings = serverSettings(cli.terminal.env);
  becomeOwner(settings.dataDir);
  let lock: DataFolderLock | undefined;
  if (isInUse(settings.dataDir)) {
    await refuseOtherSchema(settings.dataDir);
    cli.note('The server is running. It does not notice changes that you make here: only look.');
  } else {
    lock = DataFolderLock.take(settings.dataDir, null);
    await prepareDatabase(settings.dataDir);
  }
  const app = await buildApplication(settings);
  try {
    // Loaded only here: no other command needs it.
    const { ReplContext } = await import('@nestjs/core/repl/repl-context.js');
    const { defineDefaultCommandsOnRepl } =
      await import('@nestjs/core/repl/repl-native-commands.js');
    const { globalScope } = new ReplContext(app);
    if (code === undefined && process.stdin.isTTY) {
      cli.note(
        'The application is not started: no libvirt, no operations. help() lists functions.',
      );
    }
    const input = code === undefined ? process.stdin : Readable.from([`${code}\n`]);
    const repl = start({
      prompt: process.stdin.isTTY && code === undefined ? 'picostack> ' : '',
      input,
      output: process.stdout,
      terminal: process.stdin.isTTY && code === undefined,
      ignoreUndefined: true,
    });
    Object.defineProperties(repl.context, Object.getOwnPropertyDescriptors(globalScope));
    defineDefaultCommandsOnRepl(repl);
    if (process.stdin.isTTY && code === undefined) {
      repl.setupHistory(join(settings.dataDir, 'run', 'repl-history'), () => undefined);
    }
    await once(repl, 'exit');
  } finally {
    await app.close();
    lock?.release();
  }
}

/** A query with the records of another schema can destroy data. */
async function refuseOtherSchema(dataDir: string): Promise<void> {
  const states = await migrationStates(dataDir);
  if (states.every(({ isExecuted }) => isExecuted)) return;
  throw new CliError(
    'otherSchema',
    'The server that is running has an older schema than this command. Restart the server after the upgrade.',
    EXIT.conflict,
  );
}
