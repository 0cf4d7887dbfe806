import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsPlainText } from '../../common/http/plain-text.js';
import { IsTagList } from '../../common/http/tag-list.js';

/** The fields of an instance to change. */
export class UpdateInstanceDto {
  @ApiProperty({ required: false, maxLength: 1000, description: 'Free-text description.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @IsTagList({ description: 'Tags, to search and filter by: the whole list, in order.' })
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
