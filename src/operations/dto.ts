import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { IsPlainLine } from '../common/http/plain-text.js';
import { TransferDto } from '../common/http/transfer.dto.js';
import { ResourceRef } from '../common/resource.js';

export const OPERATION_KINDS = [
  'instance.create',
  'instance.createMany',
  'instance.clone',
  'instance.rebuild',
  'instance.detach',
  'instance.publish',
  'instance.grow',
  'instance.resize',
  'instance.rename',
  'instance.redefine',
  'instance.start',
  'instance.stop',
  'instance.restart',
  'instance.pause',
  'instance.resume',
  'instance.discardSavedState',
  'instance.delete',
  'instance.release',
  'image.import',
  'image.build',
  'image.verify',
  'image.retire',
] as const;
export type OperationKind = (typeof OPERATION_KINDS)[number];

export const OPERATION_STATUSES = [
  'queued',
  'running',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** Why an operation failed. */
export class OperationErrorDto {
  @ApiProperty({ description: 'Stable code of the error.', example: 'insufficientStorage' })
  code!: string;

  @ApiProperty({ description: 'What failed, on what, and what to do now.' })
  detail!: string;
}

/** A long-running operation. */
export class OperationDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the operation.' })
  id!: string;

  @ApiProperty({ enum: OPERATION_KINDS, description: 'Kind of the operation.' })
  kind!: OperationKind;

  @ApiProperty({
    type: ResourceRef,
    description: 'The resource that the operation changes or creates.',
  })
  resource!: ResourceRef;

  @ApiProperty({ enum: OPERATION_STATUSES, description: 'Status of the operation.' })
  status!: OperationStatus;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    maximum: 1,
    description: 'How much is done, from 0 to 1; null if unknown.',
  })
  progress!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the step that is running.',
  })
  step!: string | null;

  @ApiProperty({
    type: TransferDto,
    nullable: true,
    description: 'The bytes of the step that is running, if it transfers an image.',
  })
  transfer!: TransferDto | null;

  @ApiProperty({ description: 'Whether the operation can be cancelled now.' })
  canCancel!: boolean;

  @ApiProperty({
    type: OperationErrorDto,
    nullable: true,
    description: 'Why the operation failed.',
  })
  error!: OperationErrorDto | null;

  @ApiProperty({ description: 'The user or token that requested the operation.' })
  actor!: string;

  @ApiProperty({ format: 'date-time', description: 'When the operation was requested (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the operation began to run.',
  })
  startedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the operation ended, whatever its status.',
  })
  finishedAt!: string | null;
}

/** Filters of the list of operations. */
export class ListOperationsQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: OPERATION_STATUSES,
    description: 'List only operations with this status.',
  })
  @IsOptional()
  @IsIn(OPERATION_STATUSES)
  status?: OperationStatus;

  @ApiProperty({
    required: false,
    description: 'List only operations on the resource with this id.',
  })
  @IsOptional()
  @IsPlainLine(64)
  resourceId?: string;
}
