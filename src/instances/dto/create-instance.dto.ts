import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsOptional, Max, Min } from 'class-validator';
import {
  DEVICE_PROFILES,
  type DeviceProfile,
  FIRMWARES,
  type Firmware,
} from '../../common/guest-hardware.js';
import { MayBeLeftOut } from '../../common/http/may-be-left-out.js';
import { IsLabelOrPattern } from '../../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../../common/http/plain-text.js';
import { IsPortMappingList, CreatePortMappingDto } from './port.dto.js';
import { IsTagList } from '../../common/http/tag-list.js';

/** A new instance. */
export class CreateInstanceDto {
  @IsLabelOrPattern({
    description:
      'Unique name, also of the domain, and the host name that the guest gets from DHCP. With `count`, a pattern that contains `%d` (or `%02d` for two digits) once, in place of the number: `web-%02d`.',
  })
  name!: string;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 100,
    description:
      'How many instances to create in one operation. If one cannot be created, none is.',
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
    description: 'The number of the first instance; requires `count`. The default is 1.',
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
      'Id or name of the flavour. The default is the smallest one with the memory that the image needs.',
    example: 'small',
  })
  @IsOptional()
  @IsNotEmpty()
  @IsPlainLine(63)
  flavour?: string;

  @IsPortMappingList({
    description:
      'Port mappings. If omitted, the default ports of the image, each on a free host port.',
  })
  ports?: CreatePortMappingDto[];

  @ApiProperty({
    required: false,
    default: true,
    description: 'Whether to start the instance after it is created.',
  })
  @IsOptional()
  @IsBoolean()
  start?: boolean;

  @ApiProperty({
    required: false,
    default: false,
    description: 'Whether the instance starts with the host.',
  })
  @IsOptional()
  @IsBoolean()
  autostart?: boolean;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Free-text description.' })
  @IsOptional()
  @IsPlainText(1000)
  description?: string;

  @ApiProperty({
    required: false,
    enum: FIRMWARES,
    description: 'Firmware. The default is that of the image.',
  })
  @MayBeLeftOut()
  @IsIn(FIRMWARES, { message: `firmware must be one of: ${FIRMWARES.join(', ')}` })
  firmware?: Firmware;

  @ApiProperty({
    required: false,
    enum: DEVICE_PROFILES,
    description: 'Virtual hardware. The default is that of the image.',
  })
  @MayBeLeftOut()
  @IsIn(DEVICE_PROFILES, { message: `deviceProfile must be one of: ${DEVICE_PROFILES.join(', ')}` })
  deviceProfile?: DeviceProfile;

  @IsTagList({ description: 'Tags, to search and filter by.' })
  tags?: string[];
}
