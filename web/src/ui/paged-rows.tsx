import {
  Button,
  EmptyState,
  EmptyStateBody,
  EmptyStateFooter,
  Pagination,
  type PaginationProps,
} from '@patternfly/react-core';
import { SearchIcon } from '@patternfly/react-icons';
import type { ThProps } from '@patternfly/react-table';
import { type ReactNode, useState } from 'react';

import { clampPage, type SortDirection, sortRows, type SortValue } from './list-view';
import { useClearSearchParams } from './use-search-param';

const DEFAULT_PER_PAGE = 20;

/** Sort and page rows in the browser. */
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

interface PagedRowsProps {
  paging: PaginationProps & { itemCount: number };
  plural: string;
  /** The table of the current page. */
  children: ReactNode;
}

/** The rows that match a search with their pagination, or the message that none match. */
export function PagedRows({ paging, plural, children }: PagedRowsProps) {
  if (paging.itemCount === 0) return <NoMatches plural={plural} />;
  return (
    <>
      {children}
      {paging.itemCount > DEFAULT_PER_PAGE && (
        <Pagination {...paging} variant="bottom" widgetId={`${plural}-pages`} />
      )}
    </>
  );
}

interface NoMatchesProps {
  /** "images" */
  plural: string;
}

/** Shown instead of a list if no row matches the search and the filters. */
export function NoMatches({ plural }: NoMatchesProps) {
  const clear = useClearSearchParams();
  return (
    <EmptyState titleText="No matches" icon={SearchIcon} headingLevel="h2">
      <EmptyStateBody>No {plural} match your search.</EmptyStateBody>
      <EmptyStateFooter>
        <Button variant="link" onClick={clear}>
          Show all {plural}
        </Button>
      </EmptyStateFooter>
    </EmptyState>
  );
}
