import {
  isScalar,
  isSeq,
  LineCounter,
  isMap,
  parseDocument,
  type Node,
  type ParsedNode,
} from 'yaml';
import { InvalidInputError } from '../common/errors.js';
import { errorCode, readFailure, readTextFile } from '../common/text-file.js';
import { shortText } from '../common/text.js';
import {
  SETTING_ROWS,
  SETTINGS_TABLE,
  type SettingKey,
  type SettingRow,
} from './settings-table.js';
import { suggestion } from './suggestion.js';

/** A value of a setting as it was written, and where. */
export interface WrittenValue {
  readonly raw: string | readonly string[];
  /** "/etc/picostack/picostack.yaml:3" or "environment". */
  readonly source: string;
}

export type WrittenSettings = Partial<Record<SettingKey, WrittenValue>>;

/** A reason to refuse the settings; `where` is a file with a line, or a variable. */
export interface SettingProblem {
  readonly where: string;
  readonly message: string;
}

const MAX_SHOWN = 60;

/**
 * Read the settings of a file, and add what is wrong to `problems`.
 * @param isRequired whether the file must exist
 * @throws InvalidInputError if the file cannot be read
 */
export function readSettingsFile(
  path: string,
  isRequired: boolean,
  problems: SettingProblem[],
): WrittenSettings {
  const text = readText(path, isRequired);
  return text === undefined ? {} : parseSettings(path, text, problems);
}

function readText(path: string, isRequired: boolean): string | undefined {
  try {
    return readTextFile(path);
  } catch (error) {
    const isMissing = errorCode(error) === 'ENOENT';
    if (isMissing && !isRequired) return undefined;
    const advice = '. Create it with "picostk init config", or change PICOSTACK_CONFIG';
    throw new InvalidInputError(
      `Cannot read the settings file ${path}: ${readFailure(error)}${isMissing ? advice : ''}.`,
      [],
      'invalidSettings',
      { cause: error },
    );
  }
}

function parseSettings(path: string, text: string, problems: SettingProblem[]): WrittenSettings {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => `${path}:${lines.linePos(offset).line}`;
  for (const error of document.errors) {
    problems.push({ where: at(error.pos[0]), message: yamlMessage(error.code, error.message) });
  }
  const root: ParsedNode | null = document.contents;
  // A file of comments has no content.
  if (document.errors.length > 0 || root === null || isEmpty(root)) return {};
  if (!isMap(root)) {
    problems.push({
      where: at(root.range[0]),
      message: 'expected lines of the form "name: value"',
    });
    return {};
  }
  const settings: WrittenSettings = {};
  for (const { key, value } of root.items) {
    const where = at(key.range?.[0] ?? 0);
    const name = isScalar(key) ? String(key.value) : 'a list or a map';
    const row = isScalar(key) ? findRow(name) : undefined;
    if (!row) {
      problems.push({ where, message: unknownSetting(name) });
      continue;
    }
    const raw = rawValue(value, row[1]);
    if (typeof raw === 'object' && 'problem' in raw) {
      problems.push({ where, message: `${row[0]}: ${raw.problem}` });
    } else {
      settings[row[0]] = { raw, source: where };
    }
  }
  return settings;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null;
}

function findRow(key: string): readonly [SettingKey, SettingRow] | undefined {
  return SETTING_ROWS.find(([name]) => name === key);
}

function unknownSetting(key: string): string {
  const byEnvironmentName = SETTING_ROWS.find(([, row]) => row.env === key);
  const nearest = byEnvironmentName?.[0] ?? suggestion(key, Object.keys(SETTINGS_TABLE));
  const advice = nearest
    ? `Did you mean "${nearest}"?`
    : 'See "picostk config show" for all names.';
  return `unknown setting "${shortText(key, MAX_SHOWN)}". ${advice}`;
}

/** Return the value as it is written: YAML would read 08080 and 1e3 as numbers, and 2026-01-01 as a date. */
function rawValue(
  value: ParsedNode | null,
  row: SettingRow,
): string | readonly string[] | { problem: string } {
  if (value === null || isEmpty(value)) {
    return { problem: `has no value. Expected ${row.expects}; remove the line for the default` };
  }
  if (isScalar(value)) return scalarText(value);
  if (!isSeq(value) || row.separator === undefined) {
    const what = isSeq(value) ? 'a list' : isMap(value) ? 'a map' : 'an alias';
    return { problem: `${what} is not possible here. Expected ${row.expects}` };
  }
  const entries: string[] = [];
  for (const item of value.items) {
    if (!isScalar(item) || isEmpty(item)) {
      return { problem: `every entry of the list must be text. Expected ${row.expects}` };
    }
    entries.push(scalarText(item));
  }
  return entries;
}

function scalarText(scalar: { value: unknown; source?: string; type?: string }): string {
  return scalar.type === 'PLAIN' && scalar.source !== undefined
    ? scalar.source
    : String(scalar.value);
}

/** Say the common mistakes in the terms of settings; the others in the words of the parser. */
function yamlMessage(code: string, message: string): string {
  return YAML_MESSAGES[code] ?? `not valid YAML: ${message}`;
}

const YAML_MESSAGES: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this setting is in the file twice. Remove one of the lines',
  MULTIPLE_DOCS: 'the file has more than one document. Remove the line "---" and what follows',
  TAB_AS_INDENT: 'not valid YAML: a tab is not allowed at the beginning of a line. Use spaces',
};
