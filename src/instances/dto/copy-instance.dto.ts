import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsLabel, IsRecordName } from '../../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../../common/http/plain-text.js';
import { type ImageCompression, IsImageCompression } from '../../images/dto.js';
import { IsPortMappingList, CreatePortMappingDto } from './port.dto.js';

const CLONE_MODES = ['linked', 'full'] as const;

/** How to clone an instance. */
export class CloneInstanceDto {
  @IsLabel({ description: 'Unique name of the clone, also of its domain.' })
  name!: string;

  @ApiProperty({
    enum: CLONE_MODES,
    description:
      '`linked`: copy only what the guest has written, and share the image, which then cannot be deleted. `full`: copy everything; the disk has no backing image.',
  })
  @IsIn(CLONE_MODES)
  mode!: (typeof CLONE_MODES)[number];

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether to start the clone after it is created.',
  })
  @IsOptional()
  @IsBoolean()
  start?: boolean;

  @IsPortMappingList({
    description:
      'Port mappings. If omitted, the guest ports of the instance, each on a free host port.',
  })
  ports?: CreatePortMappingDto[];
}

/** How to rebuild an instance. */
export class RebuildInstanceDto {
  @ApiProperty({
    required: false,
    description:
      'Id or name of the image to clone. The default is the image of the instance, if it has one.',
    example: 'tiny',
  })
  @IsOptional()
  @IsNotEmpty()
  @IsPlainLine(63)
  image?: string;

  @ApiProperty({
    required: false,
    default: false,
    description:
      'Whether to delete the snapshots, checkpoints and saved memory that belong to the old disk.',
  })
  @IsOptional()
  @IsBoolean()
  discardSnapshots?: boolean;
}

/** The image to create from an instance. */
export class PublishInstanceDto {
  @IsRecordName({ description: 'Unique name of the new image.', example: 'web-golden' })
  name!: string;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Free-text description.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @IsImageCompression()
  compression?: ImageCompression;
}
