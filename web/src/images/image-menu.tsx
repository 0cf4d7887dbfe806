import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { EllipsisVIcon } from '@patternfly/react-icons';
import { useState } from 'react';

import type { ImageDto } from '../api/types';
import { useCanEdit } from '../session/session';
import { useNotifications } from '../ui/notifications';
import type { ImageDialog } from './image-dialogs';
import { useImageOperation, useProtectImage } from './image-mutations';
import { type DownloadFormat, findDownload, verifyImage } from './requests';
import { useUploads } from './uploads';

interface Props {
  image: ImageDto;
  onDialog: (dialog: ImageDialog) => void;
}

const DOWNLOADS: readonly { format: DownloadFormat; title: string; note: string }[] = [
  { format: 'qcow2', title: 'Download as qcow2', note: 'As it is stored' },
  { format: 'raw', title: 'Download as raw', note: 'The whole disk' },
  { format: 'zst', title: 'Download as zst', note: 'The whole disk, compressed' },
];

/** The menu of an image. Users who may not change it can only download it. */
export function ImageMenu({ image, onDialog }: Props) {
  const [open, setOpen] = useState(false);
  const canEdit = useCanEdit();
  const uploads = useUploads();
  const { notifyError } = useNotifications();
  const protect = useProtectImage(image);
  const verify = useImageOperation(image, (id) => verifyImage(id, false));
  const { name, status, isProtected, fileState, replacedById } = image;
  const canReplace = status === 'ready' && !isProtected && !replacedById;
  const isUploading = uploads.list.some(({ imageId }) => imageId === image.id);
  const isDeleting = status === 'deleting';

  const download = async (format: DownloadFormat): Promise<void> => {
    try {
      window.location.assign(await findDownload(image.id, format));
    } catch (error) {
      notifyError(`Could not download ${name}`, error);
    }
  };
  const changeProtection = (): void =>
    protect.mutate(!isProtected, {
      onError: (error) => notifyError(`Could not change ${name}`, error),
    });

  return (
    <Dropdown
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'right', preventOverflow: true, appendTo: () => document.body }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label={`More actions for ${name}`}
          isExpanded={open}
          onClick={() => setOpen(!open)}
          icon={<EllipsisVIcon />}
        />
      )}
    >
      <DropdownList>
        {canEdit && (
          <>
            <DropdownItem isDisabled={isDeleting} onClick={() => onDialog('edit')}>
              Edit
            </DropdownItem>
            <DropdownItem isDisabled={isDeleting} onClick={() => onDialog('rename')}>
              Rename
            </DropdownItem>
            <DropdownItem isDisabled={isDeleting || protect.isPending} onClick={changeProtection}>
              {isProtected ? 'Remove protection' : 'Protect'}
            </DropdownItem>
            <Divider component="li" />
          </>
        )}
        {canEdit && (
          <>
            <DropdownItem
              isDisabled={!canReplace}
              description={isProtected && 'Remove the protection first'}
              onClick={() => onDialog('uploadVersion')}
            >
              Upload new version
            </DropdownItem>
            <DropdownItem isDisabled={!canReplace} onClick={() => onDialog('importVersion')}>
              Import new version
            </DropdownItem>
            <DropdownItem
              isDisabled={status !== 'ready' || verify.isPending}
              onClick={() =>
                verify.mutate(undefined, {
                  onError: (error) => notifyError(`Could not verify ${name}`, error),
                })
              }
            >
              Verify
            </DropdownItem>
            {fileState === 'changed' && (
              <DropdownItem onClick={() => onDialog('acceptChange')}>Accept change</DropdownItem>
            )}
            <Divider component="li" />
          </>
        )}
        {DOWNLOADS.map(({ format, title, note }) => (
          <DropdownItem
            key={format}
            isDisabled={status !== 'ready'}
            description={note}
            onClick={() => void download(format)}
          >
            {title}
          </DropdownItem>
        ))}
        {canEdit && (
          <>
            <Divider component="li" />
            <DropdownItem
              isDanger={!isUploading && !isDeleting}
              isDisabled={isUploading || isDeleting}
              onClick={() => onDialog('delete')}
            >
              Delete
            </DropdownItem>
          </>
        )}
      </DropdownList>
    </Dropdown>
  );
}
