import { ApiProperty } from '@nestjs/swagger';

/** The kinds of things that operations work on and that events are about. */
export const RESOURCE_TYPES = ['instance', 'image', 'flavour', 'host', 'token', 'user'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** What an operation works on, or an event is about; its name is the one it had at that time. */
export class ResourceRef {
  @ApiProperty({ enum: RESOURCE_TYPES, description: 'The kind of thing.' })
  type!: ResourceType;

  @ApiProperty({ description: 'Its id.' })
  id!: string;

  @ApiProperty({ description: 'Its name at that time.' })
  name!: string;
}
