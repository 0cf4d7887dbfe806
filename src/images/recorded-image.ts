import { PickType } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, MaxLength, Min } from 'class-validator';
import { UUID_PATTERN } from '../common/http/names.js';
import { IsPastDate, type RecordProblem, cut, errorsOf } from '../common/http/recorded-values.js';
import { CreateImageDto } from './dto.js';
import type { ImageEntity } from './image.entity.js';

/** The metadata of an image: its record, except for the fields that its volume determines. */
export type RecordedImage = Omit<
  ImageEntity,
  | 'id'
  | 'status'
  | 'volume'
  | 'virtualSizeBytes'
  | 'fileSizeBytes'
  | 'expectedSha256'
  | 'allowsUnbootable'
  | 'ovaDisk'
  | 'lastError'
  | 'fileState'
  | 'fileStamp'
  | 'verifiedAt'
>;

class RecordedImageDto extends PickType(CreateImageDto, [
  'description',
  'format',
  'compression',
  'sha256',
  'osInfo',
  'defaultUser',
  'minMemoryMiB',
  'minDiskGiB',
  'defaultPorts',
  'tags',
  'recommendedFlavour',
  'firmware',
  'deviceProfile',
  'isProtected',
] as const) {
  @IsOptional()
  @IsString()
  @MaxLength(4200)
  source?: string;

  @IsOptional()
  @IsBoolean()
  hasBootSignature?: boolean | null;

  /** Versions that were replaced have names that a request cannot give. */
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}(?:@v\d{1,9}(?:-\d{1,9})?)?$/, {
    message: 'must be the name of an image',
  })
  name!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  version?: number;

  @IsOptional()
  @Matches(UUID_PATTERN, { message: 'must be an id' })
  replacesId?: string | null;

  @IsOptional()
  @Matches(UUID_PATTERN, { message: 'must be an id' })
  replacedById?: string | null;

  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'must be 64 lower-case hexadecimal digits' })
  fileSha256?: string | null;

  @IsPastDate()
  createdAt!: string;
}

/** The type requires an entry for each field, so that none is missing in a recovery. */
const FIELDS = Object.keys({
  name: true,
  description: true,
  format: true,
  compression: true,
  sha256: true,
  source: true,
  osInfo: true,
  defaultUser: true,
  minMemoryMiB: true,
  minDiskGiB: true,
  defaultPorts: true,
  tags: true,
  recommendedFlavour: true,
  firmware: true,
  deviceProfile: true,
  isProtected: true,
  hasBootSignature: true,
  version: true,
  replacesId: true,
  replacedById: true,
  fileSha256: true,
  createdAt: true,
} satisfies Record<keyof RecordedImage, true>);

/**
 * Validate the metadata of an image like a request: the file may have been edited.
 * @param written undefined if there is no file
 */
export function checkRecordedImage(written: unknown): {
  readonly image: Partial<RecordedImage>;
  readonly problems: RecordProblem[];
} {
  if (written === undefined) return { image: {}, problems: [] };
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    const message = 'the metadata is not a JSON object; it was ignored';
    return { image: {}, problems: [{ field: 'description', value: textOf(written), message }] };
  }
  const known = Object.fromEntries(
    FIELDS.filter((field) => Object.hasOwn(written, field)).map((field) => [
      field,
      valueAt(written, field),
    ]),
  );
  const dto = plainToInstance(RecordedImageDto, known);
  // Older files do not have the fields that were added later.
  const errors = errorsOf(dto).filter(({ field }) => Object.hasOwn(known, topOf(field)));
  const problems = errors.map(({ field, message }) => ({
    field,
    value: textOf(known[topOf(field)]),
    message: `${message}; it was ignored`,
  }));
  const refused = new Set(errors.map(({ field }) => topOf(field)));
  const image = Object.fromEntries(Object.entries(dto).filter(([field]) => !refused.has(field)));
  return { image, problems };
}

/** `defaultPorts` for `defaultPorts.0.guestPort`. */
function topOf(field: string): string {
  return field.split('.')[0] ?? field;
}

function valueAt(object: object, field: string): unknown {
  const value: unknown = Reflect.get(object, field);
  return value;
}

function textOf(value: unknown): string {
  return cut(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
