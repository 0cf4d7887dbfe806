import { PageSection } from '@patternfly/react-core';

import type { ImageDto } from '../api/types';
import { useImages } from '../live/queries';
import { useCanEdit } from '../session/session';
import { ListToolbar } from '../ui/list-toolbar';
import { compareValues, formatCount, matchesQuery, type SortValue } from '../ui/list-view';
import { PageHeading } from '../ui/page-heading';
import { PagedRows, useListView } from '../ui/paged-rows';
import { QueryBoundary } from '../ui/query-boundary';
import { useSearchParam } from '../ui/use-search-param';
import { type ImageColumn, ImagesTable } from './images-table';
import { ImportButton } from './import-dialog';
import {
  imageStateName,
  SHOWN_IMAGE_STATES,
  shownImageState,
  type ShownImageState,
} from './image-states';
import { NoImages } from './no-images';
import { UploadButton, UploadDrop } from './upload-dialog';

const COLUMNS: Record<ImageColumn, (image: ImageDto) => SortValue> = {
  name: ({ name }) => name,
  status: (image) => SHOWN_IMAGE_STATES.indexOf(shownImageState(image)),
  size: ({ virtualSizeBytes }) => virtualSizeBytes ?? 0,
  clones: ({ cloneCount }) => cloneCount,
  created: ({ createdAt }) => Date.parse(createdAt),
};

/** The page with all images. */
export function ImagesPage() {
  const images = useImages();
  const canEdit = useCanEdit();
  return (
    <>
      <PageHeading title="Images" />
      <PageSection isFilled>
        <QueryBoundary query={images} what="the images">
          {(all) =>
            all.length === 0 ? <NoImages canAdd={canEdit} /> : <ImagesView images={all} />
          }
        </QueryBoundary>
      </PageSection>
      {canEdit && <UploadDrop />}
    </>
  );
}

function ImagesView({ images }: { images: ImageDto[] }) {
  const [query, setQuery] = useSearchParam('q');
  const [stateFilter, setStateFilter] = useSearchParam('status');
  const [tagFilter, setTagFilter] = useSearchParam('tag');
  const canEdit = useCanEdit();
  const found = images.filter(
    (image) =>
      (stateFilter === '' || shownImageState(image) === stateFilter) &&
      (tagFilter === '' || image.tags.includes(tagFilter)) &&
      matchesQuery(query, [
        image.name,
        image.description,
        image.osInfo,
        image.sha256,
        ...image.tags,
      ]),
  );
  const view = useListView(found, COLUMNS, { column: 'name', direction: 'asc' });
  const states = stateOptions(images, stateFilter);
  const tags = tagOptions(images, tagFilter);
  return (
    <>
      <ListToolbar
        label="Images"
        searchLabel="Search images"
        query={query}
        onQuery={setQuery}
        filters={[
          {
            label: 'Filter by status',
            value: stateFilter,
            onValue: setStateFilter,
            allLabel: 'All statuses',
            valueLabel: isState(stateFilter) ? imageStateName(stateFilter) : undefined,
            options: states,
          },
          ...(tags.length > 0
            ? [
                {
                  label: 'Filter by tag',
                  value: tagFilter,
                  onValue: setTagFilter,
                  allLabel: 'All tags',
                  valueLabel: tagFilter,
                  options: tags,
                },
              ]
            : []),
        ]}
        count={formatCount({
          shown: found.length,
          total: images.length,
          singular: 'image',
          plural: 'images',
        })}
        action={
          canEdit && (
            <div className="ps-toolbar-buttons">
              <UploadButton />
              <ImportButton />
            </div>
          )
        }
      />
      <PagedRows paging={view.paging} plural="images">
        <ImagesTable rows={view.pageRows} sortOf={view.sortOf} />
      </PagedRows>
    </>
  );
}

function isState(text: string): text is ShownImageState {
  return SHOWN_IMAGE_STATES.some((state) => state === text);
}

/** The states that images have, and the one that is chosen, with their numbers. */
function stateOptions(images: ImageDto[], chosen: string) {
  return SHOWN_IMAGE_STATES.map((state) => ({
    state,
    count: images.filter((image) => shownImageState(image) === state).length,
  }))
    .filter(({ state, count }) => count > 0 || state === chosen)
    .map(({ state, count }) => ({ value: state, label: `${imageStateName(state)} (${count})` }));
}

/** The tags that images have, and the one that is chosen, with their numbers. */
function tagOptions(images: ImageDto[], chosen: string) {
  const counts = new Map(chosen === '' ? [] : [[chosen, 0]]);
  for (const tag of images.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => compareValues(a, b))
    .map(([tag, count]) => ({ value: tag, label: `${tag} (${count})` }));
}
