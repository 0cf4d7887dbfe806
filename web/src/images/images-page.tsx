import { PageSection } from '@patternfly/react-core';

import type { ImageDto } from '../api/types';
import { NoImages } from './no-images';
import { UploadButton } from './upload-button';
import { FoundRows } from '../ui/found-rows';
import { ListToolbar } from '../ui/list-toolbar';
import { PageHeading } from '../ui/page-heading';
import { QueryBoundary } from '../ui/query-boundary';
import { countWords, matchesQuery, type SortValue } from '../ui/list-view';
import { useAddressValue } from '../ui/use-address-value';
import { useListView } from '../ui/use-list-view';
import { useImages } from '../live/queries';
import { useMayChange } from '../session/use-session';
import { ImagesTable } from './images-table';

export type ImageColumn = 'name' | 'status' | 'size' | 'clones' | 'created';

const COLUMNS: Record<ImageColumn, (image: ImageDto) => SortValue> = {
  name: ({ name }) => name,
  status: ({ status }) => status,
  size: ({ virtualSizeBytes }) => virtualSizeBytes ?? 0,
  clones: ({ cloneCount }) => cloneCount,
  created: ({ createdAt }) => Date.parse(createdAt),
};

export function ImagesPage() {
  const images = useImages();
  const mayChange = useMayChange();
  return (
    <>
      <PageHeading title="Images" />
      <PageSection isFilled>
        <QueryBoundary query={images} what="the images">
          {(all) =>
            all.length === 0 ? (
              <NoImages>{mayChange && <UploadButton />}</NoImages>
            ) : (
              <ImagesView images={all} />
            )
          }
        </QueryBoundary>
      </PageSection>
    </>
  );
}

function ImagesView({ images }: { images: ImageDto[] }) {
  const [query, setQuery] = useAddressValue('q');
  const mayChange = useMayChange();
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
        count={countWords({
          shown: found.length,
          total: images.length,
          one: 'image',
          many: 'images',
        })}
        action={mayChange && <UploadButton />}
      />
      <FoundRows paging={view.paging} one="image" many="images">
        <ImagesTable rows={view.pageRows} sortOf={view.sortOf} mayChange={mayChange} />
      </FoundRows>
    </>
  );
}
