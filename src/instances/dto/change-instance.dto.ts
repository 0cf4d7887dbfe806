import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, Max, Min } from 'class-validator';
import { IsLabel } from '../../common/http/names.js';
import { IsPlainLine } from '../../common/http/plain-text.js';

const MAX_DISK_GIB = 64 * 1024;

/** The new name of an instance. */
export class RenameInstanceDto {
  @IsLabel({ description: 'Unique name, also the host name that the guest gets from DHCP.' })
  name!: string;
}

/** The flavour to resize an instance to. */
export class ResizeInstanceDto {
  @ApiProperty({ description: 'Id or name of the flavour.', example: 'medium' })
  @IsNotEmpty()
  @IsPlainLine(63)
  flavour!: string;
}

/** The size to grow a disk to. */
export class GrowInstanceDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    maximum: MAX_DISK_GIB,
    description: 'New size of the disk, in GiB. A disk cannot shrink.',
    example: 20,
  })
  @IsInt()
  @Min(1)
  @Max(MAX_DISK_GIB)
  diskGiB!: number;
}

/** Memory and CPUs of a guest. */
export class InstanceSizeDto {
  @ApiProperty({ description: 'Memory of the guest, in MiB.' })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual CPUs of the guest.' })
  vcpus!: number;
}
