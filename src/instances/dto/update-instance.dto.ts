import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, Matches } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsPlainText } from '../../common/http/plain-text.js';

const TAG_PATTERN = /^[a-zA-Z0-9._-]{1,32}$/;

/** What to change of an instance. */
export class UpdateInstanceDto {
  @ApiProperty({ required: false, maxLength: 1000, description: 'Words for people.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'string', pattern: TAG_PATTERN.source },
    maxItems: 16,
    uniqueItems: true,
    description: 'To find it by; the whole list, in its order.',
    example: ['web', 'staging'],
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(16)
  @Matches(TAG_PATTERN, {
    each: true,
    message: '$property must each be 1 to 32 letters, digits, dots, underscores and dashes',
  })
  @ArrayUnique({ message: '$property must each be there once' })
  tags?: string[];

  @ApiProperty({ required: false, maxLength: 10_000, description: 'Longer words for people.' })
  @MayBeLeftOut()
  @IsPlainText(10_000)
  notes?: string;

  @ApiProperty({
    required: false,
    description: 'Whether it is protected: it cannot be deleted until this is taken off.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  isProtected?: boolean;

  @ApiProperty({ required: false, description: 'Whether to start it with the host.' })
  @MayBeLeftOut()
  @IsBoolean()
  autostart?: boolean;
}
