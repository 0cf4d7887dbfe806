import { PageSection } from '@patternfly/react-core';

import type { ImageDto } from '../../api/types';
import { NoImages } from '../../components/images/no-images';
import { UploadButton } from '../../components/images/upload-button';
import { FoundRows } from '../../components/found-rows';
import { ListToolbar } from '../../components/list-toolbar';
import { PageHeading } from '../../components/page-heading';
import { WhenLoaded } from '../../components/when-loaded';
import { countWords, matchesQuery, type SortValue } from '../../format/list-view';
import { useAddressValue } from '../../hooks/use-address-value';
import { useListView } from '../../hooks/use-list-view';
import { useImages } from '../../hooks/use-server-lists';
import { useMayChange } from '../../hooks/use-session';
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
        <WhenLoaded query={images} what="the images">
          {(all) =>
            all.length === 0 ? (
              <NoImages>{mayChange && <UploadButton />}</NoImages>
            ) : (
              <ImagesView images={all} />
            )
          }
        </WhenLoaded>
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
