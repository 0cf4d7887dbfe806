import { Pagination, type PaginationProps } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { DEFAULT_PER_PAGE } from './use-list-view';
import { NothingMatches } from './nothing-matches';

interface Props {
  paging: PaginationProps & { itemCount: number };
  one: string;
  many: string;
  /** The table of the page that is shown. */
  children: ReactNode;
}

/** What a search has found: its table with pages, or that there is nothing. */
export function FoundRows({ paging, one, many, children }: Props) {
  if (paging.itemCount === 0) return <NothingMatches one={one} many={many} />;
  return (
    <>
      {children}
      {paging.itemCount > DEFAULT_PER_PAGE && (
        <Pagination {...paging} variant="bottom" widgetId={`${many}-pages`} />
      )}
    </>
  );
}
