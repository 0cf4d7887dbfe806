import { applyDecorators } from '@nestjs/common';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { IsISO8601, IsIn, IsOptional, Matches } from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { IsPlainLine } from '../common/http/plain-text.js';
import { RESOURCE_TYPES, ResourceRef, type ResourceType } from '../common/resource.js';
import { EVENT_KINDS, EVENT_KIND_GROUPS, type EventKind } from './event-kinds.js';

const EVENT_ORDERS = ['-id', 'id', '-time', 'time'];

/** An event. */
export class EventDto {
  @ApiProperty({ description: 'Grows with each event; `Last-Event-ID` of the stream.' })
  id!: number;

  @ApiProperty({ format: 'date-time', description: 'When it happened (UTC).' })
  time!: string;

  @ApiProperty({ enum: EVENT_KINDS, description: 'What happened.' })
  kind!: EventKind;

  @ApiProperty({ type: ResourceRef, nullable: true, description: 'What it is about.' })
  resource!: ResourceRef | null;

  @ApiProperty({
    description:
      'Who caused it: a user, a token, `system` (picostack itself), `guest` (the guest itself) or `outside` (virsh or another program).',
    example: 'admin',
  })
  actor!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it happened, if that is known. Null if a user requested it.',
    example: 'the guest shut down',
  })
  cause!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'More about it, by kind.',
  })
  details!: Record<string, unknown>;
}

/** Filter of events: all given conditions must match. */
export class ListEventsQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: [...EVENT_KIND_GROUPS, ...EVENT_KINDS],
    description: 'Only events of this kind, or of this group of kinds (`.*` at the end).',
    example: 'instance.*',
  })
  @IsOptional()
  @IsIn([...EVENT_KIND_GROUPS, ...EVENT_KINDS], {
    message: `$property must be the name of a kind, or one of ${EVENT_KIND_GROUPS.join(', ')}`,
  })
  kind?: string;

  @ApiProperty({
    required: false,
    enum: RESOURCE_TYPES,
    description: 'Only events of this type of resource.',
  })
  @IsOptional()
  @IsIn(RESOURCE_TYPES)
  resourceType?: ResourceType;

  @ApiProperty({ required: false, description: 'Only events of the resource with this id.' })
  @IsOptional()
  @IsPlainLine(64)
  resourceId?: string;

  @ApiProperty({
    required: false,
    description:
      'Only events caused by this user, this token (`token:NAME`), `system`, `guest` or `outside`.',
    example: 'admin',
  })
  @IsOptional()
  @IsPlainLine(100)
  actor?: string;

  @IsMoment({ description: 'Only events at this time or later.', example: '2026-01-31T08:00:00Z' })
  since?: string;

  @IsMoment({ description: 'Only events before this time.', example: '2026-02-01' })
  until?: string;

  @ApiProperty({
    required: false,
    description: 'Only events of resources whose name contains this text (case is ignored).',
  })
  declare q?: string;

  @ApiProperty({
    required: false,
    enum: EVENT_ORDERS,
    default: '-id',
    description: 'Newest first (`-id`) or oldest first (`id`).',
  })
  @IsOptional()
  @IsIn(EVENT_ORDERS)
  declare sort?: string;
}

/** Filter of the events of an instance. */
export class ListInstanceEventsQueryDto extends OmitType(ListEventsQueryDto, [
  'resourceType',
  'resourceId',
]) {}

/** A time with its offset from UTC, or a date, which means midnight UTC. */
function IsMoment(options: { description: string; example: string }) {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;
  const message =
    '$property must be a time such as 2026-01-31T08:00:00Z, with Z or an offset such as +01:00 (in a URL %2B01:00), or a day such as 2026-01-31';
  return applyDecorators(
    ApiProperty({ ...options, type: String, format: 'date-time', required: false }),
    IsOptional(),
    Matches(form, { message }),
    IsISO8601({ strict: true }, { message }),
  );
}
