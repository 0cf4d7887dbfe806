import { describe, expect, it } from 'vitest';
import { type Column, renderFields, renderTable, wrap } from './table.js';

interface Row {
  readonly name: string;
  readonly words: string | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'NAME', value: ({ name }) => name, keep: true },
  { title: 'WORDS', value: ({ words }) => words },
];
const PLAIN = { width: undefined, colour: false };

describe('renderTable', () => {
  it('aligns columns, shows "-" for nothing and leaves no blanks at the end', () => {
    const rows = [
      { name: 'a', words: 'one' },
      { name: 'longer', words: null },
    ];
    expect(renderTable(PLAIN, COLUMNS, rows)).toBe('NAME    WORDS\na       one\nlonger  -\n');
  });

  it('cuts what may be cut until a line fits the terminal', () => {
    const rows = [{ name: 'a-name-of-24-characters-', words: 'words '.repeat(20) }];
    const table = renderTable({ width: 40, colour: false }, COLUMNS, rows);
    for (const line of table.trimEnd().split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(table).toContain('a-name-of-24-characters-  words words w…');
  });

  it('prints everything where the output is no terminal', () => {
    const words = 'x'.repeat(500);
    expect(renderTable(PLAIN, COLUMNS, [{ name: 'a', words }])).toContain(words);
  });

  it('lets no escape sequence through, and colours only where colours are wanted', () => {
    const rows = [{ name: '\u001b]52;c;aGk=\u0007', words: '\u202egnp' }];
    const table = renderTable(PLAIN, COLUMNS, rows);
    for (const harmful of ['\u001b', '\u0007', '\u202e']) expect(table).not.toContain(harmful);
    const coloured: readonly Column<string>[] = [
      { title: 'NAME', value: (name) => name, style: () => 'good' },
    ];
    expect(renderTable({ width: 80, colour: true }, coloured, ['a'])).toContain(
      '\u001b[32ma   \u001b[0m',
    );
    expect(renderTable(PLAIN, coloured, ['a'])).not.toContain('\u001b');
  });
});

it('wraps between words, and breaks no word', () => {
  expect(wrap('one two three', 4, 18)).toBe('one two three');
  expect(wrap('one two three', 4, 17)).toBe('one two three');
  expect(wrap('one two three four', 4, 17)).toBe('one two three\n    four');
  expect(wrap('one two', 4, undefined)).toBe('one two');
});

it('puts values in one column', () => {
  expect(
    renderFields(PLAIN, [
      ['Name', 'web-1'],
      ['Last error', null],
    ]),
  ).toBe('Name        web-1\nLast error  -\n');
});
