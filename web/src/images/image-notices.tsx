import { Alert } from '@patternfly/react-core';
import { Link } from 'react-router';

import type { ImageDto } from '../api/types';
import { useImages, useInstances } from '../live/queries';
import { imageLink, instanceLink } from '../ui/links';
import { shownImageState } from './image-states';

/** Explains unusual states of an image, the instances concerned, and what to do. */
export function ImageNotices({ image }: { image: ImageDto }) {
  switch (shownImageState(image)) {
    case 'failed':
      return (
        <Alert isInline variant="danger" title="The import failed">
          <p>{image.lastError ?? 'The server gave no reason.'}</p>
          <p>Delete this image, fix the cause, and import it again.</p>
        </Alert>
      );
    case 'fileMissing':
      return (
        <Alert isInline variant="danger" title="The file of the image is missing">
          {image.lastError && <p>{image.lastError}</p>}
          <ConcernedInstances image={image} />
        </Alert>
      );
    case 'fileChanged':
      return (
        <Alert isInline variant="danger" title="The file of the image has changed">
          {image.lastError && <p>{image.lastError}</p>}
          <ConcernedInstances image={image} />
          <p>
            Restore the file from a copy and verify the image, or accept the change (in the menu).
          </p>
        </Alert>
      );
    case 'replaced':
      return <ReplacedNotice image={image} />;
    default:
      return image.hasBootSignature === false ? (
        <Alert isInline variant="warning" title="The image has no boot signature">
          <p>
            Its disk has no boot sector, partition table or CD file system, so its instances may not
            boot.
          </p>
        </Alert>
      ) : null;
  }
}

function ConcernedInstances({ image }: { image: ImageDto }) {
  const { data: instances = [] } = useInstances();
  const clones = instances.filter((each) => each.image?.id === image.id);
  if (clones.length === 0) return <p>It has no instances.</p>;
  return (
    <p className="ps-break">
      Instances concerned:{' '}
      {clones.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link to={instanceLink(name)}>{name}</Link>
        </span>
      ))}
    </p>
  );
}

function ReplacedNotice({ image }: { image: ImageDto }) {
  const { data: images = [] } = useImages();
  const newer = images.find(({ id }) => id === image.replacedById);
  return (
    <Alert isInline variant="info" title="A newer version replaces this image">
      <p>
        {newer && (
          <>
            The newer version is <Link to={imageLink(newer.id)}>{newer.name}</Link>.{' '}
          </>
        )}
        This version is deleted when its last instance is deleted.
      </p>
    </Alert>
  );
}
