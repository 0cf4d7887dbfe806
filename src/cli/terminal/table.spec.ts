import stringWidth from 'fast-string-width';
import { describe, expect, it } from 'vitest';
import { type Column, renderFields, renderTable } from './table.js';

interface Row {
  readonly name: string;
  readonly text: string | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'NAME', value: ({ name }) => name, keep: true },
  { title: 'TEXT', value: ({ text }) => text },
];
const PLAIN = { width: undefined, color: false };

describe('renderTable', () => {
  it('aligns columns, shows "-" for missing values, and has no blanks at the end', () => {
    const rows = [
      { name: 'a', text: 'one' },
      { name: 'longer', text: null },
    ];
    expect(renderTable(PLAIN, COLUMNS, rows)).toBe('NAME    TEXT\na       one\nlonger  -\n');
  });

  it('cuts cells until a line fits the terminal', () => {
    const rows = [{ name: 'a-name-of-24-characters-', text: 'words '.repeat(20) }];
    const table = renderTable({ width: 40, color: false }, COLUMNS, rows);
    for (const line of table.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(table).toContain('a-name-of-24-characters-  words words w…');
  });

  it('cuts names in the middle, where a column says so', () => {
    const columns = [
      { title: 'NAME', value: ({ name }: Row) => name, cutMiddle: true },
      ...COLUMNS.slice(1),
    ];
    const name = `web-${'x'.repeat(55)}-017`;
    const table = renderTable({ width: 30, color: false }, columns, [{ name, text: 'running' }]);
    expect(table).toMatch(/^web-x+…x+-017  running$/m);
  });

  it('counts columns of the terminal, not characters', () => {
    const rows = [
      { name: '网络服务器', text: 'two columns each' },
      { name: 'e\u0301te\u0301', text: 'combining accents' },
      { name: '👩‍💻🇩🇪', text: 'emoji of several characters' },
      { name: 'plain', text: '-' },
    ];
    const lines = renderTable(PLAIN, COLUMNS, rows).trimEnd().split('\n');
    const columns = lines.map((line) => stringWidth(/^.* {2}(?=\S)/.exec(line)?.[0] ?? ''));
    expect(new Set(columns.slice(1, 4))).toEqual(new Set([12]));
    expect(lines[0]).toBe('NAME        TEXT');
  });

  it.each(['网络'.repeat(40), '👩‍💻'.repeat(60), 'e\u0301'.repeat(100), 'x'.repeat(100)])(
    'cuts at the width of the terminal, and splits no character: %s',
    (text) => {
      const table = renderTable({ width: 80, color: false }, COLUMNS, [{ name: 'a', text }]);
      const line = table.trimEnd().split('\n')[1] ?? '';
      expect(stringWidth(line)).toBeGreaterThan(76);
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
      const cell = /\S+$/.exec(line)?.[0].replace(/…$/, '') ?? '';
      expect(text.startsWith(cell)).toBe(true);
      const segments = (part: string) => [...new Intl.Segmenter().segment(part)].length;
      expect(segments(cell)).toBe(segments(`${cell}…`) - 1);
    },
  );

  it('prints everything if the output is not a terminal', () => {
    const text = 'x'.repeat(500);
    expect(renderTable(PLAIN, COLUMNS, [{ name: 'a', text }])).toContain(text);
  });

  it('removes escape sequences, and colors only a terminal with colors', () => {
    const rows = [{ name: '\u001b]52;c;aGk=\u0007', text: '\u202egnp' }];
    const table = renderTable(PLAIN, COLUMNS, rows);
    for (const harmful of ['\u001b', '\u0007', '\u202e']) expect(table).not.toContain(harmful);
    const colored: readonly Column<string>[] = [
      { title: 'NAME', value: (name) => name, style: () => 'good' },
    ];
    expect(renderTable({ width: 80, color: true }, colored, ['a'])).toContain(
      '\u001b[32ma   \u001b[0m',
    );
    expect(renderTable(PLAIN, colored, ['a'])).not.toContain('\u001b');
  });
});

it('aligns values', () => {
  expect(
    renderFields(PLAIN, [
      ['Name', 'web-1'],
      ['Last error', null],
    ]),
  ).toBe('Name        web-1\nLast error  -\n');
});

it('aligns values after names with wide characters', () => {
  const rendered = renderFields(PLAIN, [
    ['Pool 网络', 'a'],
    ['QEMU', 'b'],
  ]);
  expect(rendered).toBe('Pool 网络  a\nQEMU       b\n');
});
