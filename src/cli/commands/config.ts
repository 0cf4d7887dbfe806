import type { Command } from 'commander';
import { InvalidInputError } from '../../common/errors.js';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ignoredSettingsFiles } from '../../config/folders.js';
import { defaultText } from '../../config/sample-file.js';
import {
  loadSettingsWithOrigins,
  type LoadedSettings,
  type SettingOrigin,
} from '../../config/settings.js';
import { SETTINGS_TABLE, type SettingRow } from '../../config/settings-table.js';
import type { Cli } from '../cli.js';
import { CliError, EXIT } from '../cli-error.js';
import type { Column } from '../terminal/table.js';

/** `picostk config`: the settings of a server that this user starts here. */
export function addConfigCommands(program: Command, cli: Cli): void {
  const config = program.command('config').description('show and check the settings of the server');
  config
    .command('show')
    .description('show all settings, and where each value comes from')
    .action(() => {
      const loaded = load(cli.terminal.env);
      if (!cli.json) noteFiles(cli, loaded);
      cli.printTable(loaded.origins.map(toRow), COLUMNS, '');
    });
  config
    .command('check')
    .description('check a settings file and the environment; changes nothing')
    .argument('[file]', 'the file; by default the one that the server reads')
    .action((file: string | undefined) => {
      const env = cli.terminal.env;
      const loaded = load(file === undefined ? env : { ...env, PICOSTACK_CONFIG: resolve(file) });
      const found = existsSync(loaded.file);
      const subject = found ? loaded.file : `There is no ${loaded.file}; the environment`;
      cli.print({ valid: true, file: found ? loaded.file : null }, () => `${subject} is valid.\n`);
    });
}

/** A setting as `config show` prints it. */
interface ShownSetting {
  readonly name: string;
  readonly environment: string;
  readonly value: string | null;
  readonly source: string;
}

const COLUMNS: readonly Column<ShownSetting>[] = [
  { title: 'SETTING', value: ({ name }) => name, keep: true },
  { title: 'VALUE', value: ({ name, value }) => value ?? `(${defaultText(rowOf(name))})` },
  {
    title: 'SOURCE',
    // The file is named once, above the table.
    value: ({ source }) => source.replace(/^.*:(\d+)$/, 'line $1'),
    style: ({ source }) => (source === 'default' ? 'dim' : 'plain'),
    keep: true,
  },
];

function toRow({ key, raw, source }: SettingOrigin): ShownSetting {
  const row: SettingRow = SETTINGS_TABLE[key];
  const text = typeof raw === 'string' ? raw : raw?.join(row.separator ?? ',');
  const shown = text && row.secret ? '(hidden)' : text;
  return { name: key, environment: row.env, value: shown || null, source };
}

function rowOf(name: string): SettingRow {
  const rows: Readonly<Record<string, SettingRow>> = SETTINGS_TABLE;
  const row = rows[name];
  if (!row) throw new Error(`There is no setting ${name}`);
  return row;
}

function noteFiles(cli: Cli, { file }: LoadedSettings): void {
  const isThere = existsSync(file);
  cli.note(isThere ? `Settings file: ${file}` : `Settings file: none (${file} does not exist)`);
  for (const ignored of ignoredSettingsFiles(cli.terminal.env)) cli.note(`Ignored: ${ignored}`);
}

function load(env: NodeJS.ProcessEnv): LoadedSettings {
  try {
    return loadSettingsWithOrigins(env);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new CliError(error.code, error.message, EXIT.usage, { cause: error });
  }
}
