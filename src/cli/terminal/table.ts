import { safeText } from './safe-text.js';
import { type Style, styled } from './style.js';
import type { Terminal } from './terminal.js';
import { cutMiddle, cutText, padText, textWidth, wrapText } from './text-width.js';

/** A column of a table with rows of type `T`. */
export interface Column<T> {
  readonly title: string;
  readonly value: (row: T) => string | number | null;
  readonly style?: (row: T) => Style;
  readonly alignRight?: boolean;
  /** Cut this column last: the user needs its text for the next command. */
  readonly keep?: boolean;
  /** Cut its cells in the middle: the ends of names tell them apart. */
  readonly cutMiddle?: boolean;
}

const GAP = '  ';
const LEAST_WIDTH = 6;

/** Render rows as a table that fits the terminal's width; cells that do not fit end in "…". */
export function renderTable<T>(
  terminal: Pick<Terminal, 'width' | 'color'>,
  columns: readonly Column<T>[],
  rows: readonly T[],
): string {
  const cells = rows.map((row) =>
    columns.map((column) => safeText(String(column.value(row) ?? '-'))),
  );
  const widths = fit(
    columns.map((column, index) =>
      Math.max(textWidth(column.title), ...cells.map((row) => textWidth(row[index] ?? ''))),
    ),
    columns.map(({ keep }) => keep ?? false),
    terminal.width,
  );
  const line = (texts: readonly string[], style: (index: number) => Style): string =>
    texts
      .map((text, index) => {
        const padded = fitCell(text, widths[index] ?? 0, columns[index]);
        return styled(padded, style(index), terminal.color);
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
  const indent = Math.max(...fields.map(([name]) => textWidth(name))) + GAP.length;
  return fields
    .map(([name, value]) => {
      const text = wrapText(safeText(String(value ?? '-')), indent, terminal.width);
      return `${padText(name, indent)}${text}\n`;
    })
    .join('');
}

/** Reduce the widest column until all columns fit; columns with `keep` come last. */
function fit(
  wanted: readonly number[],
  keep: readonly boolean[],
  available: number | undefined,
): number[] {
  const widths = [...wanted];
  if (available === undefined) return widths;
  const space = available - GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - space;
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

/** Pad or cut a cell to the width of its column. */
function fitCell(
  text: string,
  width: number,
  column: Pick<Column<unknown>, 'alignRight' | 'cutMiddle'> = {},
): string {
  const fitting = textWidth(text) > width ? cutCell(text, width, column) : text;
  return column.alignRight
    ? ' '.repeat(Math.max(0, width - textWidth(fitting))) + fitting
    : padText(fitting, width);
}

function cutCell(text: string, width: number, column: Pick<Column<unknown>, 'cutMiddle'>): string {
  return column.cutMiddle ? cutMiddle(text, width) : `${cutText(text, width - 1)}…`;
}

/** A field of {@link renderFields} that is left out without a value. */
export function optional(name: string, value: string | null): (readonly [string, string])[] {
  return value ? [[name, value]] : [];
}
