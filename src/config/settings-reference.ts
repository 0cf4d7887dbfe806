import { defaultText } from './sample-file.js';
import { SETTING_ROWS } from './settings-table.js';

/** The table of `docs/settings.md`, in Markdown. `npm run generate` writes it. */
export function settingsReference(): string {
  const rows = SETTING_ROWS.map(([key, row]) =>
    [
      code(row.env),
      code(key),
      row.defaultText ?? code(defaultText(row)),
      `${row.meaning} Example: ${code(row.example)}`,
      row.reload ? 'yes' : 'no',
    ].map((cell) => cell.replaceAll('|', '\\|')),
  );
  return [
    ['Environment', 'File', 'Default', 'Meaning', 'Reload'],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('');
}

function code(text: string): string {
  return text === 'none' ? text : `\`${text}\``;
}
