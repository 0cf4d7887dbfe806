const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** A value that rows are sorted by. */
export type SortValue = string | number;
/** Ascending or descending. */
export type SortDirection = 'asc' | 'desc';

/** Compare numbers by value and texts in natural order: tiny-2 before tiny-10. */
export function compareValues(a: SortValue, b: SortValue): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : collator.compare(String(a), String(b));
}

/** Sort by a value of each row; rows with equal values by name, ascending. */
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

/** Check whether the texts contain every word of the query. */
export function matchesQuery(query: string, texts: (string | null | undefined)[]): boolean {
  const haystack = texts.join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

/** Limit a page number to the last page that has rows; the first page is 1. */
export function clampPage(page: number, perPage: number, count: number): number {
  return Math.min(Math.max(1, page), Math.max(1, Math.ceil(count / perPage)));
}

interface Counted {
  shown: number;
  total: number;
  singular: string;
  plural: string;
}

/** "1 image", "3 of 12 images" */
export function formatCount({ shown, total, singular, plural }: Counted): string {
  const count = shown === total ? `${total}` : `${shown} of ${total}`;
  return `${count} ${total === 1 ? singular : plural}`;
}
