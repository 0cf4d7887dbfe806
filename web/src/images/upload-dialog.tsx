import {
  Alert,
  Button,
  type ButtonProps,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  Checkbox,
} from '@patternfly/react-core';
import { TimesIcon, UploadIcon } from '@patternfly/react-icons';
import { formatBytes } from '@picostack/api-client/formats';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';

import { ApiError, errorMessage } from '../api/api-error';
import type { CreateImageDto, ImageDto } from '../api/types';
import { useImages } from '../live/queries';
import { TextField } from '../ui/fields';
import { FormDialog } from '../ui/form-dialog';
import { compressionOf } from './compression';
import { CompressionField } from './compression-field';
import { FormatField } from './format-field';
import { NewVersionNote } from './new-version-note';
import { ovaDiskOf } from './ova-disk';
import { OvaDiskField } from './ova-disk-field';
import {
  canUpload,
  draftOfFile,
  nameErrors,
  needsConfirmation,
  type UploadDraft,
  withFreeName,
} from './upload-draft';
import { useUploads } from './uploads';
import { useFileDrop } from './use-file-drop';

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

/** Opens the upload dialog when files are dropped anywhere on the page. */
export function UploadDrop() {
  const [files, setFiles] = useState<File[] | null>(null);
  const isOver = useFileDrop(setFiles, files === null);
  return (
    <>
      {isOver && (
        <div className="ps-drop-page" role="status">
          Drop disk images to upload them
        </div>
      )}
      {files && <UploadDialog files={files} onClose={() => setFiles(null)} />}
    </>
  );
}

const NO_FILES: File[] = [];

interface UploadDialogProps {
  /** The files that the user already chose. */
  files?: File[];
  /** The image that the file is a new version of, with the same name. */
  replaces?: ImageDto;
  onClose: () => void;
}

/** Creates an image of each file and starts its upload, which continues after the dialog closes. */
export function UploadDialog({ files = NO_FILES, replaces, onClose }: UploadDialogProps) {
  const { drafts, add, change, remove } = useDrafts(files, replaces);
  const uploads = useUploads();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const isOver = useFileDrop((dropped) => void add(dropped));
  const errors = nameErrors(drafts);

  const submit = async (): Promise<void> => {
    setBusy(true);
    let failed = 0;
    for (const draft of drafts) {
      try {
        await uploads.start(requestOf(draft, replaces !== undefined), draft.file);
        remove(draft.key);
      } catch (failure) {
        failed += 1;
        change(draft.key, { failure });
      }
    }
    setBusy(false);
    if (failed > 0) return;
    onClose();
    void navigate('/images');
  };

  return (
    <FormDialog
      title={replaces ? `Upload a new version of ${replaces.name}` : 'Upload image'}
      summary={replaces && <NewVersionNote image={replaces} />}
      submitText={drafts.length > 1 ? `Upload ${drafts.length} files` : 'Upload'}
      size="medium"
      isBusy={busy}
      isSubmitDisabled={!canUpload(drafts)}
      error={null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <FileChooser
        isOver={isOver}
        hasFiles={drafts.length > 0}
        isMultiple={!replaces}
        onFiles={(more) => void add(more)}
      />
      {drafts.map((draft) => (
        <DraftFields
          key={draft.key}
          draft={draft}
          nameError={errors.get(draft.key)}
          isNameFixed={replaces !== undefined}
          onChange={(changed) => change(draft.key, { ...changed, failure: null })}
          onRemove={() => remove(draft.key)}
        />
      ))}
    </FormDialog>
  );
}

function requestOf(draft: UploadDraft, replaces: boolean): CreateImageDto {
  const { name, format, file, isConfirmed } = draft;
  return {
    name,
    format,
    fileName: file.name,
    ...ovaDiskOf(format, draft.ovaDisk),
    ...compressionOf(format, draft.isCompressed),
    allowUnbootable: needsConfirmation(draft) && isConfirmed,
    ...(replaces && { replaces }),
  };
}

/** The files of the dialog. A file that is chosen a second time is ignored. */
function useDrafts(initial: File[], replaces: ImageDto | undefined) {
  const { data: images = [] } = useImages();
  const [drafts, setDrafts] = useState<UploadDraft[]>([]);
  const chosen = useRef(new Set<string>());

  const add = async (files: File[]): Promise<void> => {
    for (const file of files) {
      const identity = `${file.name}\n${file.size}\n${file.lastModified}`;
      if (chosen.current.has(identity)) continue;
      chosen.current.add(identity);
      const draft = await draftOfFile(file);
      const takenNames = new Set(images.map(({ name }) => name));
      setDrafts((before) =>
        replaces
          ? [{ ...draft, name: replaces.name }]
          : [...before, withFreeName(draft, before, takenNames)],
      );
    }
  };
  const change = (key: number, changed: Partial<UploadDraft>): void =>
    setDrafts((before) =>
      before.map((each) => (each.key === key ? { ...each, ...changed } : each)),
    );
  const remove = (key: number): void => {
    setDrafts((before) => {
      const removed = before.find((each) => each.key === key);
      if (removed) {
        const { name, size, lastModified } = removed.file;
        chosen.current.delete(`${name}\n${size}\n${lastModified}`);
      }
      return before.filter((each) => each.key !== key);
    });
  };
  const start = useRef(add);
  useEffect(() => {
    void start.current(initial);
  }, [initial]);
  return { drafts, add, change, remove };
}

interface FileChooserProps {
  isOver: boolean;
  hasFiles: boolean;
  isMultiple: boolean;
  onFiles: (files: File[]) => void;
}

/** The place to drop files, with a button to choose them. The whole page accepts dropped files. */
function FileChooser({ isOver, hasFiles, isMultiple, onFiles }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const more = hasFiles ? 'more ' : '';
  return (
    <div className={isOver ? 'ps-drop ps-drop-over' : 'ps-drop'}>
      <UploadIcon aria-hidden="true" />
      <span>{`Drop ${isMultiple ? `${more}disk images` : 'a disk image'} here`}</span>
      <Button variant="secondary" onClick={() => input.current?.click()}>
        {`Choose ${isMultiple ? `${more}files` : 'a file'}`}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={isMultiple}
        hidden
        aria-label="Image file"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file can be chosen again after it was removed.
          currentTarget.value = '';
        }}
      />
    </div>
  );
}

