import { formatOfFileName, importedFormat } from '@picostack/api-client/formats';

import { suggestImageName, validateImageName } from '../api/names';
import type { CreateImageDto, ImageFormat } from '../api/types';
import { compressionOf } from './compression';
import { ovaDiskOf } from './ova-disk';

/** A file on the host, as the user entered it. */
export interface HostFileDraft {
  path: string;
  name: string;
  isNameEdited: boolean;
  format: ImageFormat;
  ovaDisk: string;
  isCompressed: boolean;
}

export const EMPTY_HOST_FILE: HostFileDraft = {
  path: '',
  name: '',
  isNameEdited: false,
  format: 'qcow2',
  ovaDisk: '',
  isCompressed: false,
};

/** The request for a draft; null while something is missing or wrong. */
export function hostFileRequest(draft: HostFileDraft): CreateImageDto | null {
  const { path, name, format } = draft;
  const ovaDisk = ovaDiskOf(format, draft.ovaDisk);
  const isValid = path.trim().startsWith('/') && validateImageName(name) === null;
  return isValid && ovaDisk
    ? { path: path.trim(), name, format, ...ovaDisk, ...compressionOf(format, draft.isCompressed) }
    : null;
}

/** Change the path; its file name suggests the name and the format. */
export function withPath(
  draft: HostFileDraft,
  path: string,
  takenNames: ReadonlySet<string>,
): HostFileDraft {
  const fileName = path.trim().split('/').at(-1) ?? '';
  const disk = formatOfFileName(fileName)?.disk;
  const format = (disk === undefined ? undefined : importedFormat(disk)) ?? draft.format;
  const suggested = fileName === '' ? '' : suggestImageName(fileName, takenNames);
  return { ...draft, path, format, name: draft.isNameEdited ? draft.name : suggested };
}
