import { formatOfFileName, importedFormat } from '@picostack/api-client/formats';

import { suggestImageName, validateImageName } from '../api/names';
import type { CreateImageDto, ImageFormat, StorageVolumeDto } from '../api/types';
import { IMAGE_FORMATS } from './image-formats';
import { compressionOf } from './compression';
import { ovaDiskOf } from './ova-disk';

/** A volume of libvirt, as the user chose it. */
export interface VolumeDraft {
  volume: { pool: string; name: string } | null;
  name: string;
  isNameEdited: boolean;
  format: ImageFormat;
  ovaDisk: string;
  isCompressed: boolean;
}

export const EMPTY_VOLUME: VolumeDraft = {
  volume: null,
  name: '',
  isNameEdited: false,
  format: 'qcow2',
  ovaDisk: '',
  isCompressed: false,
};

/** The request for a draft; null while something is missing or wrong. */
export function volumeRequest(draft: VolumeDraft): CreateImageDto | null {
  const { volume, name, format } = draft;
  const ovaDisk = ovaDiskOf(format, draft.ovaDisk);
  if (!volume || !ovaDisk || validateImageName(name) !== null) return null;
  return { volume, name, format, ...ovaDisk, ...compressionOf(format, draft.isCompressed) };
}

/**
 * Choose a volume; its file name suggests the name of the image. The format is the one that the file name says, or else the one
 * that libvirt sees.
 */
export function withVolume(
  draft: VolumeDraft,
  { pool, name, format }: StorageVolumeDto,
  takenNames: ReadonlySet<string>,
): VolumeDraft {
  const disk = formatOfFileName(name)?.disk;
  const named = disk === undefined ? undefined : importedFormat(disk);
  const suggested = suggestImageName(name, takenNames);
  return {
    ...draft,
    volume: { pool, name },
    // libvirt names the formats as the API does.
    format: named ?? IMAGE_FORMATS[format ?? '']?.format ?? draft.format,
    name: draft.isNameEdited ? draft.name : suggested,
  };
}