interface DraftFieldsProps {
  draft: UploadDraft;
  nameError: string | undefined;
  isNameFixed: boolean;
  onChange: (changed: Partial<UploadDraft>) => void;
  onRemove: () => void;
}

/** The fields of one file. */
function DraftFields({ draft, nameError, isNameFixed, onChange, onRemove }: DraftFieldsProps) {
  const { key, file, name, format, compression, fileError, isConfirmed, failure } = draft;
  const refused = failure instanceof ApiError ? failure : null;
  const isShownAtField = refused?.code === 'nameTaken' || (refused?.fieldErrors.length ?? 0) > 0;
  return (
    <Card isCompact role="group" aria-label={file.name}>
      <CardHeader
        actions={{
          hasNoOffset: true,
          actions: (
            <Button
              variant="plain"
              aria-label={`Remove ${file.name}`}
              icon={<TimesIcon />}
              onClick={onRemove}
            />
          ),
        }}
      >
        <CardTitle>
          <span className="ps-break">{file.name}</span>
          <span className="ps-subtle ps-small">, {formatBytes(file.size)}</span>
        </CardTitle>
      </CardHeader>
      <CardBody>
        <div className="ps-stacked">
          {failure !== null && !isShownAtField && (
            <Alert isInline isLiveRegion variant="danger" title={errorMessage(failure)} />
          )}
          {fileError && <Alert isInline isLiveRegion variant="danger" title={fileError} />}
          {needsConfirmation(draft) && (
            <Alert
              isInline
              isLiveRegion
              variant="warning"
              title="This file has no boot sector, partition table or CD file system"
            >
              <p>It may not be a disk image, and its instances may not boot.</p>
              <Checkbox
                id={`upload-unbootable-${key}`}
                label="Upload anyway"
                isChecked={isConfirmed}
                onChange={(_event, checked) => onChange({ isConfirmed: checked })}
              />
            </Alert>
          )}
          <div className="ps-form-pair">
            <TextField
              id={`upload-name-${key}`}
              label="Name"
              isReadOnly={isNameFixed}
              value={name}
              error={nameError ?? refused?.fieldMessage('name')}
              onChange={(value) => onChange({ name: value })}
            />
            <FormatField
              id={`upload-format-${key}`}
              value={format}
              error={refused?.fieldMessage('format')}
              helperText={
                compression === null ? undefined : `Of the disk in the ${compression} file.`
              }
              onChange={(value) => onChange({ format: value })}
            />
            <OvaDiskField
              id={`upload-ova-disk-${key}`}
              format={format}
              value={draft.ovaDisk}
              error={refused?.fieldMessage('ovaDisk')}
              onChange={(value) => onChange({ ovaDisk: value })}
            />
            <CompressionField
              id={`upload-compress-${key}`}
              format={format}
              isCompressed={draft.isCompressed}
              onChange={(isCompressed) => onChange({ isCompressed })}
            />
          </div>
        </div>
      </CardBody>
    </Card>
  );
}
