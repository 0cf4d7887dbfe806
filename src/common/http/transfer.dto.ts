import { ApiProperty } from '@nestjs/swagger';

/** How far a transfer of bytes is. */
export class TransferDto {
  @ApiProperty({ description: 'Number of bytes of this step so far.' })
  receivedBytes!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Number of bytes of this step in all; null: unknown.',
  })
  totalBytes!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Speed, smoothed over the last seconds; null: unknown.',
  })
  bytesPerSecond!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds until the end of this step at this speed; null: unknown.',
  })
  secondsLeft!: number | null;
}
