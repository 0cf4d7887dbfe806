import { Label, type LabelProps, Popover, Spinner } from '@patternfly/react-core';
import {
  CheckCircleIcon,
  ExclamationCircleIcon,
  ExclamationTriangleIcon,
  HistoryIcon,
} from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import type { ImageDto } from '../api/types';
import { useOpenOperation } from '../live/queries';
import { OperationProgress } from '../operations/operation-progress';
import { transferPercent } from '../ui/transfer';
import { imageStateName, type ShownImageState, shownImageState } from './image-states';
import { ImageTransfer } from './image-transfer';
import { useUploads } from './uploads';

interface Appearance {
  color: NonNullable<LabelProps['color']>;
  icon: ReactNode;
}

const working = <Spinner className="ps-spinner" diameter="0.875em" aria-hidden="true" />;
const error = <ExclamationCircleIcon />;

const APPEARANCES: Readonly<Record<ShownImageState, Appearance>> = {
  ready: { color: 'green', icon: <CheckCircleIcon /> },
  importing: { color: 'blue', icon: working },
  interrupted: { color: 'orange', icon: <ExclamationTriangleIcon /> },
  failed: { color: 'red', icon: error },
  fileMissing: { color: 'red', icon: error },
  fileChanged: { color: 'red', icon: error },
  replaced: { color: 'grey', icon: <HistoryIcon /> },
  deleting: { color: 'grey', icon: working },
};

/** The heading of the reason of a state. */
const REASON_TITLES: Partial<Record<ShownImageState, string>> = {
  failed: 'The import failed',
  fileMissing: 'The file of the image is missing',
  fileChanged: 'The file of the image has changed',
};

/** The state of an image as a coloured label; its reason is in a popover. */
export function ImageStatusLabel({ image }: { image: ImageDto }) {
  const uploads = useUploads();
  const isUploadedHere = uploads.list.some(({ imageId }) => imageId === image.id);
  const state = shownImageState(image, isUploadedHere);
  const { color, icon } = APPEARANCES[state];
  const title = REASON_TITLES[state];
  if (title !== undefined) {
    return (
      <Popover
        aria-label={`${title}: ${image.name}`}
        headerContent={title}
        bodyContent={image.lastError ?? 'The server gave no reason.'}
      >
        <Label color={color} icon={icon} onClick={() => undefined}>
          {imageStateName(state)}
        </Label>
      </Popover>
    );
  }
  return (
    <>
      <Label color={color} icon={icon}>
        {labelText(image, state)}
      </Label>
      {state === 'ready' && image.hasBootSignature === false && (
        <>
          {' '}
          <Label color="orange">No boot signature</Label>
        </>
      )}
    </>
  );
}

function labelText({ upload, uploadedBytes }: ImageDto, state: ShownImageState): string {
  const name = imageStateName(state);
  if (state !== 'interrupted' || !upload) return name;
  const receivedBytes = uploadedBytes ?? 0;
  const percent = transferPercent({ receivedBytes, totalBytes: upload.lengthBytes }) ?? 0;
  return `${name} at ${percent} %`;
}

/** The status of an image in a list: its progress, or its state. */
export function ImageStatus({ image }: { image: ImageDto }) {
  const uploads = useUploads();
  const isUploadedHere = uploads.list.some(({ imageId }) => imageId === image.id);
  const operation = useOpenOperation(image.id);
  const isArriving = shownImageState(image, isUploadedHere) === 'importing';
  return (
    <div>
      {!isArriving && <ImageStatusLabel image={image} />}
      <ImageTransfer image={image} />
      {operation && !isArriving && (
        <div className="ps-progress">
          <OperationProgress operation={operation} />
        </div>
      )}
    </div>
  );
}
