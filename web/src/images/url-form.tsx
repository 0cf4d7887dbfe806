import {
  Alert,
  Button,
  FormGroup,
  InputGroup,
  InputGroupItem,
  TextInput,
} from '@patternfly/react-core';
import { formatBytes, formatOfFileName, importedFormat } from '@picostack/api-client/formats';
import { useState } from 'react';

import { ApiError, errorMessage } from '../api/api-error';
import { suggestImageName, validateImageName } from '../api/names';
import type { CreateImageDto, ImageFormat, RemoteFileDto } from '../api/types';
import { FieldHelp } from '../ui/fields';
import { compressionOf } from './compression';
import { ImportFields } from './import-fields';
import { ovaDiskOf } from './ova-disk';
import { lookUpFile } from './requests';

/** What the user has entered. */
export interface UrlDraft {
  url: string;
  name: string;
  format: ImageFormat;
  ovaDisk: string;
  isCompressed: boolean;
  checksum: string;
}

export const EMPTY_DRAFT: UrlDraft = {
  url: '',
  name: '',
  format: 'qcow2',
  ovaDisk: '',
  isCompressed: false,
  checksum: '',
};

/** The request for a draft; null while something is missing or wrong. */
export function requestOf(draft: UrlDraft): (CreateImageDto & { url: string }) | null {
  const { name, format } = draft;
  const url = draft.url.trim();
  const checksum = checksumOf(draft.checksum);
  const ovaDisk = ovaDiskOf(format, draft.ovaDisk);
  if (!/^https?:\/\/[^/]/i.test(url) || validateImageName(name) !== null) return null;
  const compression = compressionOf(format, draft.isCompressed);
  return checksum && ovaDisk && { name, format, url, ...ovaDisk, ...compression, ...checksum };
}

/** The field of the API for a checksum: a hash, or the URL of a list; null if it is neither. */
function checksumOf(
  text: string,
): Pick<CreateImageDto, 'sha256' | 'sha512' | 'checksumUrl'> | null {
  const value = text.trim();
  if (value === '') return {};
  if (/^https?:\/\/[^/]/i.test(value)) return { checksumUrl: value };
  const hash = value.toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hash)) return { sha256: hash };
  return /^[0-9a-f]{128}$/.test(hash) ? { sha512: hash } : null;
}

interface Props {
  draft: UrlDraft;
  takenNames: ReadonlySet<string>;
  /** The image is a new version, which keeps the name. */
  isNameFixed: boolean;
  /** The error of the last request. */
  failure: unknown;
  onChange: (draft: UrlDraft) => void;
}

/** The fields of an import from a URL. Looking the file up fills in its name and format. */
export function UrlForm({ draft, takenNames, isNameFixed, failure, onChange }: Props) {
  const [file, setFile] = useState<RemoteFileDto | null>(null);
  const [lookUpError, setLookUpError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const { url, name, format, checksum } = draft;

  const lookUp = async (): Promise<void> => {
    setBusy(true);
    setLookUpError(null);
    setFile(null);
    try {
      const found = await lookUpFile(url.trim());
      setFile(found);
      const disk = formatOfFileName(found.fileName ?? '')?.disk;
      const named = disk === undefined ? undefined : importedFormat(disk);
      onChange({
        ...draft,
        name: name === '' ? suggestImageName(found.fileName ?? '', takenNames) : name,
        format: named ?? format,
      });
    } catch (error) {
      setLookUpError(error);
    } finally {
      setBusy(false);
    }
  };

  const refused = failure instanceof ApiError ? failure : null;
  const checksumError =
    checksumOf(checksum) === null
      ? 'Enter 64 or 128 hexadecimal digits, or a URL.'
      : (refused?.fieldMessage('checksumUrl') ?? null);
  return (
    <>
      <FormGroup label="URL" fieldId="import-url" isRequired>
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput
              id="import-url"
              type="url"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder="https://…"
              value={url}
              validated={lookUpError === null ? 'default' : 'error'}
              onChange={(_event, value) => {
                setFile(null);
                setLookUpError(null);
                onChange({ ...draft, url: value });
              }}
            />
          </InputGroupItem>
          <InputGroupItem>
            <Button
              variant="control"
              isLoading={busy}
              isDisabled={busy || url.trim() === ''}
              onClick={() => void lookUp()}
            >
              Look up
            </Button>
          </InputGroupItem>
        </InputGroup>
        <FieldHelp
          error={
            lookUpError === null
              ? (refused?.fieldMessage('url') ?? null)
              : errorMessage(lookUpError)
          }
          helperText={file === null ? undefined : describe(file)}
        />
      </FormGroup>
      <ImportFields
        isNameFixed={isNameFixed}
        name={name}
        format={format}
        ovaDisk={draft.ovaDisk}
        isCompressed={draft.isCompressed}
        failure={failure}
        onChange={(changed) => onChange({ ...draft, ...changed })}
      />
      <FormGroup label="Checksum" fieldId="import-checksum">
        <TextInput
          id="import-checksum"
          autoComplete="off"
          spellCheck={false}
          placeholder="SHA-256, SHA-512, or the URL of a list"
          value={checksum}
          validated={checksumError ? 'error' : 'default'}
          onChange={(_event, value) => onChange({ ...draft, checksum: value })}
        />
        <FieldHelp error={checksumError} />
      </FormGroup>
      {checksum.trim() === '' && /^http:/i.test(url.trim()) && (
        <Alert
          isInline
          variant="warning"
          title="Without encryption and without a checksum, anyone on the way can change the image."
        />
      )}
    </>
  );
}

function describe({ fileName, sizeBytes, finalUrl, resumes }: RemoteFileDto): string {
  const size = sizeBytes === null ? 'of unknown size' : formatBytes(sizeBytes);
  const resuming = resumes ? '' : ' A broken download cannot resume.';
  return `Found ${fileName ?? 'a file'}, ${size}, at ${new URL(finalUrl).host}.${resuming}`;
}
