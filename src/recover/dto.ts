import { ApiProperty } from '@nestjs/swagger';

/** A record that was made again, or why it was not. */
export class RecoveredItemDto {
  @ApiProperty({ format: 'uuid', description: 'Its id, as before.' })
  id!: string;

  @ApiProperty({ description: 'Its name.' })
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why its record could not be made again; null where it could.',
  })
  problem!: string | null;
}

/** An instance whose record was made again. */
export class RecoveredInstanceDto extends RecoveredItemDto {
  @ApiProperty({ description: 'How many of its port mappings came back.' })
  ports!: number;
}

/** What was found in libvirt and had no record. */
export class RecoveryDto {
  @ApiProperty({ type: [RecoveredItemDto], description: 'Images, from the volumes in their pool.' })
  images!: RecoveredItemDto[];

  @ApiProperty({ type: [String], description: 'Names of the flavours that were made again.' })
  flavours!: string[];

  @ApiProperty({ type: [RecoveredInstanceDto], description: 'Instances, from their domains.' })
  instances!: RecoveredInstanceDto[];
}
