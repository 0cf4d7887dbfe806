import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { IsLabel } from '../../common/http/names.js';
import { IsPlainLine } from '../../common/http/plain-text.js';

const MAX_DISK_GIB = 64 * 1024;

/** Another name. */
export class RenameInstanceDto {
  @IsLabel({ description: 'Unique name; the guest is offered it as its host name.' })
  name!: string;
}

/** Another size. */
export class ResizeInstanceDto {
  @ApiProperty({ description: 'Id or name of the flavour.', example: 'medium' })
  @IsNotEmpty()
  @IsPlainLine(63)
  flavour!: string;
}

/** A larger disk. */
export class GrowInstanceDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: MAX_DISK_GIB,
    description: 'New size of the disk, in GiB; a disk never shrinks.',
    example: 20,
  })
  @IsInt()
  @Min(1)
  @Max(MAX_DISK_GIB)
  diskGiB!: number;
}

/** Memory and processors. */
export class InstanceSizeDto {
  @ApiProperty({ description: 'Memory that the guest is given, in MiB.' })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual processors.' })
  vcpus!: number;
}
