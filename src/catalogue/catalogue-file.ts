import { plainToInstance, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { type FieldError, InvalidInputError, messageOf } from '../common/errors.js';
import { GuestPortDto } from '../common/http/guest-port.dto.js';
import { MayBeLeftOut } from '../common/http/may-be-left-out.js';
import { IsRecordName } from '../common/http/names.js';
import { IsPlainLine } from '../common/http/plain-text.js';
import { fieldErrors } from '../common/http/validation.js';
import { readFailure, readTextFile } from '../common/text-file.js';
import { shortText } from '../common/text.js';

export const ARCHITECTURES = ['x86_64'] as const;
export const CATALOGUE_FORMATS = ['qcow2', 'raw'] as const;
export const COMPRESSIONS = ['gz', 'xz', 'zst', 'bz2'] as const;
export const CATALOGUE_FIRMWARES = ['bios', 'uefi', 'any'] as const;

export type Architecture = (typeof ARCHITECTURES)[number];
export type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number];
export type Compression = (typeof COMPRESSIONS)[number];
export type CatalogueFirmware = (typeof CATALOGUE_FIRMWARES)[number];

/** An http or https address of ASCII characters, without user name and fragment. */
export const URL_PATTERN =
  /^https?:\/\/(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?\/[!"$-~]*$/;
export const MAX_URL_LENGTH = 2048;
export const MAX_ENTRIES = 1000;
const MAX_REPORTED = 20;

/** An entry as the file has it. `catalogue/catalogue.schema.json` has the same rules for editors. */
export class CatalogueFileEntry {
  @IsRecordName({ description: 'Name.' })
  name!: string;

  @IsPlainLine(100)
  @MinLength(1)
  title!: string;

  @MayBeLeftOut()
  @IsPlainLine(1000)
  description?: string;

  @IsPlainLine(100)
  @MinLength(1)
  osInfo!: string;

  @MayBeLeftOut()
  @IsUrl()
  homepage?: string;

  @IsIn(ARCHITECTURES)
  architecture!: Architecture;

  @IsUrl()
  url!: string;

  @IsUrl()
  checksumUrl!: string;

  @IsIn(CATALOGUE_FORMATS)
  format!: CatalogueFormat;

  @MayBeLeftOut()
  @IsIn(COMPRESSIONS)
  compression?: Compression;

  @MayBeLeftOut()
  @Matches(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$/, {
    message: 'defaultUser must be a user name of 32 characters at most',
  })
  defaultUser?: string;

  @IsInt()
  @Min(1)
  @Max(16 * 1024 * 1024)
  minMemoryMiB!: number;

  @IsInt()
  @Min(1)
  @Max(64 * 1024)
  minDiskGiB!: number;

  @IsIn(CATALOGUE_FIRMWARES)
  firmware!: CatalogueFirmware;

  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(32)
  // A list in the list would pass the next rule.
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => GuestPortDto)
  defaultPorts?: GuestPortDto[];
}

function IsUrl() {
  return (target: object, property: string): void => {
    MaxLength(MAX_URL_LENGTH)(target, property);
    Matches(URL_PATTERN, {
      message: '$property must be an http or https address without user name and fragment',
    })(target, property);
  };
}

/** The content of a valid file. */
export interface CatalogueFile {
  /** Whether the entries replace all of picostack's own. */
  readonly replaces: boolean;
  readonly entries: readonly CatalogueFileEntry[];
}

/**
 * Read and validate a file.
 * @throws InvalidInputError `invalidCatalogue` with the file, and the entries and fields that are wrong
 */
export function readCatalogueFile(path: string): CatalogueFile {
  return parseCatalogue(readText(path), path);
}

/** Like {@link readCatalogueFile}, for text that was read from the file. */
export function parseCatalogue(text: string, path: string): CatalogueFile {
  const root = parseJson(text, path);
  if (!isObject(root)) throw invalid(path, [{ field: 'the file', message: 'must be an object' }]);
  const { $schema, replaces = false, entries, ...others } = root;
  const problems: FieldError[] = Object.keys(others).map((field) => ({
    field: shortText(field, 63),
    message: 'should not exist',
  }));
  if ($schema !== undefined && (typeof $schema !== 'string' || $schema.length > MAX_URL_LENGTH)) {
    problems.push({ field: '$schema', message: 'must be text of 2048 characters at most' });
  }
  if (typeof replaces !== 'boolean') {
    problems.push({ field: 'replaces', message: 'must be true or false' });
  }
  if (!Array.isArray(entries) || entries.length > MAX_ENTRIES) {
    const message = `must be a list of ${MAX_ENTRIES} entries at most`;
    throw invalid(path, [...problems, { field: 'entries', message }]);
  }
  const read = readEntries(entries, problems);
  if (problems.length > 0) throw invalid(path, problems);
  return { replaces: replaces === true, entries: read };
}

function readText(path: string): string {
  try {
    return readTextFile(path);
  } catch (error) {
    throw unreadable(path, readFailure(error), error);
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      // class-transformer removes these fields silently.
      if (['__proto__', 'constructor', 'prototype'].includes(key)) {
        throw new Error(`a field has the name "${key}"`);
      }
      return value;
    });
  } catch (error) {
    throw unreadable(path, `it is not valid JSON (${shortText(messageOf(error), 200)})`, error);
  }
}

/** Read the entries, and add what is wrong to `problems`. */
function readEntries(values: readonly unknown[], problems: FieldError[]): CatalogueFileEntry[] {
  const indexOfName = new Map<string, number>();
  return values.map((value, index) => {
    const where = describeEntry(value, index);
    if (!isObject(value)) {
      problems.push({ field: where, message: 'must be an object' });
      return new CatalogueFileEntry();
    }
    const entry = plainToInstance(CatalogueFileEntry, value);
    const errors = validateSync(entry, {
      whitelist: true,
      forbidNonWhitelisted: true,
      stopAtFirstError: true,
    });
    for (const { field, message } of errors.flatMap((error) => fieldErrors(error))) {
      problems.push({ field: `${where}: ${field}`, message });
    }
    const first = indexOfName.get(entry.name);
    if (first === undefined) indexOfName.set(entry.name, index);
    else problems.push({ field: `${where}: name`, message: `is also that of entry ${first + 1}` });
    return entry;
  });
}

/** Name an entry by its position, from 1, and by its name. */
function describeEntry(value: unknown, index: number): string {
  const name = isObject(value) ? value['name'] : undefined;
  return `entry ${index + 1}${typeof name === 'string' ? ` ("${shortText(name, 63)}")` : ''}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unreadable(path: string, reason: string, cause: unknown): InvalidInputError {
  return new InvalidInputError(
    `Cannot read the catalogue ${path}: ${reason}.`,
    [],
    'invalidCatalogue',
    { cause },
  );
}

function invalid(path: string, problems: readonly FieldError[]): InvalidInputError {
  const shown = problems.slice(0, MAX_REPORTED);
  const lines = shown.map(({ field, message }) => `  ${field} ${message}`);
  const hidden = problems.length - shown.length;
  if (hidden > 0) lines.push(`  and ${hidden} more`);
  return new InvalidInputError(
    `The catalogue ${path} is invalid:\n${lines.join('\n')}`,
    shown,
    'invalidCatalogue',
  );
}
