import { Button, Progress } from '@patternfly/react-core';
import { useRef } from 'react';

import type { ImageDto, ImageUploadDto, OperationDto } from '../api/types';
import { useOpenOperation } from '../live/queries';
import { useCancelOperation } from '../operations/operation-progress';
import { operationStep } from '../operations/operation-texts';
import { useCanEdit } from '../session/session';
import { describeTransfer, transferPercent } from '../ui/transfer';
import { capitalise } from './texts';
import { remainingSeconds } from './upload-rate';
import { type Upload, useUploads } from './uploads';

/** What arrives of an image: the progress of its upload or import, with a button to cancel or to continue it. */
export function ImageTransfer({ image }: { image: ImageDto }) {
  const uploads = useUploads();
  const operation = useOpenOperation(image.id);
  const upload = uploads.list.find(({ imageId }) => imageId === image.id);
  if (upload) return <OwnUpload upload={upload} onCancel={() => uploads.cancel(image.id)} />;
  if (image.status !== 'importing') return null;
  if (image.upload) return <OpenUpload image={image} upload={image.upload} />;
  return <ServerImport image={image} operation={operation} />;
}

interface BarProps {
  label: string;
  /** The percentage; null if it is unknown. */
  percent: number | null;
  text: string;
}

function Bar({ label, percent, text }: BarProps) {
  return (
    <Progress
      value={percent ?? undefined}
      size="sm"
      className={percent === null ? 'ps-unmeasured' : undefined}
      measureLocation={percent === null ? 'none' : 'outside'}
      aria-label={label}
      helperText={text}
    />
  );
}

function OwnUpload({ upload, onCancel }: { upload: Upload; onCancel: () => void }) {
  const { name, sentBytes, totalBytes, rate, isWaiting, isQueued } = upload;
  return (
    <div className="ps-progress">
      <Bar
        label={`Upload of ${name}`}
        percent={transferPercent({ receivedBytes: sentBytes, totalBytes }) ?? 0}
        text={uploadText()}
      />
      <Button variant="link" isInline aria-label={`Cancel upload of ${name}`} onClick={onCancel}>
        Cancel upload
      </Button>
    </div>
  );

  function uploadText(): string {
    if (isQueued) return 'Waits for the other uploads';
    if (isWaiting) return 'Connection lost, trying again…';
    // After the upload, the server checks the image before it is ready.
    if (sentBytes >= totalBytes) return 'Checking the image…';
    return describeTransfer({
      receivedBytes: sentBytes,
      totalBytes,
      bytesPerSecond: rate.bytesPerSecond,
      secondsLeft: remainingSeconds(totalBytes, sentBytes, rate),
    });
  }
}

/** An upload that another tab or program sends, or that was interrupted, with a button to continue it. */
function OpenUpload({ image, upload }: { image: ImageDto; upload: ImageUploadDto }) {
  const uploads = useUploads();
  const canEdit = useCanEdit();
  const input = useRef<HTMLInputElement>(null);
  const receivedBytes = image.uploadedBytes ?? 0;
  const transfer = image.progress ?? {
    receivedBytes,
    totalBytes: upload.lengthBytes,
    bytesPerSecond: null,
    secondsLeft: null,
  };
  if (upload.isReceiving) {
    return (
      <div className="ps-progress">
        <Bar
          label={`Upload of ${image.name}`}
          percent={transferPercent({ receivedBytes, totalBytes: upload.lengthBytes })}
          text={describeTransfer(transfer)}
        />
      </div>
    );
  }
  if (!canEdit) return null;
  return (
    <div className="ps-progress ps-small ps-break">
      {`Choose ${upload.fileName ?? 'the file'} again to continue. `}
      <Button
        variant="link"
        isInline
        aria-label={`Continue upload of ${image.name}`}
        onClick={() => input.current?.click()}
      >
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
  );
}

interface ServerImportProps {
  image: ImageDto;
  operation: OperationDto | undefined;
}

/** Content that the server reads from a URL, the host or an instance, or that it checks after an upload. */
function ServerImport({ image, operation }: ServerImportProps) {
  const { name, progress, uploadedBytes } = image;
  const step = progress?.step ?? (operation && operationStep(operation)) ?? '';
  const transfer = operation?.transfer ??
    progress ?? {
      receivedBytes: uploadedBytes ?? 0,
      totalBytes: null,
      bytesPerSecond: null,
      secondsLeft: null,
    };
  const bytes = transfer.receivedBytes > 0 ? describeTransfer(transfer) : '';
  const fraction = operation?.progress ?? null;
  return (
    <div className="ps-progress">
      <Bar
        label={`Import of ${name}`}
        percent={fraction === null ? transferPercent(transfer) : Math.floor(fraction * 100)}
        text={[capitalise(step), bytes].filter(Boolean).join(': ')}
      />
      {operation && <CancelImport name={name} operation={operation} />}
    </div>
  );
}

function CancelImport({ name, operation }: { name: string; operation: OperationDto }) {
  const cancel = useCancelOperation(operation);
  const canEdit = useCanEdit();
  if (!canEdit || !operation.canCancel) return null;
  return (
    <Button
      variant="link"
      isInline
      aria-label={`Cancel import of ${name}`}
      isDisabled={cancel.isPending || cancel.isSuccess}
      onClick={() => cancel.mutate()}
    >
      {cancel.isPending || cancel.isSuccess ? 'Cancelling…' : 'Cancel import'}
    </Button>
  );
}
