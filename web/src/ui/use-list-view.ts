import type { ThProps } from '@patternfly/react-table';
import { useState } from 'react';

import { clampPage, sortRows, type SortDirection, type SortValue } from './list-view';

export const DEFAULT_PER_PAGE = 20;

/** Sorting and paging of rows that are all here. */
export function useListView<T extends { name: string }, Column extends string>(
  rows: T[],
  columns: Record<Column, (row: T) => SortValue>,
  initial: { column: NoInfer<Column>; direction: SortDirection },
) {
  const [sort, setSort] = useState<{ column: Column; direction: SortDirection }>(initial);
  const [wantedPage, setPage] = useState(1);
  const [perPage, setPerPage] = useState(DEFAULT_PER_PAGE);

  const sorted = sortRows(rows, columns[sort.column], sort.direction);
  const page = clampPage(wantedPage, perPage, sorted.length);
  const order = Object.keys(columns);

  const sortOf = (column: Column): ThProps['sort'] => ({
    columnIndex: order.indexOf(column),
    sortBy: { index: order.indexOf(sort.column), direction: sort.direction },
    onSort: (_event, _index, direction) => setSort({ column, direction }),
  });

  return {
    pageRows: sorted.slice((page - 1) * perPage, page * perPage),
    sortOf,
    paging: {
      itemCount: sorted.length,
      page,
      perPage,
      onSetPage: (_event: unknown, next: number) => setPage(next),
      onPerPageSelect: (_event: unknown, next: number) => {
        setPerPage(next);
        setPage(1);
      },
    },
  };
}
