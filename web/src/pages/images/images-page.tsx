import { PageSection, Pagination } from '@patternfly/react-core';

import type { ImageDto } from '../../api/types';
import { NoImages } from '../../components/images/no-images';
import { UploadButton } from '../../components/images/upload-button';
import { ListToolbar } from '../../components/list-toolbar';
import { LoadError } from '../../components/load-error';
import { LoadingTable } from '../../components/loading-table';
import { NothingMatches } from '../../components/nothing-matches';
import { PageHeading } from '../../components/page-heading';
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
  const content = () => {
    if (images.data?.length === 0) return <NoImages>{mayChange && <UploadButton />}</NoImages>;
    if (images.data) return <ImagesView images={images.data} />;
    if (!images.error) return <LoadingTable />;
    return (
      <LoadError what="the images" error={images.error} onRetry={() => void images.refetch()} />
    );
  };
  return (
    <>
      <PageHeading title="Images" />
      <PageSection isFilled>{content()}</PageSection>
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
      {found.length === 0 ? (
        <NothingMatches one="image" many="images" />
      ) : (
        <ImagesTable rows={view.pageRows} sortOf={view.sortOf} mayChange={mayChange} />
      )}
      {found.length > 20 && (
        <Pagination {...view.paging} variant="bottom" widgetId="images-pages" />
      )}
    </>
  );
}
