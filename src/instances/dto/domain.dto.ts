import { ApiProperty } from '@nestjs/swagger';
import { INSTANCE_STATES, type InstanceState } from '../model/states.js';

/** A disk of a foreign domain. */
export class ForeignDiskDto {
  @ApiProperty({ description: 'Name of the device in the guest.', example: 'vda' })
  target!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The file, block device or volume; null for an empty drive.',
    example: '/var/lib/libvirt/images/shop.qcow2',
  })
  source!: string | null;
}

/** A domain that has no instance record. picostack lists it and never changes it. */
export class ForeignDomainDto {
  @ApiProperty({ format: 'uuid', description: 'UUID of the domain.' })
  id!: string;

  @ApiProperty({ description: 'Name of the domain.', example: 'shop' })
  name!: string;

  @ApiProperty({ enum: INSTANCE_STATES, description: 'State that libvirt reports.' })
  state!: InstanceState;

  @ApiProperty({
    description:
      'Memory that the guest gets at its start, in MiB (`currentMemory`). The balloon can give it more, up to `memory`.',
  })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual CPUs that the domain is defined with.' })
  vcpus!: number;

  @ApiProperty({
    type: [ForeignDiskDto],
    description: 'Disks of the domain. Adopting does not move or change them.',
  })
  disks!: ForeignDiskDto[];

  @ApiProperty({ description: 'Whether the domain can be adopted as an instance.' })
  canAdopt!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the domain cannot be adopted, and what to do; null if it can.',
  })
  reason!: string | null;
}
