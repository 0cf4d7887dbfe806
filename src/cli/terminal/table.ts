import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { safeText } from './safe-text.js';
import { type Style, styled } from './style.js';
import type { Terminal } from './terminal.js';

/** A column of a table with rows of type `T`. */
export interface Column<T> {
  readonly title: string;
  readonly value: (row: T) => string | number | null;
  readonly style?: (row: T) => Style;
  readonly alignRight?: boolean;
  /** Cut this column only if no other can be cut: the user needs its text for the next command. */
  readonly keep?: boolean;
}

const GAP = '  ';
const LEAST_WIDTH = 6;

/** Render rows as a table that fits the terminal's width; cells that do not fit end in "…". */
export function renderTable<T>(
  terminal: Pick<Terminal, 'width' | 'colour'>,
  columns: readonly Column<T>[],
  rows: readonly T[],
): string {
  const cells = rows.map((row) =>
    columns.map((column) => safeText(String(column.value(row) ?? '-'))),
  );
  const widths = fit(
    columns.map((column, index) =>
      Math.max(column.title.length, ...cells.map((row) => stringWidth(row[index] ?? ''))),
    ),
    columns.map(({ keep }) => keep ?? false),
    terminal.width,
  );
  const line = (texts: readonly string[], style: (index: number) => Style): string =>
    texts
      .map((text, index) => {
        const padded = pad(text, widths[index] ?? 0, columns[index]?.alignRight ?? false);
        return styled(padded, style(index), terminal.colour);
      })
      .join(GAP)
      .trimEnd();
  const header = line(
    columns.map(({ title }) => title),
    () => 'dim',
  );
  const body = rows.map((row, at) =>
    line(cells[at] ?? [], (index) => columns[index]?.style?.(row) ?? 'plain'),
  );
  return `${[header, ...body].join('\n')}\n`;
}

/** Render names and values in two columns; values are wrapped to the terminal's width. */
export function renderFields(
  terminal: Pick<Terminal, 'width'>,
  fields: readonly (readonly [string, string | number | null])[],
): string {
  const indent = Math.max(...fields.map(([name]) => name.length)) + GAP.length;
  return fields
    .map(([name, value]) => {
      const lines = wrap(safeText(String(value ?? '-')), indent, terminal.width);
      return `${name.padEnd(indent)}${lines}
`;
    })
    .join('');
}

/** Wrap text between words to the terminal's width; the lines after the first are indented. */
export function wrap(text: string, indent: number, width: number | undefined): string {
  const available = (width ?? Number.POSITIVE_INFINITY) - indent;
  if (stringWidth(text) <= available || available < LEAST_WIDTH * 2) return text;
  return wrapAnsi(text, available).replaceAll('\n', `\n${' '.repeat(indent)}`);
}

/** Reduce the widest column until all columns fit; columns with `keep` come last. */
function fit(
  wanted: readonly number[],
  keep: readonly boolean[],
  available: number | undefined,
): number[] {
  const widths = [...wanted];
  if (available === undefined) return widths;
  const room = available - GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  for (const kept of [false, true]) {
    while (excess > 0) {
      const candidates = widths.map((width, at) => (keep[at] === kept ? width : 0));
      const widest = candidates.indexOf(Math.max(...candidates));
      const width = candidates[widest] ?? 0;
      if (width <= LEAST_WIDTH) break;
      widths[widest] = width - 1;
      excess -= 1;
    }
  }
  return widths;
}

/** Pad or cut a text to a number of columns of the terminal: a Chinese character or an emoji has two. */
function pad(text: string, width: number, alignRight: boolean): string {
  const fitting = stringWidth(text) > width ? `${cut(text, width - 1)}…` : text;
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(fitting)));
  return alignRight ? blanks + fitting : fitting + blanks;
}

const graphemes = new Intl.Segmenter();

/** Cut a text between characters that a reader sees as one, so that no accent or emoji is split. */
function cut(text: string, width: number): string {
  let result = '';
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(result + segment) > width) break;
    result += segment;
  }
  return result;
}
