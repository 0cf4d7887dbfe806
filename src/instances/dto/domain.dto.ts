import { ApiProperty } from '@nestjs/swagger';
import { INSTANCE_STATES, type InstanceState } from '../model/states.js';

/** A disk of a domain that picostack did not make. */
export class ForeignDiskDto {
  @ApiProperty({ description: 'What the guest knows it as.', example: 'vda' })
  target!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The file, block device or volume; null where the drive is empty.',
    example: '/var/lib/libvirt/images/shop.qcow2',
  })
  source!: string | null;
}

/** A domain that picostack did not make: shown, and left alone. */
export class ForeignDomainDto {
  @ApiProperty({ format: 'uuid', description: 'Its UUID.' })
  id!: string;

  @ApiProperty({ description: 'Its name.', example: 'shop' })
  name!: string;

  @ApiProperty({ enum: INSTANCE_STATES, description: 'As libvirt tells it.' })
  state!: InstanceState;

  @ApiProperty({
    description:
      'Memory that its guest is given at its start, in MiB (`currentMemory`); its balloon may be let grow further, up to `memory`.',
  })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual processors that it is defined with.' })
  vcpus!: number;

  @ApiProperty({ type: [ForeignDiskDto], description: 'Its disks; adopting leaves them there.' })
  disks!: ForeignDiskDto[];

  @ApiProperty({ description: 'Whether it can be adopted as an instance.' })
  canAdopt!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it cannot be adopted, and what would help.',
  })
  reason!: string | null;
}
