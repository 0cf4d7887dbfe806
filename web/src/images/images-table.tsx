import type { ThProps } from '@patternfly/react-table';
import { formatBytes } from '@picostack/api-client/formats';

import type { ImageDto } from '../api/types';
import { Age } from '../ui/age';
import { CopyButton } from '../ui/copy-button';
import { ListTable } from '../ui/list-table';
import { ImageActions } from './image-actions';
import { ImageStatusLabel } from './image-status';

/** A column that the table can be sorted by. */
export type ImageColumn = 'name' | 'status' | 'size' | 'clones' | 'created';

interface Props {
  rows: ImageDto[];
  sortOf: (column: ImageColumn) => ThProps['sort'];
  canEdit: boolean;
}

const SHA_SHOWN = 12;

function Sizes({ image }: { image: ImageDto }) {
  if (image.virtualSizeBytes === null) return <span className="ps-subtle">Unknown</span>;
  return (
    <div>
      <div className="ps-nowrap">{formatBytes(image.virtualSizeBytes)}</div>
      {image.fileSizeBytes !== null && (
        <div className="ps-subtle ps-small ps-nowrap">{formatBytes(image.fileSizeBytes)} file</div>
      )}
    </div>
  );
}

function Checksum({ sha256 }: { sha256: string | null }) {
  if (!sha256) return <span className="ps-subtle">Unknown</span>;
  return (
    <span className="ps-port">
      <span className="ps-mono" title={sha256}>
        {sha256.slice(0, SHA_SHOWN)}…
      </span>
      <CopyButton text={sha256} label={`Copy SHA-256 ${sha256.slice(0, SHA_SHOWN)}`} />
    </span>
  );
}

/** A table of images. */
export function ImagesTable({ rows, sortOf, canEdit }: Props) {
  return (
    <ListTable
      label="Images"
      rows={rows}
      columns={[
        {
          title: 'Name',
          sort: sortOf('name'),
          cell: ({ name, description, format }) => (
            <div>
              <span className="ps-name" title={description || name}>
                {name}
              </span>
              <div className="ps-subtle ps-small">{format}</div>
            </div>
          ),
        },
        {
          title: 'Status',
          sort: sortOf('status'),
          cell: (image) => <ImageStatusLabel image={image} />,
        },
        { title: 'Size', sort: sortOf('size'), cell: (image) => <Sizes image={image} /> },
        { title: 'SHA-256', cell: ({ sha256 }) => <Checksum sha256={sha256} /> },
        { title: 'Clones', sort: sortOf('clones'), cell: ({ cloneCount }) => cloneCount },
        {
          title: 'Created',
          sort: sortOf('created'),
          cell: ({ createdAt }) => <Age time={createdAt} />,
        },
        canEdit && {
          title: 'Actions',
          kind: 'actions',
          cell: (image) => <ImageActions image={image} />,
        },
      ]}
    />
  );
}
