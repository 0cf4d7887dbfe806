import { ApiProperty } from '@nestjs/swagger';
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
    description:
      'What went wrong last, gone at the next start; or that the file of its image is gone.',
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
      'Memory that its guest is given at its start, in MiB (`currentMemory` of its domain); an operator may let its balloon grow further, up to `memory`. Its flavour may have changed since.',
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
    description:
      'Whether it has a QEMU process: it runs, is paused, sleeps, or crashed and is kept.',
  })
  isActive!: boolean;

  @ApiProperty({
    description:
      'Whether its domain has a definition; without one it is gone when it stops (`redefine` gives it one).',
  })
  isPersistent!: boolean;

  @ApiProperty({
    description:
      'Whether its memory is saved to disk (`virsh managedsave`), so that its next start resumes it.',
  })
  hasSavedState!: boolean;

  @ApiProperty({
    enum: INSTANCE_ACTIONS,
    isArray: true,
    description: 'What can be asked of it now.',
  })
  actions!: InstanceAction[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Why the other actions cannot be asked of it now, by action.',
    example: { start: 'It runs already.' },
  })
  refusals!: Partial<Record<InstanceAction, string>>;

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
    enum: LISTED_STATES,
    description:
      'Only instances in this state; `saved`: those that are off with their memory saved to disk, whose own `state` is `stopped`.',
  })
  @IsOptional()
  @IsIn(LISTED_STATES)
  state?: ListedState;

  @ApiProperty({ required: false, description: 'Id or name of an image: only its clones.' })
  @IsOptional()
  @IsPlainLine(63)
  image?: string;

  @ApiProperty({ required: false, description: 'Id or name of a flavour.' })
  @IsOptional()
  @IsPlainLine(63)
  flavour?: string;

  @ApiProperty({ required: false, description: 'Only instances with this tag.', example: 'web' })
  @IsOptional()
  @IsPlainLine(32)
  tag?: string;
}
