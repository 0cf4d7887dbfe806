import { ApiProperty } from '@nestjs/swagger';
import { GuestPortDto } from '../common/http/guest-port.dto.js';
import {
  type Architecture,
  ARCHITECTURES,
  CATALOGUE_FORMATS,
  type CatalogueFirmware,
  type CatalogueFormat,
  type Compression,
  COMPRESSIONS,
  CATALOGUE_FIRMWARES,
} from './catalogue-file.js';

/** A well-known cloud image that can be imported by name. */
export class CatalogueEntryDto {
  @ApiProperty({ description: 'Unique name.', example: 'debian-13' })
  name!: string;

  @ApiProperty({ description: 'Name for people.', example: 'Debian 13 (trixie)' })
  title!: string;

  @ApiProperty({ description: 'More about the image; may be empty.' })
  description!: string;

  @ApiProperty({ description: 'The operating system.', example: 'Debian 13' })
  osInfo!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Web page about the image.' })
  homepage!: string | null;

  @ApiProperty({ enum: ARCHITECTURES, description: 'Processor architecture of the guest.' })
  architecture!: Architecture;

  @ApiProperty({ description: 'Address of the image.' })
  url!: string;

  @ApiProperty({
    description: 'Address of a file with the SHA-256 or SHA-512 of the file at `url`.',
  })
  checksumUrl!: string;

  @ApiProperty({
    enum: CATALOGUE_FORMATS,
    description: 'Format of the disk image after decompression.',
  })
  format!: CatalogueFormat;

  @ApiProperty({
    type: String,
    enum: COMPRESSIONS,
    nullable: true,
    description: 'How the file at `url` is compressed. Null: it is not.',
  })
  compression!: Compression | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'User to sign in as.',
    example: 'debian',
  })
  defaultUser!: string | null;

  @ApiProperty({ description: 'Minimum memory of a guest in MiB.', example: 512 })
  minMemoryMiB!: number;

  @ApiProperty({ description: 'Minimum size of the disk of a guest in GiB.', example: 3 })
  minDiskGiB!: number;

  @ApiProperty({ enum: CATALOGUE_FIRMWARES, description: 'Firmware that can boot the image.' })
  firmware!: CatalogueFirmware;

  @ApiProperty({
    type: [GuestPortDto],
    description: 'Ports to map for a new instance by default.',
  })
  defaultPorts!: GuestPortDto[];
}
