import { Button, Tooltip } from '@patternfly/react-core';
import { PlayIcon, TrashIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import type { ImageDto } from '../api/types';
import { useUploads } from './use-uploads';
import { DeleteImageDialog } from './delete-image-dialog';

export function ImageActions({ image }: { image: ImageDto }) {
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const uploads = useUploads();
  const uploading = uploads.list.some(({ imageId }) => imageId === image.id);
  return (
    <div className="ps-row-actions">
      <Tooltip content="Launch an instance of it">
        <Button
          variant="plain"
          aria-label={`Launch an instance of ${image.name}`}
          icon={<PlayIcon />}
          isAriaDisabled={image.status !== 'ready'}
          onClick={() => void navigate(`/instances?launch=${encodeURIComponent(image.name)}`)}
        />
      </Tooltip>
      <Tooltip content="Delete">
        <Button
          variant="plain"
          aria-label={`Delete ${image.name}`}
          icon={<TrashIcon />}
          isAriaDisabled={uploading || image.status === 'deleting'}
          onClick={() => setDeleting(true)}
        />
      </Tooltip>
      {deleting && <DeleteImageDialog image={image} onClose={() => setDeleting(false)} />}
    </div>
  );
}
