const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export type SortValue = string | number;
export type SortDirection = 'asc' | 'desc';

/** tiny-2 before tiny-10, numbers by their size. */
export function compareValues(a: SortValue, b: SortValue): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}

/** Sorts by a value of each row; equal ones by name, always upwards. */
export function sortRows<T extends { name: string }>(
  rows: T[],
  valueOf: (row: T) => SortValue,
  direction: SortDirection,
): T[] {
  const sign = direction === 'asc' ? 1 : -1;
  return rows.toSorted(
    (a, b) => sign * compareValues(valueOf(a), valueOf(b)) || compareValues(a.name, b.name),
  );
}

/** Whether every word of the query is somewhere in the texts. */
export function matchesQuery(query: string, texts: (string | null | undefined)[]): boolean {
  const haystack = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** The page that holds rows when there are fewer than before; pages count from 1. */
export function clampPage(page: number, perPage: number, count: number): number {
  return Math.min(Math.max(1, page), Math.max(1, Math.ceil(count / perPage)));
}

interface Counted {
  shown: number;
  total: number;
  one: string;
  many: string;
}

/** "1 image", "3 of 12 images" */
export function countWords({ shown, total, one, many }: Counted): string {
  const count = shown === total ? `${total}` : `${shown} of ${total}`;
  return `${count} ${total === 1 ? one : many}`;
}
