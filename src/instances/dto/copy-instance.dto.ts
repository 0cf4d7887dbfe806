import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsLabel, IsRecordName } from '../../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../../common/http/plain-text.js';
import { ArePortMappings, CreatePortMappingDto } from './port.dto.js';

const CLONE_MODES = ['linked', 'full'] as const;

/** A clone of an instance. */
export class CloneInstanceDto {
  @IsLabel({ description: 'Unique name of the clone; also of its domain.' })
  name!: string;

  @ApiProperty({
    enum: CLONE_MODES,
    description:
      '`linked`: copies only what the instance has written, and shares its image, which cannot be deleted then; `full`: a disk that stands alone.',
  })
  @IsIn(CLONE_MODES)
  mode!: (typeof CLONE_MODES)[number];

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether to start it once it is made.',
  })
  @IsOptional()
  @IsBoolean()
  start?: boolean;

  @ArePortMappings({
    description:
      'Port mappings; left out: the same guest ports as the instance, each on a free host port.',
  })
  ports?: CreatePortMappingDto[];
}

/** How to rebuild an instance. */
export class RebuildInstanceDto {
  @ApiProperty({
    required: false,
    description:
      'Id or name of the image that its new disk is a clone of; left out: the same, if it has one.',
    example: 'tiny',
  })
  @IsOptional()
  @IsNotEmpty()
  @IsPlainLine(63)
  image?: string;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether its snapshots, checkpoints and saved memory may go with the old disk.',
  })
  @IsOptional()
  @IsBoolean()
  discardSnapshots?: boolean;
}

/** An image that is made from an instance. */
export class PublishInstanceDto {
  @IsRecordName({ description: 'Unique name of the new image.', example: 'web-golden' })
  name!: string;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Words for people.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;
}
