import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { formatBytes } from '@picostack/api-client/formats';
import { Link } from 'react-router';

import type { ImageDto, InstanceDto } from '../api/types';
import { StateLabel } from '../instances/state-label';
import { useInstances } from '../live/queries';
import { Age } from '../ui/age';
import { instanceLink } from '../ui/links';
import { ListTable } from '../ui/list-table';
import { countOf } from './texts';

interface Props {
  image: ImageDto;
}

/** The instances that are clones of an image. */
export function ImageClones({ image }: Props) {
  const { data: instances } = useInstances();
  const clones = instances?.filter((each) => each.image?.id === image.id) ?? [];
  const size = image.clonesSizeBytes;
  const taken = size ? `, whose disks take ${formatBytes(size)}` : '';
  return (
    <Card>
      <CardTitle component="h2">Instances</CardTitle>
      <CardBody>
        {clones.length === 0 ? (
          <p className="ps-subtle">No instance is a clone of this image.</p>
        ) : (
          <>
            <p className="ps-subtle">{`${countOf(clones.length, 'clone')}${taken}`}</p>
            <Clones clones={clones} of={image.name} />
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Clones({ clones, of }: { clones: InstanceDto[]; of: string }) {
  return (
    <ListTable
      label={`Instances of ${of}`}
      rows={clones}
      columns={[
        {
          title: 'Name',
          cell: ({ name, description }) => (
            <Link to={instanceLink(name)} className="ps-name" title={description || name}>
              {name}
            </Link>
          ),
        },
        { title: 'State', cell: (instance) => <StateLabel instance={instance} /> },
        {
          title: 'Disk',
          cell: ({ diskSizeBytes }) => (diskSizeBytes === 0 ? '–' : formatBytes(diskSizeBytes)),
        },
        { title: 'Created', cell: ({ createdAt }) => <Age time={createdAt} /> },
      ]}
    />
  );
}
