import { SETTING_ROWS, type SettingKey, type SettingRow } from './settings-table.js';

const WIDTH = 100;

const HEADER = `# The settings of picostack. Each line below shows an example, not the default: remove the "#" to use it.
# Check the file with "picostk config check". See what is in effect with "picostk config show".
# A running server reads the file again on SIGHUP ("systemctl reload picostk").
# Environment variables override the file.
`;

/** The settings file of `picostk init config`: every setting with its meaning and its default, commented out. */
export function sampleSettingsFile(): string {
  return [HEADER, ...SETTING_ROWS.map(([key, row]) => entryOf(key, row))].join('\n');
}

function entryOf(key: SettingKey, row: SettingRow): string {
  const restart = row.reload ? '' : ' A change needs a restart.';
  const about = [
    ...wrap(`${row.meaning}${restart}`),
    ...wrap(`Default: ${defaultText(row)}. Environment: ${row.env}`),
  ];
  return `${about.map((line) => `# ${line}\n`).join('')}#${key}: ${yamlValue(row)}\n`;
}

/** The default of a setting for readers. */
export function defaultText(row: SettingRow): string {
  if (row.defaultText !== undefined) return row.defaultText;
  if (row.separator !== undefined) return 'none';
  return typeof row.default === 'string' ? row.default : 'none';
}

function yamlValue(row: SettingRow): string {
  if (row.separator === undefined) return row.example;
  return `[${row.example
    .split(row.separator)
    .map((entry) => JSON.stringify(entry))
    .join(', ')}]`;
}

function wrap(text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
