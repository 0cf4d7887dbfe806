import { SearchInput, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ListFilter, type ListFilterProps } from './list-filter';

interface Props {
  /** What is listed, for those who do not see the place: "Instances". */
  label: string;
  searchLabel: string;
  placeholder?: string;
  query: string;
  onQuery: (query: string) => void;
  filters?: ListFilterProps[];
  /** "3 of 12 images"; undefined until it is known. */
  count: string | undefined;
  /** What is made here. */
  action?: ReactNode;
  /** A second line: what is done with the chosen rows. */
  children?: ReactNode;
}

/** The line over a list: search, filters, how many there are, and what makes one more. */
export function ListToolbar(props: Props) {
  const { label, searchLabel, placeholder = 'Search', query, onQuery } = props;
  const { filters = [], count, action, children } = props;
  return (
    <Toolbar aria-label={`${label} tools`} inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem className="ps-search">
          <SearchInput
            aria-label={searchLabel}
            placeholder={placeholder}
            value={query}
            onChange={(_event, value) => onQuery(value)}
            onClear={() => onQuery('')}
          />
        </ToolbarItem>
        {filters.map((filter) => (
          <ToolbarItem key={filter.label}>
            <ListFilter {...filter} />
          </ToolbarItem>
        ))}
        {count !== undefined && (
          <ToolbarItem className="ps-count">
            <span className="ps-subtle ps-nowrap" role="status">
              {count}
            </span>
          </ToolbarItem>
        )}
        {action && <ToolbarItem align={{ default: 'alignEnd' }}>{action}</ToolbarItem>}
      </ToolbarContent>
      {children && <ToolbarContent>{children}</ToolbarContent>}
    </Toolbar>
  );
}
