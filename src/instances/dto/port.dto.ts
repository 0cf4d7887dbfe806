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

/** A port mapping to add. */
export class CreatePortMappingDto {
  @ApiProperty({
    enum: PROTOCOLS,
    default: 'tcp',
    required: false,
    description: 'Protocol of the port.',
  })
  @MayBeLeftOut()
  @IsIn(PROTOCOLS)
  protocol: Protocol = 'tcp';

  @ApiProperty({ minimum: 1, maximum: 65535, description: 'Port of the guest.', example: 22 })
  @IsInt()
  @Min(1)
  @Max(65535)
  guestPort!: number;

  @ApiProperty({
    required: false,
    minimum: 1024,
    maximum: 65535,
    description: 'Port of the host. The default is the next free one of the configured range.',
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
      'Address of the host to listen on. The default is a setting. 0.0.0.0 means all addresses.',
    example: '127.0.0.1',
  })
  @IsOptional()
  @IsIP(4, { message: 'hostAddress must be an IPv4 address' })
  hostAddress?: string;
}

/** Validate the optional port mappings of a new instance. */
export function IsPortMappingList(options: { description: string }) {
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

/** A port of the host that is forwarded to a port of a guest. */
export class PortMappingDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the port mapping.' })
  id!: string;

  @ApiProperty({ enum: PROTOCOLS, description: 'Protocol of the port.' })
  protocol!: Protocol;

  @ApiProperty({ description: 'Port of the guest.', example: 22 })
  guestPort!: number;

  @ApiProperty({ description: 'Address of the host.', example: '127.0.0.1' })
  hostAddress!: string;

  @ApiProperty({ description: 'Port of the host.', example: 40000 })
  hostPort!: number;

  @ApiProperty({
    description: 'Whether the host port is open. It is open while the guest is running.',
  })
  active!: boolean;
}
