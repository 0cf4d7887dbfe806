import {
  Alert,
  Button,
  type ButtonProps,
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from '@patternfly/react-core';
import { UploadIcon } from '@patternfly/react-icons';
import { formatBytes, HEAD_BYTES } from '@picostack/api-client/formats';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import { suggestImageName, validateImageName } from '../api/names';
import type { ImageFormat } from '../api/types';
import { useImages } from '../live/queries';
import { FieldHelp } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { inspectImageFile } from './image-file';
import { IMAGE_FORMATS } from './image-formats';
import { useUploads } from './uploads';

/** A button that opens the upload dialog. */
export function UploadButton({ variant = 'primary' }: Pick<ButtonProps, 'variant'>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} icon={<UploadIcon />} onClick={() => setOpen(true)}>
        Upload image
      </Button>
      {open && <UploadDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** Creates an image and starts the upload of its file, which continues after the dialog closes. */
function UploadDialog({ onClose }: { onClose: () => void }) {
  const { data: images = [] } = useImages();
  const uploads = useUploads();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [isNameEdited, setNameEdited] = useState(false);
  const [format, setFormat] = useState<ImageFormat>('qcow2');
  const [fileError, setFileError] = useState<string | null>(null);
  const [lacksBootSignature, setLacksBootSignature] = useState(false);
  const [compression, setCompression] = useState<string | undefined>();
  const [confirmed, setConfirmed] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const selectFile = async (next: File): Promise<void> => {
    setFile(next);
    setFailure(null);
    setConfirmed(false);
    if (!isNameEdited) {
      setName(suggestImageName(next.name, new Set(images.map((image) => image.name))));
    }
    try {
      const head = new Uint8Array(await next.slice(0, HEAD_BYTES).arrayBuffer());
      const inspection = inspectImageFile(next.name, head);
      setFormat(inspection.format);
      setFileError(inspection.error);
      setLacksBootSignature(inspection.lacksBootSignature);
      setCompression(inspection.compression);
    } catch (error) {
      // The file is a folder or is not readable.
      setFile(null);
      setFailure(error);
    }
  };

  const needsConfirmation = file !== null && format === 'raw' && lacksBootSignature && !fileError;

  const submit = async (): Promise<void> => {
    if (!file) return;
    setBusy(true);
    setFailure(null);
    try {
      const allowUnbootable = needsConfirmation && confirmed;
      await uploads.start({ name, format, fileName: file.name, allowUnbootable }, file);
      onClose();
      void navigate('/images');
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  const serverError = failure instanceof ApiError ? failure : null;
  const nameError =
    (name !== '' ? validateImageName(name) : null) ?? serverError?.fieldMessage('name') ?? null;
  const hasGeneralFailure =
    failure !== null &&
    serverError?.code !== 'nameTaken' &&
    (serverError?.fieldErrors.length ?? 0) === 0;
  return (
    <FormDialog
      title="Upload image"
      submitText="Upload"
      size="medium"
      isBusy={busy}
      isSubmitDisabled={
        !file ||
        file.size === 0 ||
        fileError !== null ||
        (needsConfirmation && !confirmed) ||
        validateImageName(name) !== null
      }
      error={hasGeneralFailure ? errorMessage(failure) : null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FileDrop file={file} onFile={(next) => void selectFile(next)} />
      {fileError && <Alert isInline isLiveRegion variant="danger" title={fileError} />}
      {needsConfirmation && (
        <Alert
          isInline
          isLiveRegion
          variant="warning"
          title="This file has no boot sector, partition table or CD file system"
        >
          <p>It may not be a disk image, and its instances may not boot.</p>
          <Checkbox
            id="upload-unbootable"
            label="Upload anyway"
            isChecked={confirmed}
            onChange={(_event, checked) => setConfirmed(checked)}
          />
        </Alert>
      )}
      <FormGroup label="Name" fieldId="upload-name">
        <TextInput
          id="upload-name"
          autoComplete="off"
          spellCheck={false}
          value={name}
          validated={nameError ? 'error' : 'default'}
          onChange={(_event, value) => {
            setName(value);
            setNameEdited(value !== '');
            setFailure(null);
          }}
        />
        <FieldHelp error={nameError} />
      </FormGroup>
      <FormGroup label="Format" fieldId="upload-format">
        <FormSelect
          id="upload-format"
          value={format}
          onChange={(_event, value) => setFormat(IMAGE_FORMATS[value]?.format ?? 'qcow2')}
        >
          {Object.entries(IMAGE_FORMATS).map(([value, { label }]) => (
            <FormSelectOption key={value} value={value} label={label} />
          ))}
        </FormSelect>
        <FieldHelp
          error={serverError?.fieldMessage('format')}
          helperText={file ? formatHelp(compression) : undefined}
        />
      </FormGroup>
    </FormDialog>
  );
}

function formatHelp(compression: string | undefined): string {
  return compression === undefined
    ? 'Detected from the content of the file.'
    : `The file is compressed with ${compression}. This is the format of the disk in it.`;
}

interface Props {
  file: File | null;
  onFile: (file: File) => void;
}

/** A drop zone for a file, with a button to choose one. */
function FileDrop({ file, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const select = (files: FileList | null): void => {
    const first = files?.[0];
    if (first) onFile(first);
  };
  return (
    <div
      className={over ? 'ps-drop ps-drop-over' : 'ps-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        select(event.dataTransfer.files);
      }}
    >
      <UploadIcon aria-hidden="true" />
      <span className="ps-break" role="status">
        {file ? `${file.name}, ${formatBytes(file.size)}` : 'Drop a disk image here'}
      </span>
      <Button variant="secondary" onClick={() => input.current?.click()}>
        {file ? 'Choose another file' : 'Choose a file'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="Image file"
        onChange={(event) => select(event.currentTarget.files)}
      />
    </div>
  );
}
