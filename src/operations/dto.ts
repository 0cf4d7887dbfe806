import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { IsPlainLine } from '../common/http/plain-text.js';
import { ResourceRef } from '../common/resource.js';

export const OPERATION_KINDS = [
  'instance.create',
  'instance.createMany',
  'instance.clone',
  'instance.rebuild',
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
  @ApiProperty({ description: 'Stable name of the error.', example: 'insufficientStorage' })
  code!: string;

  @ApiProperty({ description: 'What failed, on what, and what to do now.' })
  detail!: string;
}

/** A piece of long work. */
export class OperationDto {
  @ApiProperty({ format: 'uuid', description: 'Its id.' })
  id!: string;

  @ApiProperty({ enum: OPERATION_KINDS, description: 'What is done.' })
  kind!: OperationKind;

  @ApiProperty({ type: ResourceRef, description: 'What it is done to.' })
  resource!: ResourceRef;

  @ApiProperty({ enum: OPERATION_STATUSES, description: 'How far it is.' })
  status!: OperationStatus;

  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    maximum: 1,
    description: 'Share that is done; null where it cannot be told.',
  })
  progress!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'What it is doing now, in words.' })
  step!: string | null;

  @ApiProperty({ description: 'Whether it can be cancelled now.' })
  canCancel!: boolean;

  @ApiProperty({ type: OperationErrorDto, nullable: true, description: 'Why it failed.' })
  error!: OperationErrorDto | null;

  @ApiProperty({ description: 'Who asked for it.' })
  actor!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was asked for (UTC).' })
  createdAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the work began.',
  })
  startedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it ended, one way or the other.',
  })
  finishedAt!: string | null;
}

/** Which operations to list. */
export class ListOperationsQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: OPERATION_STATUSES,
    description: 'Only operations in this status.',
  })
  @IsOptional()
  @IsIn(OPERATION_STATUSES)
  status?: OperationStatus;

  @ApiProperty({ required: false, description: 'Only operations on the thing with this id.' })
  @IsOptional()
  @IsPlainLine(64)
  resourceId?: string;
}
