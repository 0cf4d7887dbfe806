import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsIP,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { MayBeLeftOut } from '../common/http/may-be-left-out.js';
import { IsLabelOrPattern } from '../common/http/names.js';
import { IsPlainText } from '../common/http/plain-text.js';
import { PROTOCOLS, type Protocol } from '../common/protocol.js';
import { InstanceSizeDto } from './changes.dto.js';
import {
  INSTANCE_ACTIONS,
  INSTANCE_STATES,
  type InstanceAction,
  type InstanceState,
} from './states.js';
import {
  INSTANCE_ORIGINS,
  type InstanceOrigin,
  NETWORK_MODES,
  type NetworkMode,
} from './instance-words.js';

/** A port mapping that is asked for. */
export class CreatePortMappingDto {
  @ApiProperty({ enum: PROTOCOLS, default: 'tcp', required: false, description: 'Protocol.' })
  @MayBeLeftOut()
  @IsIn(PROTOCOLS)
  protocol: Protocol = 'tcp';

  @ApiProperty({ minimum: 1, maximum: 65535, description: 'Port inside the guest.', example: 22 })
  @IsInt()
  @Min(1)
  @Max(65535)
  guestPort!: number;

  @ApiProperty({
    required: false,
    minimum: 1024,
    maximum: 65535,
    description: 'Port on the host; left out: the next free one of the configured range.',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1024)
  @Max(65535)
  hostPort?: number;

  @ApiProperty({
    required: false,
    format: 'ipv4',
    description:
      'Address on the host to listen on; left out: as configured. 0.0.0.0 means all of them.',
    example: '127.0.0.1',
  })
  @IsOptional()
  @IsIP(4, { message: 'hostAddress must be an IPv4 address' })
  hostAddress?: string;
}

/** A port of a guest that is reached through a port of the host. */
export class PortMappingDto {
  @ApiProperty({ format: 'uuid', description: 'Its id.' })
  id!: string;

  @ApiProperty({ enum: PROTOCOLS, description: 'Protocol.' })
  protocol!: Protocol;

  @ApiProperty({ description: 'Port inside the guest.', example: 22 })
  guestPort!: number;

  @ApiProperty({ description: 'Address on the host that is listened on.', example: '127.0.0.1' })
  hostAddress!: string;

  @ApiProperty({ description: 'Port on the host.', example: 40000 })
  hostPort!: number;

  @ApiProperty({ description: 'Whether the host port is open now: it is while the guest runs.' })
  active!: boolean;
}

/** A new instance. */
export class CreateInstanceDto {
  @IsLabelOrPattern({
    description:
      'Unique name; also the name of the domain, and the host name that the guest is offered. With `count` it has one `%d` (or `%02d`, with its number of digits) where the number stands: `web-%02d`.',
  })
  name!: string;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 100,
    description: 'Makes so many, as one operation: all of them or none.',
    example: 20,
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(100)
  count?: number;

