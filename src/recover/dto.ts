import { ApiProperty } from '@nestjs/swagger';

/** A record that was restored, or the reason why it was not. */
export class RecoveredItemDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the record, as before.' })
  id!: string;

  @ApiProperty({ description: 'Name of the record.' })
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the record could not be restored, and what to do; null if it was restored.',
  })
  problem!: string | null;
}

/** An instance whose record was restored. */
export class RecoveredInstanceDto extends RecoveredItemDto {
  @ApiProperty({ description: 'Number of port mappings that were restored.' })
  ports!: number;
}

const RESOURCES = ['image', 'instance'] as const;

/** A recorded value that is not valid. */
export class RecoveryProblemDto {
  @ApiProperty({ enum: RESOURCES, description: 'Type of the resource.' })
  resource!: (typeof RESOURCES)[number];

  @ApiProperty({
    format: 'uuid',
    description: 'Id of the resource. The id of an instance is the UUID of its domain.',
  })
  id!: string;

  @ApiProperty({ description: 'Name of the resource.', example: 'web-1' })
  name!: string;

  @ApiProperty({
    description: 'Field with the value; `domain` for the domain as a whole.',
    example: 'ports.0.guestPort',
  })
  field!: string;

  @ApiProperty({ description: 'The recorded value, shortened if it is long.', example: 'NaN' })
  value!: string;

  @ApiProperty({ description: 'Why the value is not valid, and what is used instead.' })
  message!: string;
}

/** The records that were restored from libvirt, and the values that are not valid. */
export class RecoveryDto {
  @ApiProperty({
    type: [RecoveredItemDto],
    description: 'Images, restored from the volumes in their storage pool.',
  })
  images!: RecoveredItemDto[];

  @ApiProperty({ type: [String], description: 'Names of the flavours that were restored.' })
  flavours!: string[];

  @ApiProperty({
    type: [RecoveredInstanceDto],
    description: 'Instances, restored from their domains and disks.',
  })
  instances!: RecoveredInstanceDto[];

  @ApiProperty({
    type: [RecoveryProblemDto],
    description:
      'Recorded values that are not valid, also of resources that have a record. Each recovery reports them until they are corrected.',
  })
  problems!: RecoveryProblemDto[];
}
