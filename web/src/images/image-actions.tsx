import { Button, Tooltip } from '@patternfly/react-core';
import { PlayIcon } from '@patternfly/react-icons';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import type { ImageDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { launchLink } from '../ui/links';
import { IMAGE_DIALOGS, type ImageDialog } from './image-dialogs';
import { ImageMenu } from './image-menu';
import { launchObstacle } from './launchable';

interface Props {
  image: ImageDto;
  /** In a list, the button has only an icon. */
  isInList?: boolean;
  onDeleted?: () => void;
}

/** The button to launch an instance of an image, and the menu with the other actions. */
export function ImageActions({ image, isInList = false, onDeleted }: Props) {
  const [dialog, setDialog] = useState<ImageDialog | null>(null);
  const navigate = useNavigate();
  const canEdit = useCanEdit();
  const obstacle = launchObstacle(image);
  const Dialog = dialog && IMAGE_DIALOGS[dialog];
  const launch = {
    'aria-label': `Launch an instance of ${image.name}`,
    isAriaDisabled: obstacle !== null,
    onClick: () => void navigate(launchLink(image.name)),
  };
  return (
    <div className={isInList ? 'ps-row-actions' : 'ps-page-actions'}>
      {canEdit && (
        <Tooltip content={obstacle === null ? 'Launch instance' : `Cannot launch: ${obstacle}`}>
          {isInList ? (
            <Button variant="plain" icon={<PlayIcon />} {...launch} />
          ) : (
            <Button icon={<PlayIcon />} {...launch}>
              Launch
            </Button>
          )}
        </Tooltip>
      )}
      <ImageMenu image={image} onDialog={setDialog} />
      {Dialog && <Dialog image={image} onClose={() => setDialog(null)} onDeleted={onDeleted} />}
    </div>
  );
}