  @ApiProperty({
    required: false,
    minimum: 0,
    maximum: 999_999,
    description: 'The number of the first, where there is a count; left out: 1.',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(999_999)
  firstNumber?: number;

  @ApiProperty({ description: 'Id or name of the image to clone.', example: 'tiny' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(63)
  image!: string;

  @ApiProperty({
    required: false,
    description:
      'Id or name of the flavour; left out: the smallest with the memory that the image needs.',
    example: 'small',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(63)
  flavour?: string;

  @ApiProperty({
    required: false,
    type: [CreatePortMappingDto],
    maxItems: 32,
    description: "Port mappings; left out: the image's default ports, each on a free host port.",
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(32)
  @ValidateNested({ each: true })
  @Type(() => CreatePortMappingDto)
  ports?: CreatePortMappingDto[];

  @ApiProperty({
    required: false,
    default: true,
    description: 'Whether to start it once it is made.',
  })
  @IsOptional()
  @IsBoolean()
  start?: boolean;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether to start it with the host.',
  })
  @IsOptional()
  @IsBoolean()
  autostart?: boolean;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Words for people.' })
  @IsOptional()
  @IsPlainText(1000)
  description?: string;
}

/** How to stop or restart. */
export class StopInstanceDto {
  @ApiProperty({
    required: false,
    default: false,
    description: 'At once, as if the plug were pulled; what the guest has not written yet is lost.',
  })
  @IsOptional()
  @IsBoolean()
  force?: boolean;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 3600,
    description:
      'How long the guest is given to shut down before force is used; left out: as configured (60 s).',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3600)
  timeoutSeconds?: number;
}

/** How to delete. */
export class DeleteInstanceQueryDto {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description: 'Force it off first if it runs.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  force?: 'true' | 'false';

  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description: 'Leave its disk in the storage pool: only the domain and the record go.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  keepDisk?: 'true' | 'false';
}

/** An id and a name. */
export class NamedRefDto {
  @ApiProperty({ format: 'uuid', description: 'Its id.' })
  id!: string;

  @ApiProperty({ description: 'Its name.' })
  name!: string;
}

/** A virtual machine. */
export class InstanceDto {
  @ApiProperty({ format: 'uuid', description: "Also its domain's UUID." })
  id!: string;

  @ApiProperty({ description: "Unique name; also its domain's.", example: 'web-1' })
  name!: string;

  @ApiProperty({ description: 'Words for people.' })
  description!: string;

  @ApiProperty({ type: [String], example: ['web', 'staging'], description: 'To find it by.' })
  tags!: string[];

  @ApiProperty({ description: 'Longer words for people.' })
  notes!: string;

  @ApiProperty({ description: 'Whether it is protected: it cannot be deleted then.' })
  isProtected!: boolean;

  @ApiProperty({
    enum: INSTANCE_ORIGINS,
    description:
      '`created` by picostack, or `adopted`: its domain and its disks stay when it is deleted.',
  })
  origin!: InstanceOrigin;

  @ApiProperty({
    enum: INSTANCE_STATES,
    description: 'As libvirt last told it; `unknown` while libvirt is out of reach.',
  })
  state!: InstanceState;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is in this state.' })
  stateReason!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What went wrong last; gone at the next start.',
  })
  lastError!: string | null;

  @ApiProperty({
    type: NamedRefDto,
    nullable: true,
    description: 'The image that its disk is a clone of; null where its disk stands alone.',
  })
  image!: NamedRefDto | null;

  @ApiProperty({
    type: NamedRefDto,
    nullable: true,
    description: 'The flavour that it has its size from; null where it was adopted.',
  })
  flavour!: NamedRefDto | null;

  @ApiProperty({
    description:
      'Memory that its domain is defined with, in MiB; its flavour may have changed since.',
  })
  memoryMiB!: number;

  @ApiProperty({ description: 'Virtual processors that its domain is defined with.' })
  vcpus!: number;

  @ApiProperty({
    type: InstanceSizeDto,
    nullable: true,
    description: 'What its next start gives it, where that differs from what it has while it runs.',
  })
  pendingSize!: InstanceSizeDto | null;

  @ApiProperty({
    enum: NETWORK_MODES,
    description:
      "`user`: QEMU's user-mode network, reached through mapped ports; `other`: what an adopted domain has.",
  })
  networkMode!: NetworkMode;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '52:54:00:12:34:56',
    description: 'MAC address of its first network card.',
  })
  mac!: string | null;

  @ApiProperty({ description: 'Size of its disk, in bytes.' })
  diskSizeBytes!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      "Its disk in picostack's pool for disks; null where it was adopted: its disks are not picostack's own.",
    example: '00000000-0000-4000-8000-000000000001.qcow2',
  })
  diskVolume!: string | null;

  @ApiProperty({ description: 'Whether it starts with the host.' })
  autostart!: boolean;

  @ApiProperty({ type: [PortMappingDto], description: 'Its port mappings.' })
  ports!: PortMappingDto[];

  @ApiProperty({
    enum: INSTANCE_ACTIONS,
    isArray: true,
    description: 'What can be asked of it in this state.',
  })
  actions!: InstanceAction[];

  @ApiProperty({ format: 'date-time', description: 'When it was made (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was last started.',
  })
  startedAt!: string | null;
}

/** Which instances to list. */
export class ListInstancesQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: INSTANCE_STATES,
    description: 'Only instances in this state.',
  })
  @IsOptional()
  @IsIn(INSTANCE_STATES)
  state?: InstanceState;

  @ApiProperty({ required: false, description: 'Id or name of an image: only its clones.' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  image?: string;

  @ApiProperty({ required: false, description: 'Id or name of a flavour.' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  flavour?: string;

  @ApiProperty({ required: false, description: 'Only instances with this tag.', example: 'web' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  tag?: string;
}
