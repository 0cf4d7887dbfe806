import { dirname } from 'node:path';
import { InvalidInputError } from '../common/errors.js';
import { safeJson, shortText } from '../common/text.js';
import { settingsFile } from './folders.js';
import { readEnvironment } from './settings-environment.js';
import {
  readSettingsFile,
  type SettingProblem,
  type WrittenSettings,
  type WrittenValue,
} from './settings-file.js';
import {
  type DefaultContext,
  SETTING_ROWS,
  type SETTINGS_TABLE,
  type SettingKey,
  type SettingRow,
} from './settings-table.js';

export { defaultDataDir } from './folders.js';

/** The values as {@link SETTINGS_TABLE} parses them; one without a default may be undefined. */
type SettingValues = {
  readonly [K in SettingKey]:
    | Exclude<ReturnType<(typeof SETTINGS_TABLE)[K]['parse']>, undefined>
    | ((typeof SETTINGS_TABLE)[K] extends { default: () => undefined } ? undefined : never);
};

/** All settings, validated. {@link SETTINGS_TABLE} describes them. A reload changes the values of this object. */
export interface Settings extends Omit<SettingValues, 'listen'> {
  readonly listenAddress: string;
  readonly listenPort: number;
}

/** A setting with its value in text form, and where it comes from. */
export interface SettingOrigin {
  readonly key: SettingKey;
  /** Undefined if it has neither a value nor a default. */
  readonly raw: string | readonly string[] | undefined;
  /** "default", "environment", or a file with a line. */
  readonly source: string;
}

/** The settings, where each comes from, and the file that was read. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
  readonly file: string;
}

/**
 * Read the settings file (YAML); the environment overrides it.
 * @throws InvalidInputError `invalidSettings` with all problems
 */
export function loadSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  return loadSettingsWithOrigins(env).settings;
}

/** Like {@link loadSettings}, with the origin of each value. */
export function loadSettingsWithOrigins(env: NodeJS.ProcessEnv): LoadedSettings {
  const file = settingsFile(env);
  const problems: SettingProblem[] = [];
  const written: WrittenSettings = {
    ...readSettingsFile(file, Boolean(env['PICOSTACK_CONFIG']), problems),
    ...readEnvironment(env, problems),
  };
  const values: Partial<Record<SettingKey, unknown>> = {};
  const origins: SettingOrigin[] = [];
  let context: DefaultContext = { env, configDir: dirname(file), listenAddress: '127.0.0.1' };
  for (const [key, row] of SETTING_ROWS) {
    const given = written[key];
    const parsed = given && parse(row, given.raw);
    if (given && parsed === undefined) problems.push(invalidValue(key, row, given));
    const otherwise = defaultOf(row, context);
    const isGiven = given !== undefined && parsed !== undefined;
    values[key] = isGiven ? parsed : otherwise && parse(row, otherwise);
    origins.push({
      key,
      raw: isGiven ? given.raw : otherwise,
      source: isGiven ? given.source : 'default',
    });
    if (key === 'listen') context = { ...context, listenAddress: listenOf(values).address };
  }
  if (problems.length > 0) throw invalidSettings(problems);
  return { settings: toSettings(values), origins, file };
}

function toSettings(values: Partial<Record<SettingKey, unknown>>): Settings {
  const { address, port } = listenOf(values);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each value comes from the parser of its row
  const { listen: _, ...others } = values as unknown as SettingValues;
  return { ...others, listenAddress: address, listenPort: port };
}

function listenOf(values: Partial<Record<SettingKey, unknown>>): SettingValues['listen'] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the value comes from the parser of its row
  return values.listen as SettingValues['listen'];
}

function defaultOf(
  row: SettingRow,
  context: DefaultContext,
): string | readonly string[] | undefined {
  if (row.separator !== undefined) return [];
  return typeof row.default === 'string' ? row.default : row.default(context);
}

function parse(row: SettingRow, raw: string | readonly string[]): unknown {
  if (row.separator !== undefined) {
    return row.parse(typeof raw === 'string' ? splitList(raw, row.separator) : raw);
  }
  return typeof raw === 'string' ? row.parse(raw) : undefined;
}

function splitList(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((entry) => entry.trim())
    .filter(Boolean);
}

const MAX_SHOWN = 100;

function invalidValue(
  key: SettingKey,
  row: SettingRow,
  { raw, source }: WrittenValue,
): SettingProblem {
  const shown = shortText(safeJson(raw), MAX_SHOWN);
  return source === 'environment'
    ? { where: row.env, message: `${shown}: expected ${row.expects}` }
    : { where: source, message: `${key}: ${shown}: expected ${row.expects}` };
}

function invalidSettings(problems: readonly SettingProblem[]): InvalidInputError {
  const list = problems.map(({ where, message }) => `  ${where}: ${message}`).join('\n');
  return new InvalidInputError(
    `These settings are invalid:\n${list}`,
    problems.map(({ where, message }) => ({ field: where, message })),
    'invalidSettings',
  );
}
