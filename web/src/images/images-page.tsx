import { PageSection } from '@patternfly/react-core';

import type { ImageDto } from '../api/types';
import { useImages } from '../live/queries';
import { useCanEdit } from '../session/session';
import { ListToolbar } from '../ui/list-toolbar';
import { formatCount, matchesQuery, type SortValue } from '../ui/list-view';
import { PageHeading } from '../ui/page-heading';
import { PagedRows, useListView } from '../ui/paged-rows';
import { QueryBoundary } from '../ui/query-boundary';
import { useSearchParam } from '../ui/use-search-param';
import { type ImageColumn, ImagesTable } from './images-table';
import { ImportButton } from './import-dialog';
import { NoImages } from './no-images';
import { UploadButton } from './upload-dialog';

const COLUMNS: Record<ImageColumn, (image: ImageDto) => SortValue> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
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
    </>
  );
}

function ImagesView({ images }: { images: ImageDto[] }) {
  const [query, setQuery] = useSearchParam('q');
  const canEdit = useCanEdit();
  const found = images.filter((image) =>
    matchesQuery(query, [image.name, image.description, image.osInfo, image.sha256]),
  );
  const view = useListView(found, COLUMNS, { column: 'name', direction: 'asc' });
  return (
    <>
      <ListToolbar
        label="Images"
        searchLabel="Search images"
        query={query}
        onQuery={setQuery}
        count={formatCount({
          shown: found.length,
          total: images.length,
          singular: 'image',
          plural: 'images',
        })}
        action={
          canEdit && (
            <>
              <UploadButton /> <ImportButton />
            </>
          )
        }
      />
      <PagedRows paging={view.paging} plural="images">
        <ImagesTable rows={view.pageRows} sortOf={view.sortOf} canEdit={canEdit} />
      </PagedRows>
    </>
  );
}
