import { ApiProperty } from '@nestjs/swagger';

/** A range of host ports, including both ends. */
export class PortRangeDto {
  @ApiProperty({ example: 40000, description: 'The first port.' })
  from!: number;

  @ApiProperty({ example: 44999, description: 'The last port.' })
  to!: number;
}

/** A storage pool of picostack. */
export class PoolDto {
  @ApiProperty({ description: 'Its name in libvirt.', example: 'picostack-disks' })
  name!: string;

  @ApiProperty({ description: 'Its folder on the host.' })
  path!: string;

  @ApiProperty({ description: 'Size of the filesystem in bytes.' })
  capacityBytes!: number;

  @ApiProperty({ description: 'Free space of the filesystem in bytes.' })
  availableBytes!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Why it cannot be used: libvirt cannot start it, or its folder is unavailable. Null if it can be used; otherwise its sizes are 0.',
  })
  problem!: string | null;
}

/** The host of the guests. A field is null if it was not read yet, or while libvirt is not connected. */
export class HostDto {
  @ApiProperty({ type: String, nullable: true, description: 'Host name.' })
  name!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'x86_64',
    description: 'Processor architecture.',
  })
  arch!: string | null;

  @ApiProperty({ description: 'The libvirt connection in use.', example: 'qemu:///system' })
  libvirtUri!: string;

  @ApiProperty({ description: 'Whether libvirt is connected.' })
  libvirtConnected!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why libvirt is not connected, and what to do about it.',
    example: 'connect ENOENT /run/libvirt/libvirt-sock',
  })
  libvirtProblem!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '9.0.0',
    description: 'Version of libvirt.',
  })
  libvirtVersion!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Version of QEMU.', example: '7.2.0' })
  hypervisorVersion!: string | null;

  @ApiProperty({
    enum: ['kvm', 'qemu'],
    nullable: true,
    description: '`qemu` is software emulation.',
  })
  virtType!: 'kvm' | 'qemu' | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why this virtualization type is used.',
  })
  virtTypeReason!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Processors of the host.' })
  cpus!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Memory of the host in MiB.' })
  memoryMiB!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Free memory in MiB.' })
  memoryFreeMiB!: number | null;

  @ApiProperty({
    type: [PoolDto],
    description: 'The storage pools. Empty while libvirt is not connected.',
  })
  pools!: PoolDto[];

  @ApiProperty({ type: PortRangeDto, description: 'Range of host ports for mappings.' })
  portRange!: PortRangeDto;

  @ApiProperty({
    description: 'Default address of port mappings.',
  })
  portAddress!: string;

  @ApiProperty({ example: '0.1.0', description: 'Version of picostack.' })
  picostackVersion!: string;
}
