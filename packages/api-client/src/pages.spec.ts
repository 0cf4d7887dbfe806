import { describe, expect, it } from 'vitest';
import { readAllPages } from './pages.js';

/** A list of numbers that is read in pages; the server may return smaller pages than requested. */
function listOf(total: number, pageSize: number) {
  const queries: { limit: number; offset: number }[] = [];
  return {
    queries,
    readPage: (query: { limit: number; offset: number }) => {
      queries.push(query);
      const length = Math.min(pageSize, query.limit, Math.max(0, total - query.offset));
      return Promise.resolve({
        items: Array.from({ length }, (_, index) => query.offset + index),
        total,
      });
    },
  };
}

describe('readAllPages', () => {
  it.each([
    [0, 1000, 1],
    [1, 1000, 1],
    [1000, 1000, 1],
    [2500, 1000, 3],
    [25, 10, 3],
  ])('reads %d items in pages of %d with %d requests', async (total, pageSize, requests) => {
    const list = listOf(total, pageSize);
    expect(await readAllPages(list.readPage)).toEqual(Array.from({ length: total }, (_, i) => i));
    expect(list.queries).toHaveLength(requests);
  });

  it('stops at an empty page, when items are deleted in the meantime', async () => {
    const readPage = ({ offset }: { offset: number }) =>
      Promise.resolve({ items: offset === 0 ? ['a'] : [], total: 5 });
    expect(await readAllPages(readPage)).toEqual(['a']);
  });
});
