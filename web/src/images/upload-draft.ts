import { HEAD_BYTES } from '@picostack/api-client/formats';

import { errorMessage } from '../api/api-error';
import { suggestImageName, validateImageName } from '../api/names';
import type { ImageFormat } from '../api/types';
import { inspectImageFile } from './image-file';
import { ovaDiskOf } from './ova-disk';

/** A file that the user chose, with the values of its image. */
export interface UploadDraft {
  key: number;
  file: File;
  name: string;
  format: ImageFormat;
  compression: string | null;
  /** The number of the disk of an OVA; empty: its only one. */
  ovaDisk: string;
  /** Whether the server compresses the image. */
  isCompressed: boolean;
  /** Why the file cannot be uploaded; null if it can. */
  fileError: string | null;
  lacksBootSignature: boolean;
  /** The user confirmed to upload a file without a boot signature. */
  isConfirmed: boolean;
  /** The server's refusal of the last attempt. */
  failure: unknown;
}

let nextKey = 1;

/** Create the draft of a file from its name and its first bytes. A folder, and a file that cannot be read, has an error. */
export async function draftOfFile(file: File): Promise<UploadDraft> {
  const draft: UploadDraft = {
    key: nextKey++,
    file,
    name: suggestImageName(file.name, new Set()),
    format: 'qcow2',
    compression: null,
    ovaDisk: '',
    isCompressed: false,
    fileError: null,
    lacksBootSignature: false,
    isConfirmed: false,
    failure: null,
  };
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const { format, error, lacksBootSignature, compression } = inspectImageFile(file.name, head);
    return {
      ...draft,
      format,
      fileError: error,
      lacksBootSignature,
      compression: compression ?? null,
    };
  } catch (error) {
    return { ...draft, fileError: `The file cannot be read: ${errorMessage(error)}` };
  }
}

/** Return a draft with a suggested name that neither an image nor another draft has. */
export function withFreeName(
  draft: UploadDraft,
  others: UploadDraft[],
  takenNames: ReadonlySet<string>,
): UploadDraft {
  const taken = new Set([...takenNames, ...others.map(({ name }) => name)]);
  return { ...draft, name: suggestImageName(draft.file.name, taken) };
}

/** Whether the file may not be a disk image, so that the user must confirm its upload. */
export function needsConfirmation({ format, lacksBootSignature, fileError }: UploadDraft): boolean {
  return format === 'raw' && lacksBootSignature && fileError === null;
}

/** Return the errors of the names by draft: a name that is not valid, or that another file has. */
export function nameErrors(drafts: UploadDraft[]): Map<number, string> {
  const errors = new Map<number, string>();
  for (const { key, name } of drafts) {
    const error = validateImageName(name);
    const isShared = drafts.some((other) => other.key !== key && other.name === name);
    if (error !== null) errors.set(key, error);
    else if (isShared) errors.set(key, 'Another file has this name. Choose different names.');
  }
  return errors;
}

/** Whether all files can be uploaded. */
export function canUpload(drafts: UploadDraft[]): boolean {
  return (
    drafts.length > 0 &&
    nameErrors(drafts).size === 0 &&
    drafts.every(
      (draft) =>
        draft.fileError === null &&
        ovaDiskOf(draft.format, draft.ovaDisk) !== null &&
        (!needsConfirmation(draft) || draft.isConfirmed),
    )
  );
}
