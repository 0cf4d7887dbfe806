import { Alert, List, ListItem } from '@patternfly/react-core';
import { formatBytes } from '@picostack/api-client/formats';
import { Link } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import type { InstanceDto } from '../api/types';
import { useHost, useInstances } from '../live/queries';
import { ConfirmDialog, FormDialog } from '../ui/form-dialog';
import { instanceLink } from '../ui/links';
import {
  type ImageDialogProps,
  useDeleteImage,
  useImageOperation,
  useProtectImage,
} from './image-mutations';
import { retireImage } from './requests';
import { countOf } from './texts';

/** Asks for confirmation, deletes the image, and lists the instances that prevent it. */
export function DeleteImageDialog(props: ImageDialogProps) {
  const { image } = props;
  const { data: instances = [] } = useInstances();
  const clones = instances.filter((each) => each.image?.id === image.id);
  if (image.isProtected) return <ProtectedDialog {...props} />;
  return clones.length > 0 ? (
    <RetireDialog {...props} clones={clones} />
  ) : (
    <ConfirmDeletion {...props} />
  );
}

/** Says that the image is protected; without the protection, the dialog asks for confirmation. */
function ProtectedDialog({ image, onClose }: ImageDialogProps) {
  const protect = useProtectImage(image);
  return (
    <FormDialog
      title={`${image.name} is protected`}
      summary={<p>A protected image cannot be deleted. Remove the protection to continue.</p>}
      submitText="Remove protection"
      isBusy={protect.isPending}
      error={protect.error && errorMessage(protect.error)}
      onSubmit={() => protect.mutate(false)}
      onClose={onClose}
    />
  );
}

function ConfirmDeletion({ image, onClose, onDeleted }: ImageDialogProps) {
  const remove = useDeleteImage();
  const clones = remove.error instanceof ApiError ? remove.error.instances : [];
  const done = (): void => {
    onClose();
    onDeleted?.();
  };
  return (
    <ConfirmDialog
      title={`Delete image ${image.name}?`}
      confirmText="Delete"
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(image, { onSuccess: done })}
    >
      <p>This also deletes its file, and cannot be undone.</p>
      {remove.error && (
        <Alert
          isInline
          isLiveRegion
          variant="danger"
          title={clones.length > 0 ? 'Instances use this image' : errorMessage(remove.error)}
        >
          {clones.length > 0 && (
            <>
              <p>Delete these instances first:</p>
              <List>
                {clones.map((name) => (
                  <ListItem key={name}>
                    <Link to={instanceLink(name)}>{name}</Link>
                  </ListItem>
                ))}
              </List>
            </>
          )}
        </Alert>
      )}
    </ConfirmDialog>
  );
}

/** Lists the clones of an image, and offers to make them independent before it is deleted. */
function RetireDialog({ image, clones, onClose }: ImageDialogProps & { clones: InstanceDto[] }) {
  const retire = useImageOperation(image, retireImage);
  const { data: host } = useHost();
  const count = countOf(clones.length, 'instance');
  const needed = (image.fileSizeBytes ?? 0) * clones.length;
  const pool = host?.pools.find(({ name }) => name.endsWith('-disks'));
  const free = pool && pool.problem === null ? pool.availableBytes : null;
  return (
    <FormDialog
      title={`Delete image ${image.name}?`}
      submitText={`Make ${count} independent, then delete`}
      size="medium"
      isDanger
      isBusy={retire.isPending}
      error={retire.error && errorMessage(retire.error)}
      summary={
        <>
          <p>
            {clones.length === 1 ? 'This instance is a clone' : 'These instances are clones'} of the
            image, and cannot exist without it:
          </p>
          <List className="ps-clone-names">
            {clones.map(({ id, name }) => (
              <ListItem key={id}>
                <Link to={instanceLink(name)} className="ps-break">
                  {name}
                </Link>
              </ListItem>
            ))}
          </List>
          <p>
            picostack can copy what they share with the image into their disks, also while they are
            running. This needs at most {formatBytes(needed)} more
            {free !== null && ` (${formatBytes(free)} are free)`}. If one of them cannot be made
            independent, the image stays.
          </p>
          {free !== null && needed > free && (
            <Alert isInline variant="warning" title="The storage pool may not have enough space" />
          )}
        </>
      }
      onSubmit={() => retire.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
