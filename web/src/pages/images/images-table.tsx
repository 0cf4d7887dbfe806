import { Table, Tbody, Td, Th, Thead, Tr, type ThProps } from '@patternfly/react-table';

import type { ImageDto } from '../../api/types';
import { Age } from '../../components/age';
import { CopyButton } from '../../components/copy-button';
import { ImageActions } from '../../components/images/image-actions';
import { ImageStatusLabel } from '../../components/images/image-status';
import { formatBytes } from '../../format/sizes';
import type { ImageColumn } from './images-page';

interface Props {
  rows: ImageDto[];
  sortOf: (column: ImageColumn) => ThProps['sort'];
  mayChange: boolean;
}

const SHA_SHOWN = 12;

function Sizes({ image }: { image: ImageDto }) {
  if (image.virtualSizeBytes === null) return <span className="ps-subtle">not known yet</span>;
  return (
    <div>
      <div className="ps-nowrap">{formatBytes(image.virtualSizeBytes)}</div>
      {image.fileSizeBytes !== null && (
        <div className="ps-subtle ps-small ps-nowrap">
          {formatBytes(image.fileSizeBytes)} in the file
        </div>
      )}
    </div>
  );
}

function Checksum({ sha256 }: { sha256: string | null }) {
  if (!sha256) return <span className="ps-subtle">not known yet</span>;
  return (
    <span className="ps-port">
      <span className="ps-mono" title={sha256}>
        {sha256.slice(0, SHA_SHOWN)}…
      </span>
      <CopyButton text={sha256} label={`Copy the SHA-256 ${sha256.slice(0, SHA_SHOWN)}`} />
    </span>
  );
}

export function ImagesTable({ rows, sortOf, mayChange }: Props) {
  return (
    <div className="ps-scroll">
      <Table
        role="table"
        aria-label="Images"
        className="ps-table"
        gridBreakPoint="grid-lg"
        variant="compact"
      >
        <Thead>
          <Tr>
            <Th modifier="nowrap" sort={sortOf('name')}>
              Name
            </Th>
            <Th modifier="nowrap" sort={sortOf('status')}>
              Status
            </Th>
            <Th modifier="nowrap" sort={sortOf('size')}>
              Size
            </Th>
            <Th>SHA-256</Th>
            <Th modifier="nowrap" sort={sortOf('clones')}>
              Clones
            </Th>
            <Th modifier="nowrap" sort={sortOf('created')}>
              Created
            </Th>
            {mayChange && <Th screenReaderText="Actions" />}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((image) => (
            <Tr key={image.id}>
              <Td dataLabel="Name">
                <div>
                  <span className="ps-name" title={image.description || image.name}>
                    {image.name}
                  </span>
                  <div className="ps-subtle ps-small">{image.format}</div>
                </div>
              </Td>
              <Td dataLabel="Status">
                <ImageStatusLabel image={image} />
              </Td>
              <Td dataLabel="Size">
                <Sizes image={image} />
              </Td>
              <Td dataLabel="SHA-256">
                <Checksum sha256={image.sha256} />
              </Td>
              <Td dataLabel="Clones">{image.cloneCount}</Td>
              <Td dataLabel="Created">
                <Age time={image.createdAt} />
              </Td>
              {mayChange && (
                <Td>
                  <ImageActions image={image} />
                </Td>
              )}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
