import { Button, Label, Popover, Progress, Spinner } from '@patternfly/react-core';
import {
  CheckCircleIcon,
  ExclamationCircleIcon,
  ExclamationTriangleIcon,
} from '@patternfly/react-icons';
import { formatBytes } from '@picostack/api-client/formats';
import { useRef } from 'react';

import type { ImageDto, ImageUploadDto } from '../api/types';
import { useOpenOperation } from '../live/queries';
import { formatProgress } from '../operations/operation-texts';
import { useCanEdit } from '../session/session';
import { formatDuration } from '../ui/times';
import { remainingSeconds } from './upload-rate';
import { type Upload, useUploads } from './uploads';

function UploadProgress({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { name, sentBytes, totalBytes, rate, isWaiting } = upload;
  const percent = totalBytes > 0 ? Math.floor((sentBytes / totalBytes) * 100) : 0;
  const seconds = remainingSeconds(totalBytes, sentBytes, rate);
  const speed = rate.bytesPerSecond === null ? null : `${formatBytes(rate.bytesPerSecond)}/s`;
  const left = seconds === null ? null : `${formatDuration(seconds)} left`;
  // After the upload, the server checks the image before it is ready.
  const text = isWaiting
    ? 'Connection lost, trying again…'
    : sentBytes >= totalBytes
      ? 'Checking the image…'
      : [`${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`, speed, left]
          .filter(Boolean)
          .join(', ');
  return (
    <div className="ps-progress">
      <Progress
        value={percent}
        size="sm"
        measureLocation="outside"
        aria-label={`Upload of ${name}`}
        helperText={text}
      />
      <Button variant="link" isInline onClick={onCancel}>
        Cancel upload
      </Button>
    </div>
  );
}

/** An upload that another tab or program sends, or that was interrupted, with a button to continue it. */
function OpenUpload({ image, upload }: { image: ImageDto; upload: ImageUploadDto }) {
  const uploads = useUploads();
  const canEdit = useCanEdit();
  const input = useRef<HTMLInputElement>(null);
  const percent = Math.floor(((image.uploadedBytes ?? 0) / upload.lengthBytes) * 100);
  if (upload.isReceiving) {
    return (
      <div className="ps-progress">
        <Progress
          value={percent}
          size="sm"
          measureLocation="outside"
          aria-label={`Upload of ${image.name}`}
          helperText={`${formatBytes(image.uploadedBytes ?? 0)} of ${formatBytes(upload.lengthBytes)}`}
        />
      </div>
    );
  }
  return (
    <div className="ps-progress">
      <Label color="orange" icon={<ExclamationTriangleIcon />}>
        {`Interrupted at ${percent} %`}
      </Label>
      {canEdit && (
        <div className="ps-small ps-break">
          {`Choose ${upload.fileName ?? 'the file'} again to continue. `}
          <Button variant="link" isInline onClick={() => input.current?.click()}>
            Continue upload
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={`File of ${image.name}`}
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) uploads.resume(image, file);
              // The same file can be chosen again after an error.
              currentTarget.value = '';
            }}
          />
        </div>
      )}
    </div>
  );
}

/** The status of an image, with the progress of its upload or the reason of its failure. */
export function ImageStatusLabel({ image }: { image: ImageDto }) {
  const uploads = useUploads();
  const operation = useOpenOperation(image.id);
  const upload = uploads.list.find(({ imageId }) => imageId === image.id);
  if (upload) {
    return <UploadProgress upload={upload} onCancel={() => uploads.cancel(image.id)} />;
  }
  const working = <Spinner className="ps-spinner" diameter="0.875em" aria-hidden="true" />;
  switch (image.status) {
    case 'ready':
      // The only error of a ready image is that its file is missing.
      if (image.lastError !== null) {
        return (
          <Popover
            aria-label={`File of ${image.name}`}
            headerContent="The file of the image is missing"
            bodyContent={image.lastError}
          >
            <Label color="red" icon={<ExclamationCircleIcon />} onClick={() => undefined}>
              File missing
            </Label>
          </Popover>
        );
      }
      return (
        <>
          <Label color="green" icon={<CheckCircleIcon />}>
            Ready
          </Label>
          {image.hasBootSignature === false && (
            <>
              {' '}
              <Label color="orange">No boot signature</Label>
            </>
          )}
        </>
      );
    case 'deleting':
      return (
        <Label color="grey" icon={working}>
          Deleting
        </Label>
      );
    case 'failed':
      return (
        <Popover
          aria-label={`Failure of ${image.name}`}
          headerContent="The import failed"
          bodyContent={image.lastError ?? 'The server gave no reason.'}
        >
          <Label color="red" icon={<ExclamationCircleIcon />} onClick={() => undefined}>
            Failed
          </Label>
        </Popover>
      );
    default: {
      if (image.upload) return <OpenUpload image={image} upload={image.upload} />;
      const arrived = image.uploadedBytes ? formatBytes(image.uploadedBytes) : '';
      const progress = operation ? formatProgress(operation.progress) : arrived;
      return (
        <Label color="blue" icon={working}>
          {`Importing ${progress}`.trimEnd()}
        </Label>
      );
    }
  }
}
