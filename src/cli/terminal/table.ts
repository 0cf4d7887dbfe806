import { safeText } from './safe-text.js';
import { type Style, styled } from './style.js';
import type { Terminal } from './terminal.js';

/** One column of a table over rows of `T`. */
export interface Column<T> {
  readonly title: string;
  readonly value: (row: T) => string | number | null;
  readonly style?: (row: T) => Style;
  readonly alignRight?: boolean;
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

/** Renders "name: value" lines, the values in one column. */
export function renderFields(
  fields: readonly (readonly [string, string | number | null])[],
): string {
  const width = Math.max(...fields.map(([name]) => name.length));
  return fields
    .map(([name, value]) => `${name.padEnd(width)}${GAP}${safeText(String(value ?? '-'))}\n`)
    .join('');
}

/** Takes width from the widest column until all fit, or none can give more. */
function fit(wanted: readonly number[], available: number | undefined): number[] {
  const widths = [...wanted];
  if (available === undefined) return widths;
  const room = available - GAP.length * (widths.length - 1);
  let excess = widths.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= LEAST_WIDTH) break;
    widths[widest] = width - 1;
    excess -= 1;
  }
  return widths;
}

function pad(text: string, width: number, alignRight: boolean): string {
  const cut = text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
  return alignRight ? cut.padStart(width) : cut.padEnd(width);
}
