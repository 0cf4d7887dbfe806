import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { PROTOCOLS, type Protocol } from '../protocol.js';

/** A port that guests of an image listen on. */
export class GuestPortDto {
  @ApiProperty({ enum: PROTOCOLS, default: 'tcp', description: 'Protocol.' })
  @IsIn(PROTOCOLS)
  protocol: Protocol = 'tcp';

  @ApiProperty({ minimum: 1, maximum: 65535, description: 'Port inside the guest.', example: 22 })
  @IsInt()
  @Min(1)
  @Max(65535)
  guestPort!: number;
}
