import type { Command } from 'commander';
import type { Cli } from '../cli/cli.js';
import { CliError, EXIT } from '../cli/cli-error.js';
import { confirm, type ConfirmOptions, yesOption } from '../cli/commands/confirm.js';
import type { Column } from '../cli/terminal/table.js';
import { createDataSource } from '../database/database-access.js';
import { keepCopy } from '../database/database-copies.js';
import { dataSourceOptions } from '../database/data-source-options.js';
import {
  migrationStates,
  type MigrationState,
  prepareDatabase,
} from '../database/prepare-database.js';
import { becomeOwner, serverSettings, whileStopped } from './data-folder.js';

const STOP_FIRST = 'Stop the server for a migration.';

const COLUMNS: readonly Column<MigrationState>[] = [
  { title: 'MIGRATION', value: ({ name }) => name, keep: true },
  { title: 'STATE', value: ({ isExecuted }) => (isExecuted ? 'executed' : 'pending') },
];

/** `picostk-nest migration:show`, `:run` and `:revert`: the schema of the database, with the names of TypeORM. */
export function addMigrationCommands(program: Command, cli: Cli): void {
  program
    .command('migration:show')
    .description('list the migrations, and whether the database has them')
    .action(async () => {
      const { dataDir } = serverSettings(cli.terminal.env);
      cli.printTable(await migrationStates(dataDir), COLUMNS, 'There are no migrations.');
    });
  program
    .command('migration:run')
    .description('run the pending migrations, as a start of the server does')
    .action(async () => {
      const { dataDir } = serverSettings(cli.terminal.env);
      becomeOwner(dataDir);
      const report = await whileStopped(dataDir, STOP_FIRST, () => prepareDatabase(dataDir));
      cli.print(report, () => {
        if (report.executed.length === 0) return 'The database has all migrations.\n';
        const copy = report.copy ? `A copy from before is ${report.copy}.\n` : '';
        return `Executed: ${report.executed.join(', ')}.\n${copy}`;
      });
    });
  program
    .command('migration:revert')
    .description('undo the last migration, for a return to an older picostack')
    .addOption(yesOption())
    .action((options: ConfirmOptions) => revert(cli, options));
}

async function revert(cli: Cli, options: ConfirmOptions): Promise<void> {
  const { dataDir } = serverSettings(cli.terminal.env);
  becomeOwner(dataDir);
  await whileStopped(dataDir, STOP_FIRST, async () => {
    const states = await migrationStates(dataDir);
    const last = states.findLast(({ isExecuted }) => isExecuted);
    if (!last) {
      throw new CliError('noMigration', 'The database has no migration to revert.', EXIT.conflict);
    }
    await confirm(
      cli,
      options,
      `Revert ${last.name}? The data that it added to the database is lost; a copy is kept.`,
      'Nothing was reverted.',
    );
    const copy = keepCopy(dataDir, 'before-revert');
    const source = createDataSource(dataSourceOptions(dataDir));
    await source.initialize();
    try {
      await source.undoLastMigration();
    } finally {
      await source.destroy();
    }
    cli.print(
      { reverted: last.name, copy },
      () => `Reverted ${last.name}. A copy from before is ${copy}.\n`,
    );
  });
}
