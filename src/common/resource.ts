import { ApiProperty } from '@nestjs/swagger';

/** The types of resources of operations and events. */
export const RESOURCE_TYPES = ['instance', 'image', 'flavour', 'host', 'token', 'user'] as const;
export type ResourceType = (typeof RESOURCE_TYPES)[number];

/** The resource of an operation or an event, with its name at that time. */
export class ResourceRef {
  @ApiProperty({ enum: RESOURCE_TYPES, description: 'The kind of thing.' })
  type!: ResourceType;

  @ApiProperty({ description: 'Its id.' })
  id!: string;

  @ApiProperty({ description: 'Its name at that time.' })
  name!: string;
}
