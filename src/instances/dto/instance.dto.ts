import { ApiProperty } from '@nestjs/swagger';
import {
  DEVICE_PROFILES,
  type DeviceProfile,
  FIRMWARES,
  type Firmware,
} from '../../common/guest-hardware.js';
import { IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ListQueryDto } from '../../common/http/list-query.js';
import { IsPlainLine } from '../../common/http/plain-text.js';
import { InstanceSizeDto } from './change-instance.dto.js';
import {
  INSTANCE_ORIGINS,
  type InstanceOrigin,
  NETWORK_MODES,
  type NetworkMode,
} from '../model/instance-enums.js';
import { PortMappingDto } from './port.dto.js';
import { INSTANCE_ACTIONS, type InstanceAction } from '../model/legal-actions.js';
import {
  INSTANCE_STATES,
  type InstanceState,
  LISTED_STATES,
  type ListedState,
} from '../model/states.js';

/** How to stop or restart an instance. */
export class StopInstanceDto {
  @ApiProperty({
    required: false,
    default: false,
    description:
      'Whether to turn the guest off immediately, like a power failure. It loses what it has not written to its disk.',
  })
  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 3600,
    description:
      'How long the guest may take to shut down before it is forced off. The default is a setting (60 s).',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3600)
  timeoutSeconds?: number;
}

/** How to delete an instance. */
export class DeleteInstanceQueryDto {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description: 'Whether to force the guest off first if it is running.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  force?: 'true' | 'false';

  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description:
      'Whether to keep the disk in the storage pool, and delete only the domain and the record.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  keepDisk?: 'true' | 'false';
}

/** A resource, by id and name. */
export class NamedRefDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the resource.' })
  id!: string;

  @ApiProperty({ description: 'Name of the resource.' })
  name!: string;
}

/** A virtual machine. */
export class InstanceDto {
  @ApiProperty({ format: 'uuid', description: 'Id, also the UUID of the domain.' })
  id!: string;

  @ApiProperty({ description: 'Unique name, also of the domain.', example: 'web-1' })
  name!: string;

  @ApiProperty({ description: 'Free-text description.' })
  description!: string;

  @ApiProperty({
    type: [String],
    example: ['web', 'staging'],
    description: 'Tags, to search and filter by.',
  })
  tags!: string[];

  @ApiProperty({ description: 'Notes, a longer free text.' })
  notes!: string;

  @ApiProperty({
    description: 'Whether the instance is protected. A protected instance cannot be deleted.',
  })
  isProtected!: boolean;

  @ApiProperty({
    enum: INSTANCE_ORIGINS,
    description:
      '`created` by picostack, or `adopted`. Deleting an adopted instance keeps its domain and disks.',
  })
  origin!: InstanceOrigin;

  @ApiProperty({
    enum: INSTANCE_STATES,
    description: 'State that libvirt reported last; `unknown` while libvirt is unavailable.',
  })
  state!: InstanceState;

  @ApiProperty({ type: String, nullable: true, description: 'Reason for the state.' })
  stateReason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The last error, until the next start; or that the file of the image is missing.',
  })
  lastError!: string | null;

  @ApiProperty({
    type: NamedRefDto,
    nullable: true,
    description: 'Image that the disk is a clone of; null if the disk has no backing image.',
  })
  image!: NamedRefDto | null;

  @ApiProperty({
    type: NamedRefDto,
    nullable: true,
    description: 'Flavour that the size comes from; null for an adopted instance.',
  })
  flavour!: NamedRefDto | null;

  @ApiProperty({
    description:
      'Memory that the guest gets at its start, in MiB (`currentMemory` of the domain). The balloon can give it more, up to `memory`. The flavour may have changed later.',
  })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual CPUs that the domain is defined with.' })
  vcpus!: number;

  @ApiProperty({
    type: InstanceSizeDto,
    nullable: true,
    description:
      'Size after the next start, if it differs from the size of the running guest; otherwise null.',
  })
  pendingSize!: InstanceSizeDto | null;

  @ApiProperty({
    enum: NETWORK_MODES,
    description:
      "`user`: QEMU's user-mode network, reached through port mappings. `other`: any other network of an adopted domain.",
  })
  networkMode!: NetworkMode;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '52:54:00:12:34:56',
    description: 'MAC address of the first network card.',
  })
  mac!: string | null;

  @ApiProperty({ enum: FIRMWARES, description: 'Firmware.' })
  firmware!: Firmware;

  @ApiProperty({
    enum: DEVICE_PROFILES,
    description:
      'Virtual hardware with which it was created; an operator may have changed it since.',
  })
  deviceProfile!: DeviceProfile;

  @ApiProperty({ description: 'Size of the disk, in bytes.' })
  diskSizeBytes!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Volume of the disk in the storage pool for disks; null for an adopted instance, because picostack did not create its disks.',
    example: '00000000-0000-4000-8000-000000000001.qcow2',
  })
  diskVolume!: string | null;

  @ApiProperty({ description: 'Whether the instance starts with the host.' })
  autostart!: boolean;

  @ApiProperty({ type: [PortMappingDto], description: 'Port mappings of the instance.' })
  ports!: PortMappingDto[];

  @ApiProperty({
    description:
      'Whether there is a QEMU process: the guest is running, paused, suspended, or crashed and preserved.',
  })
  isActive!: boolean;

  @ApiProperty({
    description:
      'Whether the domain has a definition. Without one it disappears when it stops; `redefine` creates one.',
  })
  isPersistent!: boolean;

  @ApiProperty({
    description:
      'Whether the memory of the guest is saved to disk (`virsh managedsave`). The next start resumes from it.',
  })
  hasSavedState!: boolean;

  @ApiProperty({
    enum: INSTANCE_ACTIONS,
    isArray: true,
    description: 'Actions that are legal now.',
  })
  actions!: InstanceAction[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'For each other action, why it is not legal now.',
    example: { start: 'It is already running.' },
  })
  refusals!: Partial<Record<InstanceAction, string>>;

  @ApiProperty({ format: 'date-time', description: 'When the instance was created (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the instance was last started.',
  })
  startedAt!: string | null;
}

/** Filters of the list of instances. */
export class ListInstancesQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: LISTED_STATES,
    description:
      'List only instances in this state. `saved` lists the `stopped` instances whose memory is saved to disk.',
  })
  @IsOptional()
  @IsIn(LISTED_STATES)
  state?: ListedState;

  @ApiProperty({ required: false, description: 'Id or name of an image: list only its clones.' })
  @IsOptional()
  @IsPlainLine(63)
  image?: string;

  @ApiProperty({
    required: false,
    description: 'Id or name of a flavour: list only instances of this flavour.',
  })
  @IsOptional()
  @IsPlainLine(63)
  flavour?: string;

  @ApiProperty({
    required: false,
    description: 'List only instances with this tag.',
    example: 'web',
  })
  @IsOptional()
  @IsPlainLine(32)
  tag?: string;
}
