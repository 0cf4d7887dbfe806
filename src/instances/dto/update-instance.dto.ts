import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, Matches } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsPlainText } from '../../common/http/plain-text.js';

const TAG_PATTERN = /^[a-zA-Z0-9._-]{1,32}$/;

/** The fields of an instance to change. */
export class UpdateInstanceDto {
  @ApiProperty({ required: false, maxLength: 1000, description: 'Free-text description.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'string', pattern: TAG_PATTERN.source },
    maxItems: 16,
    uniqueItems: true,
    description: 'Tags, to search and filter by: the whole list, in order.',
    example: ['web', 'staging'],
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(16)
  @Matches(TAG_PATTERN, {
    each: true,
    message: '$property must each have 1 to 32 letters, digits, dots, underscores or dashes',
  })
  @ArrayUnique({ message: '$property must not contain duplicates' })
  tags?: string[];

  @ApiProperty({ required: false, maxLength: 10_000, description: 'Notes, a longer free text.' })
  @MayBeLeftOut()
  @IsPlainText(10_000)
  notes?: string;

  @ApiProperty({
    required: false,
    description: 'Whether the instance is protected. A protected instance cannot be deleted.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  isProtected?: boolean;

  @ApiProperty({ required: false, description: 'Whether the instance starts with the host.' })
  @MayBeLeftOut()
  @IsBoolean()
  autostart?: boolean;
}
