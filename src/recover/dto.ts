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
    description: 'Why its record could not be made again, and what to do; null where it could.',
  })
  problem!: string | null;
}

/** An instance whose record was made again. */
export class RecoveredInstanceDto extends RecoveredItemDto {
  @ApiProperty({ description: 'How many of its port mappings came back.' })
  ports!: number;
}

const RESOURCES = ['image', 'instance'] as const;

/** A value that was recorded and could not be taken. */
export class RecoveryProblemDto {
  @ApiProperty({ enum: RESOURCES, description: 'What it is about.' })
  resource!: (typeof RESOURCES)[number];

  @ApiProperty({ format: 'uuid', description: "Its id; an instance's is its domain's UUID." })
  id!: string;

  @ApiProperty({ description: 'Its name.', example: 'web-1' })
  name!: string;

  @ApiProperty({
    description: 'The field that is wrong; `domain` where it is the domain as a whole.',
    example: 'ports.0.guestPort',
  })
  field!: string;

  @ApiProperty({ description: 'What is recorded there, cut where it is long.', example: 'NaN' })
  value!: string;

  @ApiProperty({ description: 'Why it could not be taken, and what was taken instead.' })
  message!: string;
}

/** What was found in libvirt and had no record, and what of it is wrong. */
export class RecoveryDto {
  @ApiProperty({ type: [RecoveredItemDto], description: 'Images, from the volumes in their pool.' })
  images!: RecoveredItemDto[];

  @ApiProperty({ type: [String], description: 'Names of the flavours that were made again.' })
  flavours!: string[];

  @ApiProperty({
    type: [RecoveredInstanceDto],
    description: 'Instances, from their domains and disks.',
  })
  instances!: RecoveredInstanceDto[];

  @ApiProperty({
    type: [RecoveryProblemDto],
    description:
      'Values that could not be taken, also of what has a record: they are told again each time, until they are put right.',
  })
  problems!: RecoveryProblemDto[];
}
