import { Alert, FormGroup, FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, messageOf } from '../../api/api-error';
import type { ImageFormat } from '../../api/types';
import { detectFormat, HEAD_BYTES } from '../../format/image-file';
import { nameProblem, suggestImageName } from '../../format/names';
import { useImages } from '../../hooks/use-server-lists';
import { useUploads } from '../../hooks/use-uploads';
import { FieldHelp } from '../field-help';
import { FormDialog } from '../form-dialog';
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
  const [warning, setWarning] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const takeFile = async (next: File): Promise<void> => {
    setFile(next);
    setFailure(null);
    if (!nameTyped) {
      setName(suggestImageName(next.name, new Set(images.map((image) => image.name))));
    }
    try {
      const head = new Uint8Array(await next.slice(0, HEAD_BYTES).arrayBuffer());
      const detected = detectFormat(head);
      setFormat(detected.format);
      setWarning(detected.warning);
    } catch (error) {
      // A folder, or a file that may not be read.
      setFile(null);
      setFailure(error);
    }
  };

  const submit = async (): Promise<void> => {
    if (!file) return;
    setBusy(true);
    setFailure(null);
    try {
      await uploads.start({ name, format }, file);
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
      isBlocked={!file || file.size === 0 || nameProblem(name) !== null}
      refusal={hasGeneralFailure ? messageOf(failure) : null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FileDrop file={file} onFile={(next) => void takeFile(next)} />
      {warning && <Alert isInline isLiveRegion variant="warning" title={warning} />}
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
