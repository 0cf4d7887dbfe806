import {
  Button,
  DataList,
  DataListCell,
  DataListItem,
  DataListItemCells,
  DataListItemRow,
  SearchInput,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { formatBytes } from '@picostack/api-client/formats';
import { useState } from 'react';

import { queryKeys } from '../api/query-client';
import type { CatalogueEntryDto } from '../api/types';
import { matchesQuery } from '../ui/list-view';
import { QueryBoundary } from '../ui/query-boundary';
import { readCatalogue } from './requests';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

interface Props {
  /** The entry that is being imported. */
  busyEntry: string | null;
  onImport: (entry: CatalogueEntryDto) => void;
}

/** The well-known cloud images, each with a button that imports it. */
export function CatalogueList({ busyEntry, onImport }: Props) {
  const [query, setQuery] = useState('');
  const catalogue = useQuery({
    queryKey: queryKeys.catalogue,
    queryFn: ({ signal }) => readCatalogue(signal),
  });
  return (
    <>
      <SearchInput
        aria-label="Search the catalogue"
        placeholder="Search the catalogue"
        value={query}
        onChange={(_event, value) => setQuery(value)}
        onClear={() => setQuery('')}
      />
      <QueryBoundary query={catalogue} what="the catalogue">
        {(entries) => {
          const found = entries.filter(({ name, title, osInfo, description }) =>
            matchesQuery(query, [name, title, osInfo, description]),
          );
          if (found.length === 0) return <p>No entry of the catalogue matches.</p>;
          return (
            <DataList aria-label="Catalogue" isCompact>
              {found.map((entry) => (
                <Entry
                  key={entry.name}
                  entry={entry}
                  isBusy={busyEntry === entry.name}
                  isDisabled={busyEntry !== null}
                  onImport={() => onImport(entry)}
                />
              ))}
            </DataList>
          );
        }}
      </QueryBoundary>
    </>
  );
}

interface EntryProps {
  entry: CatalogueEntryDto;
  isBusy: boolean;
  isDisabled: boolean;
  onImport: () => void;
}

function Entry({ entry, isBusy, isDisabled, onImport }: EntryProps) {
  const { name, title, url, minMemoryMiB, minDiskGiB, defaultUser } = entry;
  const needs = `${formatBytes(minMemoryMiB * MIB)} of memory, ${formatBytes(minDiskGiB * GIB)} of disk`;
  const user = defaultUser === null ? '' : `, user ${defaultUser}`;
  return (
    <DataListItem aria-labelledby={`catalogue-${name}`}>
      <DataListItemRow>
        <DataListItemCells
          dataListCells={[
            <DataListCell key="title">
              <div id={`catalogue-${name}`}>
                <strong className="ps-break">{title}</strong>
              </div>
              <small>
                {needs}
                {user}, from {new URL(url).hostname}
              </small>
            </DataListCell>,
            <DataListCell key="import" isFilled={false} alignRight>
              <Button
                variant="secondary"
                size="sm"
                isLoading={isBusy}
                isDisabled={isDisabled}
                aria-label={`Import ${title}`}
                onClick={onImport}
              >
                Import
              </Button>
            </DataListCell>,
          ]}
        />
      </DataListItemRow>
    </DataListItem>
  );
}
