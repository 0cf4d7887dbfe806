import { safeText } from './safe-text.js';
import { type Style, styled } from './style.js';
import type { Terminal } from './terminal.js';

/** One column of a table over rows of `T`. */
export interface Column<T> {
  readonly title: string;
  readonly value: (row: T) => string | number | null;
  readonly style?: (row: T) => Style;
  readonly alignRight?: boolean;
  /** Cut it short only when nothing else can be: a person needs it whole for the next command. */
  readonly keep?: boolean;
}

const GAP = '  ';
const LEAST_WIDTH = 6;

/** Renders rows as a table that fits the terminal's width; cells that do not fit end in "…". */
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
      Math.max(column.title.length, ...cells.map((row) => row[index]?.length ?? 0)),
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

/** Renders names and their values, the values in one column and wrapped to the terminal's width. */
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

/** Breaks text between words; the lines after the first are indented. */
export function wrap(text: string, indent: number, width: number | undefined): string {
  const room = (width ?? Number.POSITIVE_INFINITY) - indent;
  if (text.length <= room || room < LEAST_WIDTH * 2) return text;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** Takes width from the widest column until all fit, from those to keep last. */
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

function pad(text: string, width: number, alignRight: boolean): string {
  const cut = text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
  return alignRight ? cut.padStart(width) : cut.padEnd(width);
}
