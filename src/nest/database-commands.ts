import type { Command } from 'commander';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { formatBytes } from '@picostack/api-client/formats';
import type { Cli } from '../cli/cli.js';
import { confirm, type ConfirmOptions, yesOption } from '../cli/commands/confirm.js';
import { copyDatabase } from '../database/database-copies.js';
import { DATABASE_FILE } from '../config/folders.js';
import { requireLocalFilesystem } from '../database/local-filesystem.js';
import { requireDatabase } from '../database/prepare-database.js';
import { removeDatabase, restoreDatabase } from '../database/restore-database.js';
import { becomeOwner, serverSettings, whileStopped } from './data-folder.js';

/** `picostk-nest dbbackup` and `dbrestore`. */
export function addDatabaseCommands(program: Command, cli: Cli): void {
  program
    .command('dbbackup')
    .description(
      'write a consistent copy of the database into one file, also while the server runs',
    )
    .argument('<file>', 'the copy; only its owner can read it')
    .option('--force', 'replace an existing file')
    .action((file: string, options: { force?: boolean }) => backup(cli, file, options));
  program
    .command('dbrestore')
    .description('replace the database with a copy; the former database is kept')
    .argument('<file>', 'a file that dbbackup has written')
    .addOption(yesOption())
    .action((file: string, options: ConfirmOptions) => restore(cli, file, options));
  program
    .command('dbremove')
    .description('delete the database; a copy of it is kept in the data folder')
    .addOption(yesOption())
    .action((options: ConfirmOptions) => remove(cli, options));
}

async function remove(cli: Cli, options: ConfirmOptions): Promise<void> {
  const { dataDir } = serverSettings(cli.terminal.env);
  const path = join(dataDir, DATABASE_FILE);
  if (!existsSync(path)) {
    cli.print({ removed: false, copy: null }, () => `There is no ${path}.\n`);
    return;
  }
  becomeOwner(dataDir);
  await whileStopped(dataDir, 'Stop the server first.', async () => {
    await confirm(
      cli,
      options,
      `Delete the database ${path}? Instances stay in libvirt; a copy of the database is kept.`,
      'Nothing was deleted.',
    );
    const copy = removeDatabase(dataDir);
    cli.print({ removed: true, copy }, () => `${path} is deleted. Its copy is ${copy}.\n`);
  });
}

function backup(cli: Cli, file: string, { force = false }: { force?: boolean }): void {
  const { dataDir } = serverSettings(cli.terminal.env);
  const to = resolve(file);
  copyDatabase(join(dataDir, DATABASE_FILE), to, { replace: force });
  requireDatabase(to);
  const { size } = statSync(to);
  cli.print({ file: to, sizeBytes: size }, () => `${to}: ${formatBytes(size)}\n`);
}

async function restore(cli: Cli, file: string, options: ConfirmOptions): Promise<void> {
  const { dataDir } = serverSettings(cli.terminal.env);
  const from = resolve(file);
  requireDatabase(from);
  requireLocalFilesystem(dataDir);
  await whileStopped(dataDir, 'Stop the server before you restore its database.', async () => {
    await confirm(
      cli,
      options,
      `Replace the database in ${dataDir} with ${from}? The former one is kept.`,
      'Nothing was restored.',
    );
    const former = restoreDatabase(dataDir, from);
    const kept = former ? ` The former database is ${former}.` : '';
    cli.print({ restored: from, former }, () => `${from} is restored.${kept}\n`);
  });
}
