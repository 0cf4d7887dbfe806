import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ListQueryDto } from '../common/http/list-query.js';
import { MayBeLeftOut } from '../common/http/may-be-left-out.js';
import { IsRecordName } from '../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../common/http/plain-text.js';
import { PROTOCOLS, type Protocol } from '../common/protocol.js';

export const IMAGE_FORMATS = ['qcow2', 'raw'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

export const IMAGE_STATUSES = ['importing', 'ready', 'failed', 'deleting'] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

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

/** A new image. Its content follows with `PUT /images/{id}/content`, or is read from `path`. */
export class CreateImageDto {
  @IsRecordName({ description: 'Unique name.', example: 'debian-13' })
  name!: string;

  @ApiProperty({
    enum: IMAGE_FORMATS,
    description:
      'Format of the content. It is taken at its word and never guessed; a mismatch is refused.',
  })
  @IsIn(IMAGE_FORMATS, { message: `format must be one of: ${IMAGE_FORMATS.join(', ')}` })
  format!: ImageFormat;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Words for people.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @ApiProperty({
    required: false,
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of the content; other content is refused.',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 lower-case hexadecimal digits' })
  sha256?: string;

  @ApiProperty({
    required: false,
    maxLength: 100,
    description: 'The operating system.',
    example: 'Debian 13',
  })
  @IsOptional()
  @IsPlainLine(100)
  osInfo?: string;

  @ApiProperty({
    required: false,
    maxLength: 32,
    description: 'Whom to sign in as, for the SSH command that is shown.',
    example: 'debian',
  })
  @IsOptional()
  @Matches(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$/, {
    message: 'defaultUser must be a user name of 32 characters at most',
  })
  defaultUser?: string;

  @ApiProperty({
    required: false,
    minimum: 1,
    description: 'Memory that a guest needs to start, in MiB.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(16 * 1024 * 1024)
  minMemoryMiB?: number;

  @ApiProperty({
    required: false,
    type: [GuestPortDto],
    maxItems: 32,
    description: 'Ports to map for a new instance that names none.',
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(32)
  @ValidateNested({ each: true })
  @Type(() => GuestPortDto)
  defaultPorts?: GuestPortDto[];

  @ApiProperty({
    required: false,
    maxLength: 4096,
    description:
      'A regular file on the host to read the content from, inside one of the folders of PICOSTACK_IMPORT_DIRS.',
  })
  @IsOptional()
  @IsPlainLine(4096)
  path?: string;

  @ApiProperty({
    required: false,
    maxLength: 255,
    description:
      'Name of the file that the content comes from. Where its ending says another format than `format`, it is refused.',
    example: 'debian-13.qcow2',
  })
  @MayBeLeftOut()
  @IsPlainLine(255)
  fileName?: string;

  @ApiProperty({
    required: false,
    description:
      'Take raw content without a boot signature too: no boot sector, no partition table, no CD. Otherwise such content is refused (`imageNotBootable`), because any file could be declared as raw.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  allowUnbootable?: boolean;
}

/** What to change of an image; its content never changes. */
export class UpdateImageDto extends PartialType(
  OmitType(CreateImageDto, ['path', 'format', 'sha256', 'fileName', 'allowUnbootable']),
  { skipNullProperties: false },
) {}

/** A disk image that instances are cloned from. */
export class ImageDto {
  @ApiProperty({ format: 'uuid', description: 'Its id.' })
  id!: string;

  @ApiProperty({ description: 'Unique name.', example: 'debian-13' })
  name!: string;

  @ApiProperty({ description: 'Words for people.' })
  description!: string;

  @ApiProperty({
    enum: IMAGE_STATUSES,
    description: '`importing`: waits for its content, or takes it in; `ready`: can be cloned.',
  })
  status!: ImageStatus;

  @ApiProperty({
    enum: IMAGE_FORMATS,
    description: 'Format of what was uploaded; it is kept as qcow2.',
  })
  format!: ImageFormat;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Size of the disk that a guest sees, in bytes.',
  })
  virtualSizeBytes!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Space that it takes on the host, in bytes.',
  })
  fileSizeBytes!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'While content comes in: how many bytes there are so far.',
  })
  uploadedBytes!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of what was uploaded.' })
  sha256!: string | null;

  @ApiProperty({ description: 'Where the content came from.', example: 'upload' })
  source!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The operating system.' })
  osInfo!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Whom to sign in as.' })
  defaultUser!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Memory that a guest needs, in MiB.' })
  minMemoryMiB!: number | null;

  @ApiProperty({
    type: [GuestPortDto],
    description: 'Ports that a new instance which names none is given.',
  })
  defaultPorts!: GuestPortDto[];

  @ApiProperty({
    description: 'How many instances are clones of it; while there are any it stays.',
  })
  cloneCount!: number;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Whether its disk has a boot sector, a partition table or a CD: something to boot from. Null while its content comes in, and for images older than this field.',
  })
  hasBootSignature!: boolean | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'What went wrong with it: why it failed, or that the file of a ready image is gone.',
  })
  lastError!: string | null;

  @ApiProperty({ format: 'date-time', description: 'When it was made (UTC).' })
  createdAt!: string;
}

/** Which images to list. */
export class ListImagesQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: IMAGE_STATUSES,
    description: 'Only images in this status.',
  })
  @IsOptional()
  @IsIn(IMAGE_STATUSES)
  status?: ImageStatus;
}
