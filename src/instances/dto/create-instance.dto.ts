import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, Max, Min } from 'class-validator';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsLabelOrPattern } from '../../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../../common/http/plain-text.js';
import { ArePortMappings, CreatePortMappingDto } from './port.dto.js';

/** A new instance. */
export class CreateInstanceDto {
  @IsLabelOrPattern({
    description:
      'Unique name; also the name of the domain, and the host name that the guest is offered. With `count` it has one `%d` (or `%02d`, with its number of digits) where the number stands: `web-%02d`.',
  })
  name!: string;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 100,
    description: 'Makes so many, as one operation: all of them or none.',
    example: 20,
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(100)
  count?: number;

  @ApiProperty({
    required: false,
    minimum: 0,
    maximum: 999_999,
    description: 'The number of the first, where there is a count; left out: 1.',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(0)
  @Max(999_999)
  firstNumber?: number;

  @ApiProperty({ description: 'Id or name of the image to clone.', example: 'tiny' })
  @IsNotEmpty()
  @IsPlainLine(63)
  image!: string;

  @ApiProperty({
    required: false,
    description:
      'Id or name of the flavour; left out: the smallest with the memory that the image needs.',
    example: 'small',
  })
  @IsOptional()
  @IsNotEmpty()
  @IsPlainLine(63)
  flavour?: string;

  @ArePortMappings({
    description: "Port mappings; left out: the image's default ports, each on a free host port.",
  })
  ports?: CreatePortMappingDto[];

  @ApiProperty({
    required: false,
    default: true,
    description: 'Whether to start it once it is made.',
  })
  @IsOptional()
  @IsBoolean()
  start?: boolean;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether to start it with the host.',
  })
  @IsOptional()
  @IsBoolean()
  autostart?: boolean;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Words for people.' })
  @IsOptional()
  @IsPlainText(1000)
  description?: string;
}
