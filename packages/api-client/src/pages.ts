/** A page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The number of items on all pages. */
  readonly total: number;
}

/** The largest page that the server returns. */
const PAGE_SIZE = 1000;

/** Read all pages of a list. */
export async function readAllPages<T>(
  readPage: (query: { limit: number; offset: number }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = [];
  for (;;) {
    const page = await readPage({ limit: PAGE_SIZE, offset: items.length });
    items.push(...page.items);
    if (items.length >= page.total || page.items.length === 0) return items;
  }
}
