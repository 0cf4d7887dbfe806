import { PickType } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsPastDate, type RecordProblem, cut, errorsOf } from '../common/http/recorded-values.js';
import { CreateImageDto } from './dto.js';
import type { ImageEntity } from './image.entity.js';

/** What is written of an image: all of its record but where it is, which the volume itself says. */
export type Description = Omit<
  ImageEntity,
  | 'id'
  | 'status'
  | 'volume'
  | 'virtualSizeBytes'
  | 'fileSizeBytes'
  | 'expectedSha256'
  | 'allowsUnbootable'
  | 'lastError'
>;

class RecordedImageDto extends PickType(CreateImageDto, [
  'name',
  'description',
  'format',
  'sha256',
  'osInfo',
  'defaultUser',
  'minMemoryMiB',
  'defaultPorts',
] as const) {
  @IsOptional()
  @IsString()
  @MaxLength(4200)
  source?: string;

  @IsOptional()
  @IsBoolean()
  hasBootSignature?: boolean | null;

  @IsPastDate()
  createdAt!: string;
}

/** The type demands a row for each field, so that none is left out of a recovery. */
const FIELDS = Object.keys({
  name: true,
  description: true,
  format: true,
  sha256: true,
  source: true,
  osInfo: true,
  defaultUser: true,
  minMemoryMiB: true,
  defaultPorts: true,
  hasBootSignature: true,
  createdAt: true,
} satisfies Record<keyof Description, true>);

/**
 * Check what is written of an image as a request is checked: somebody may have edited the file.
 * @param written undefined where nothing is
 */
export function checkDescription(written: unknown): {
  readonly description: Partial<Description>;
  readonly wrong: RecordProblem[];
} {
  if (written === undefined) return { description: {}, wrong: [] };
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    const message = 'its description is no JSON object; it is left out as a whole';
    return { description: {}, wrong: [{ field: 'description', value: textOf(written), message }] };
  }
  const known = Object.fromEntries(
    FIELDS.filter((field) => Object.hasOwn(written, field)).map((field) => [
      field,
      valueAt(written, field),
    ]),
  );
  const dto = plainToInstance(RecordedImageDto, known);
  // Older descriptions lack what was added later.
  const errors = errorsOf(dto).filter(({ field }) => Object.hasOwn(known, topOf(field)));
  const wrong = errors.map(({ field, message }) => ({
    field,
    value: textOf(known[topOf(field)]),
    message: `${message}; it is left out`,
  }));
  const refused = new Set(errors.map(({ field }) => topOf(field)));
  const taken = Object.fromEntries(Object.entries(dto).filter(([field]) => !refused.has(field)));
  return { description: taken, wrong };
}

/** `defaultPorts` of `defaultPorts.0.guestPort`. */
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
