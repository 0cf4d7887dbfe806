import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsIP,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { PROTOCOLS, type Protocol } from '../../common/protocol.js';

const MAX_MAPPINGS = 32;

/** A port mapping that is asked for. */
export class CreatePortMappingDto {
  @ApiProperty({ enum: PROTOCOLS, default: 'tcp', required: false, description: 'Protocol.' })
  @MayBeLeftOut()
  @IsIn(PROTOCOLS)
  protocol: Protocol = 'tcp';

  @ApiProperty({ minimum: 1, maximum: 65535, description: 'Port inside the guest.', example: 22 })
  @IsInt()
  @Min(1)
  @Max(65535)
  guestPort!: number;

  @ApiProperty({
    required: false,
    minimum: 1024,
    maximum: 65535,
    description: 'Port on the host; left out: the next free one of the configured range.',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1024)
  @Max(65535)
  hostPort?: number;

  @ApiProperty({
    required: false,
    format: 'ipv4',
    description:
      'Address on the host to listen on; left out: as configured. 0.0.0.0 means all of them.',
    example: '127.0.0.1',
  })
  @IsOptional()
  @IsIP(4, { message: 'hostAddress must be an IPv4 address' })
  hostAddress?: string;
}

/** The mappings that a new instance is asked for with; they may be left out. */
export function ArePortMappings(options: { description: string }) {
  return applyDecorators(
    ApiProperty({
      required: false,
      type: [CreatePortMappingDto],
      maxItems: MAX_MAPPINGS,
      ...options,
    }),
    IsOptional(),
    IsArray(),
    ArrayMaxSize(MAX_MAPPINGS),
    ValidateNested({ each: true }),
    Type(() => CreatePortMappingDto),
  );
}

/** A port of a guest that is reached through a port of the host. */
export class PortMappingDto {
  @ApiProperty({ format: 'uuid', description: 'Its id.' })
  id!: string;

  @ApiProperty({ enum: PROTOCOLS, description: 'Protocol.' })
  protocol!: Protocol;

  @ApiProperty({ description: 'Port inside the guest.', example: 22 })
  guestPort!: number;

  @ApiProperty({ description: 'Address on the host that is listened on.', example: '127.0.0.1' })
  hostAddress!: string;

  @ApiProperty({ description: 'Port on the host.', example: 40000 })
  hostPort!: number;

  @ApiProperty({ description: 'Whether the host port is open now: it is while the guest runs.' })
  active!: boolean;
}
