import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import { MayBeLeftOut } from './may-be-left-out.js';

const TAG_PATTERN = /^[a-zA-Z0-9._-]{1,32}$/;
const MAX_TAGS = 16;

/** Validate the optional tags of a record. */
export function IsTagList(options: { description: string }) {
  return applyDecorators(
    ApiProperty({
      required: false,
      type: 'array',
      items: { type: 'string', pattern: TAG_PATTERN.source },
      maxItems: MAX_TAGS,
      uniqueItems: true,
      example: ['web', 'staging'],
      ...options,
    }),
    MayBeLeftOut(),
    IsArray(),
    ArrayMaxSize(MAX_TAGS),
    Matches(TAG_PATTERN, {
      each: true,
      message: '$property must each have 1 to 32 letters, digits, dots, underscores or dashes',
    }),
    ArrayUnique({ message: '$property must not contain duplicates' }),
  );
}
