import {
  Alert,
  Checkbox,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, messageOf } from '../api/api-error';
import type { ImageFormat } from '../api/types';
import { HEAD_BYTES, judgeFile } from './image-file';
import { nameProblem, suggestImageName } from '../api/names';
import { useImages } from '../live/queries';
import { useUploads } from './use-uploads';
import { FieldHelp } from '../ui/field-help';
import { FormDialog } from '../ui/form-dialog';
import { FileDrop } from './file-drop';

/** Records an image and starts sending its file; the sending goes on after the dialog closes. */
export function UploadDialog({ onClose }: { onClose: () => void }) {
  const { data: images = [] } = useImages();
  const uploads = useUploads();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [nameTyped, setNameTyped] = useState(false);
  const [format, setFormat] = useState<ImageFormat>('qcow2');
  const [fileRefusal, setFileRefusal] = useState<string | null>(null);
  const [lacksBootSignature, setLacksBootSignature] = useState(false);
  const [confirmed, setConfirmed] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const takeFile = async (next: File): Promise<void> => {
    setFile(next);
    setFailure(null);
    setConfirmed(false);
    if (!nameTyped) {
      setName(suggestImageName(next.name, new Set(images.map((image) => image.name))));
    }
    try {
      const head = new Uint8Array(await next.slice(0, HEAD_BYTES).arrayBuffer());
      const judged = judgeFile(next.name, head);
      setFormat(judged.format);
      setFileRefusal(judged.refusal);
      setLacksBootSignature(judged.lacksBootSignature);
    } catch (error) {
      // A folder, or a file that may not be read.
      setFile(null);
      setFailure(error);
    }
  };

  const needsConfirmation = file !== null && format === 'raw' && lacksBootSignature && !fileRefusal;

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

  const refused = failure instanceof ApiError ? failure : null;
  const nameError =
    (name !== '' ? nameProblem(name) : null) ?? refused?.fieldMessage('name') ?? null;
  const hasGeneralFailure =
    failure !== null && refused?.code !== 'nameTaken' && (refused?.fieldErrors.length ?? 0) === 0;
  return (
    <FormDialog
      title="Upload an image"
      submitText="Upload"
      size="medium"
      isBusy={busy}
      isBlocked={
        !file ||
        file.size === 0 ||
        fileRefusal !== null ||
        (needsConfirmation && !confirmed) ||
        nameProblem(name) !== null
      }
      refusal={hasGeneralFailure ? messageOf(failure) : null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FileDrop file={file} onFile={(next) => void takeFile(next)} />
      {fileRefusal && <Alert isInline isLiveRegion variant="danger" title={fileRefusal} />}
      {needsConfirmation && (
        <Alert
          isInline
          isLiveRegion
          variant="warning"
          title="This file has no boot signature: no boot sector, no partition table, no CD"
        >
          <p>It may not be a disk image at all. An instance of it would probably not start.</p>
          <Checkbox
            id="upload-unbootable"
            label="Upload it all the same"
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
            setNameTyped(value !== '');
            setFailure(null);
          }}
        />
        <FieldHelp error={nameError} />
      </FormGroup>
      <FormGroup label="Format" fieldId="upload-format">
        <FormSelect
          id="upload-format"
          value={format}
          onChange={(_event, value) => setFormat(value === 'raw' ? 'raw' : 'qcow2')}
        >
          <FormSelectOption value="qcow2" label="qcow2" />
          <FormSelectOption value="raw" label="raw" />
        </FormSelect>
        <FieldHelp
          error={refused?.fieldMessage('format')}
          hint={file ? 'Found by the first bytes of the file.' : undefined}
        />
      </FormGroup>
    </FormDialog>
  );
}
