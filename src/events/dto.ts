import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { RESOURCE_TYPES, ResourceRef, type ResourceType } from '../common/resource.js';
import { EVENT_KINDS, type EventKind } from './event-kinds.js';

/** Something that happened. */
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
      'Who did it: a person, a token, `system` (picostack itself) or `outside` (virsh, another program).',
    example: 'admin',
  })
  actor!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'More about it, by kind.',
  })
  details!: Record<string, unknown>;
}

/** Which events to list. */
export class ListEventsQueryDto extends ListQueryDto {
  @ApiProperty({ required: false, enum: EVENT_KINDS, description: 'Only events of this kind.' })
  @IsOptional()
  @IsIn(EVENT_KINDS)
  kind?: EventKind;

  @ApiProperty({
    required: false,
    enum: RESOURCE_TYPES,
    description: 'Only events about this kind of thing.',
  })
  @IsOptional()
  @IsIn(RESOURCE_TYPES)
  resourceType?: ResourceType;

  @ApiProperty({ required: false, description: 'Only events about the thing with this id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  resourceId?: string;
}
