import { ApiProperty, PartialType } from '@nestjs/swagger';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsRecordName } from '../common/http/names.js';

const MAX_MEMORY_MIB = 16 * 1024 * 1024;
const MAX_VCPUS = 512;
const MAX_DISK_GIB = 64 * 1024;

/** A new flavour. */
export class CreateFlavourDto {
  @IsRecordName({ description: 'Unique name.', example: 'medium' })
  name!: string;

  @ApiProperty({
    minimum: 16,
    maximum: MAX_MEMORY_MIB,
    description: 'Memory in MiB.',
    example: 2048,
  })
  @IsInt()
  @Min(16)
  @Max(MAX_MEMORY_MIB)
  memoryMiB!: number;

  @ApiProperty({ minimum: 1, maximum: MAX_VCPUS, description: 'Virtual processors.', example: 2 })
  @IsInt()
  @Min(1)
  @Max(MAX_VCPUS)
  vcpus!: number;

  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    minimum: 1,
    maximum: MAX_DISK_GIB,
    description: 'Minimum size of the disk in GiB. Null: the size of the image.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_DISK_GIB)
  diskGiB?: number | null;
}

/** Changes of a flavour. Existing instances keep their sizes. */
export class UpdateFlavourDto extends PartialType(CreateFlavourDto, {
  skipNullProperties: false,
}) {}

/** A size of instances. */
export class FlavourDto {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id!: string;

  @ApiProperty({ description: 'Unique name.', example: 'medium' })
  name!: string;

  @ApiProperty({ description: 'Memory in MiB.', example: 2048 })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual processors.', example: 2 })
  vcpus!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Minimum size of the disk in GiB.' })
  diskGiB!: number | null;

  @ApiProperty({ format: 'date-time', description: 'Time of creation (UTC).' })
  createdAt!: string;
}
