import { Label } from '@patternfly/react-core';
import { LockIcon } from '@patternfly/react-icons';
import type { ThProps } from '@patternfly/react-table';
import { formatBytes } from '@picostack/api-client/formats';
import { Link } from 'react-router';

import type { ImageDto } from '../api/types';
import { Age } from '../ui/age';
import { imageLink, imagesWithTag } from '../ui/links';
import { ListTable } from '../ui/list-table';
import { TagList } from '../ui/tag-list';
import { ImageActions } from './image-actions';
import { ImageStatus } from './image-status';
import { OsIcon } from './os-icon';

/** A column that the table can be sorted by. */
export type ImageColumn = 'name' | 'status' | 'size' | 'clones' | 'created';

interface Props {
  rows: ImageDto[];
  sortOf: (column: ImageColumn) => ThProps['sort'];
}

const MAX_TAGS_SHOWN = 3;

function Name({ image }: { image: ImageDto }) {
  const { id, name, description, osInfo, tags, isProtected, kind } = image;
  return (
    <div className="ps-image-name">
      <OsIcon image={image} />
      <div className="ps-heading">
        <span className="ps-image-title">
          <Link to={imageLink(id)} className="ps-break" title={description || name}>
            {name}
          </Link>
          {isProtected && (
            <span title="Protected from deletion">
              <LockIcon role="img" aria-label="Protected" className="ps-subtle" />
            </span>
          )}
          {kind === 'installer' && (
            <Label isCompact variant="outline">
              Installer
            </Label>
          )}
        </span>
        <div className="ps-subtle ps-small ps-break">{osInfo}</div>
        <TagList tags={tags} of={name} linkOf={imagesWithTag} shown={MAX_TAGS_SHOWN} />
      </div>
    </div>
  );
}

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

function Clones({ image }: { image: ImageDto }) {
  const { cloneCount, clonesSizeBytes } = image;
  return (
    <div>
      <div>{cloneCount}</div>
      {cloneCount > 0 && clonesSizeBytes ? (
        <div className="ps-subtle ps-small ps-nowrap">{formatBytes(clonesSizeBytes)}</div>
      ) : null}
    </div>
  );
}

/** A table of images. */
export function ImagesTable({ rows, sortOf }: Props) {
  return (
    <ListTable
      label="Images"
      rows={rows}
      columns={[
        { title: 'Name', sort: sortOf('name'), cell: (image) => <Name image={image} /> },
        {
          title: 'Status',
          sort: sortOf('status'),
          cell: (image) => <ImageStatus image={image} />,
        },
        { title: 'Size', sort: sortOf('size'), cell: (image) => <Sizes image={image} /> },
        { title: 'Clones', sort: sortOf('clones'), cell: (image) => <Clones image={image} /> },
        {
          title: 'Created',
          sort: sortOf('created'),
          cell: ({ createdAt }) => <Age time={createdAt} />,
        },
        {
          title: 'Actions',
          kind: 'actions',
          cell: (image) => <ImageActions image={image} isInList />,
        },
      ]}
    />
  );
}
