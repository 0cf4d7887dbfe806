import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';

export { UUID_PATTERN } from '@picostack/api-client/formats';

/** An RFC 1123 label: a part of a host name. */
export const LABEL_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** A label in which `%d` or `%02d` may stand for a number. */
export const LABEL_OR_PATTERN = /^[a-z0-9%](?:[a-z0-9%-]{0,61}[a-z0-9])?$/;
/** A record's name: letters, digits and `. _ -`, 63 at most, so that it is safe in a URL, a file name and a shell. */
export const NAME_PATTERN = /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]{0,62})$/;

/** The name of an instance: it becomes the guest's host name. */
export function IsLabel(options: { description: string; required?: boolean }) {
  return applyDecorators(
    ApiProperty({ ...options, pattern: LABEL_PATTERN.source, maxLength: 63, example: 'web-1' }),
    MaxLength(63),
    Matches(LABEL_PATTERN, {
      message:
        '$property must be lower-case letters, digits and dashes (63 at most), with a letter or digit at each end',
    }),
    IsNoId(),
  );
}

/** As {@link IsLabel}, or a pattern for the names of many. */
export function IsLabelOrPattern(options: { description: string }) {
  return applyDecorators(
    ApiProperty({ ...options, pattern: LABEL_OR_PATTERN.source, maxLength: 63, example: 'web-1' }),
    MaxLength(63),
    Matches(LABEL_OR_PATTERN, {
      message:
        '$property must be lower-case letters, digits and dashes (63 at most), with a letter or digit at each end',
    }),
    IsNoId(),
  );
}

/** The name of any other record. */
export function IsRecordName(options: {
  description: string;
  required?: boolean;
  example?: string;
}) {
  return applyDecorators(
    ApiProperty({ ...options, pattern: NAME_PATTERN.source, maxLength: 63 }),
    MaxLength(63),
    Matches(NAME_PATTERN, {
      message:
        '$property must be letters, digits, dots, dashes and underscores (63 at most), with a letter or digit first',
    }),
    IsNoId(),
  );
}

/** Not of the form of an id (UUID_PATTERN). */
function IsNoId() {
  return Matches(/^(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$)/i, {
    message: '$property must not look like an id',
  });
}
