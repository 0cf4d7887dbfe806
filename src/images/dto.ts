import { applyDecorators } from '@nestjs/common';
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
  NotEquals,
  ValidateNested,
} from 'class-validator';
import {
  DEVICE_PROFILES,
  type DeviceProfile,
  FIRMWARES,
  type Firmware,
} from '../common/guest-hardware.js';
import { GuestPortDto } from '../common/http/guest-port.dto.js';
import { ListQueryDto } from '../common/http/list-query.js';
import { MayBeLeftOut } from '../common/http/may-be-left-out.js';
import { IsRecordName, NAME_PATTERN } from '../common/http/names.js';
import { IsPlainLine, IsPlainText } from '../common/http/plain-text.js';
import { IsTagList } from '../common/http/tag-list.js';
import { TransferDto } from '../common/http/transfer.dto.js';

export const IMAGE_FORMATS = ['qcow2', 'raw', 'vmdk', 'vdi', 'vhdx', 'vpc', 'iso', 'ova'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

export const IMAGE_COMPRESSIONS = ['none', 'zstd'] as const;
export type ImageCompression = (typeof IMAGE_COMPRESSIONS)[number];

export const IMAGE_KINDS = ['disk', 'installer'] as const;
export type ImageKind = (typeof IMAGE_KINDS)[number];

export const IMAGE_STATUSES = ['importing', 'ready', 'failed', 'deleting'] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

export const IMAGE_FILE_STATES = ['present', 'missing', 'changed'] as const;
export type ImageFileState = (typeof IMAGE_FILE_STATES)[number];

/** How a new image is stored. */
export function IsImageCompression() {
  return applyDecorators(
    ApiProperty({
      required: false,
      enum: IMAGE_COMPRESSIONS,
      description:
        'How the disk is stored. `zstd`: compressed, which needs `qemu-img` on the host of the server; instances read such an image slower. `none`, the default: not compressed. An installer (`iso`) is never compressed.',
    }),
    MayBeLeftOut(),
    IsIn(IMAGE_COMPRESSIONS, {
      message: `compression must be one of: ${IMAGE_COMPRESSIONS.join(', ')}`,
    }),
  );
}

/** A volume of a storage pool of libvirt. */
export class VolumeSourceDto {
  @ApiProperty({ maxLength: 255, description: 'Name of the pool.' })
  @IsPlainLine(255)
  pool!: string;

  @ApiProperty({ maxLength: 255, description: 'Name of the volume.' })
  @IsPlainLine(255)
  name!: string;
}

/**
 * A new image. Its content is uploaded with `PUT /images/{id}/content` or `/images/{id}/upload`, or read from `path`, `url` or
 * `volume`.
 */
export class CreateImageDto {
  @IsRecordName({ description: 'Unique name.', example: 'debian-13' })
  @NotEquals('builds', { message: 'name must not be "builds", which is a path of the API' })
  name!: string;

  @ApiProperty({
    enum: IMAGE_FORMATS,
    description:
      'Format of the content; `vpc` is VHD, `iso` an installation CD, `ova` an exported virtual machine. The server never guesses it, and refuses content with another format. Content that is compressed with gzip, xz, zstd or bzip2 is decompressed first.',
  })
  @IsIn(IMAGE_FORMATS, { message: `format must be one of: ${IMAGE_FORMATS.join(', ')}` })
  format!: ImageFormat;

  @IsImageCompression()
  compression?: ImageCompression;

  @ApiProperty({ required: false, maxLength: 1000, description: 'Free-text description.' })
  @MayBeLeftOut()
  @IsPlainText(1000)
  description?: string;

  @ApiProperty({
    required: false,
    pattern: '^[0-9a-f]{64}$',
    description:
      'SHA-256 of the content as it is sent, so before it is decompressed. Content with another hash is refused.',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 must be 64 lower-case hexadecimal digits' })
  sha256?: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: 100,
    description: 'The operating system.',
    example: 'Debian 13',
  })
  @IsOptional()
  @IsPlainLine(100)
  osInfo?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: 32,
    description: 'User to sign in as, for the SSH command that the page shows.',
    example: 'debian',
  })
  @IsOptional()
  @Matches(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,31}$/, {
    message: 'defaultUser must be a user name of 32 characters at most',
  })
  defaultUser?: string | null;

  @ApiProperty({
    required: false,
    type: Number,
    nullable: true,
    minimum: 1,
    description: 'Minimum memory of a guest in MiB.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(16 * 1024 * 1024)
  minMemoryMiB?: number | null;

  @ApiProperty({
    required: false,
    type: Number,
    nullable: true,
    minimum: 1,
    description: 'Minimum size of the disk of a guest in GiB.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1024 * 1024)
  minDiskGiB?: number | null;

  @ApiProperty({
    required: false,
    type: [GuestPortDto],
    maxItems: 32,
    description: 'Ports to map for a new instance by default.',
  })
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(32)
  @ValidateNested({ each: true })
  @Type(() => GuestPortDto)
  defaultPorts?: GuestPortDto[];

  @IsTagList({ description: 'Tags.' })
  tags?: string[];

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    pattern: NAME_PATTERN.source,
    description: 'Name of the flavour of new instances. It is ignored while no flavour has it.',
    example: 'small',
  })
  @IsOptional()
  @Matches(NAME_PATTERN, { message: 'recommendedFlavour must be the name of a flavour' })
  recommendedFlavour?: string | null;

  @ApiProperty({
    required: false,
    enum: FIRMWARES,
    description: 'Firmware of new instances. The default is `bios`.',
  })
  @MayBeLeftOut()
  @IsIn(FIRMWARES, { message: `firmware must be one of: ${FIRMWARES.join(', ')}` })
  firmware?: Firmware;

  @ApiProperty({
    required: false,
    enum: DEVICE_PROFILES,
    description:
      'Virtual hardware of new instances. `linux`, the default: virtio. `windows`: SATA disk and e1000e network card, for which Windows has drivers, and a clock in local time. `legacy`: IDE disk and e1000 network card.',
  })
  @MayBeLeftOut()
  @IsIn(DEVICE_PROFILES, { message: `deviceProfile must be one of: ${DEVICE_PROFILES.join(', ')}` })
  deviceProfile?: DeviceProfile;

  @ApiProperty({
    required: false,
    description: 'Refuse to delete or replace the image until the protection is removed.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  isProtected?: boolean;

  @ApiProperty({
    required: false,
    maxLength: 4096,
    description:
      'Path of a regular file on the host with the content, in one of the folders of PICOSTACK_IMPORT_DIRS.',
  })
  @IsOptional()
  @IsPlainLine(4096)
  path?: string;

  @ApiProperty({
    required: false,
    maxLength: 2000,
    description:
      'URL (http or https) to download the content from. Only public addresses are allowed, and those of PICOSTACK_IMPORT_NETWORKS.',
    example:
      'https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2',
  })
  @MayBeLeftOut()
  @IsPlainLine(2000)
  url?: string;

  @ApiProperty({
    required: false,
    type: VolumeSourceDto,
    description:
      'Volume of libvirt to read the content from, see `GET /storage/volumes`. The setting PICOSTACK_IMPORT_POOLS limits the pools.',
  })
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => VolumeSourceDto)
  volume?: VolumeSourceDto;

  @ApiProperty({
    required: false,
    pattern: '^[0-9a-f]{128}$',
    description: 'SHA-512 of the file at `url`. Content with another hash is refused.',
  })
  @MayBeLeftOut()
  @Matches(/^[0-9a-f]{128}$/, { message: 'sha512 must be 128 lower-case hexadecimal digits' })
  sha512?: string;

  @ApiProperty({
    required: false,
    maxLength: 2000,
    description:
      'URL of a list of checksums with the SHA-256 or SHA-512 of the file at `url`, such as SHA512SUMS.',
  })
  @MayBeLeftOut()
  @IsPlainLine(2000)
  checksumUrl?: string;

  @ApiProperty({
    required: false,
    maxLength: 255,
    description:
      'Name of the file with the content. It is refused if its ending stands for another format than `format`.',
    example: 'debian-13.qcow2',
  })
  @MayBeLeftOut()
  @IsPlainLine(255)
  fileName?: string;

  @ApiProperty({
    required: false,
    description:
      'Replace the image with this name, if there is one: the new version takes the name over when it is ready, and what the request leaves out is taken from the old one. Its clones keep the old version, which is deleted when the last one is gone.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  replaces?: boolean;

  @ApiProperty({
    required: false,
    description:
      'Accept raw content without a boot signature (boot sector, partition table or CD). By default it is refused (`imageNotBootable`), because any file is valid raw content.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  allowUnbootable?: boolean;

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: 256,
    description:
      'Which disk of an OVA to import: 1 is the first. An OVA with several disks is refused without it (`ovaHasSeveralDisks`).',
  })
  @MayBeLeftOut()
  @IsInt()
  @Min(1)
  @Max(256)
  ovaDisk?: number;
}

/** How to verify the file of an image. */
export class VerifyImageDto {
  @ApiProperty({
    required: false,
    description:
      'Accept the file as it is, although it was changed: its SHA-256 replaces the recorded one. The default is to refuse it.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  acceptChange?: boolean;
}

/** How to delete an image. */
export class DeleteImageQueryDto {
  @ApiProperty({
    required: false,
    enum: ['true', 'false'],
    description:
      'Make its clones independent first, one after the other, also while they are running. The response is an operation then.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  makeIndependent?: 'true' | 'false';
}

/** A file on another server to look up. */
export class LookUpFileDto {
  @ApiProperty({ maxLength: 2000, description: 'URL of the file (http or https).' })
  @IsPlainLine(2000)
  url!: string;
}

/** A file on another server, as it describes it. */
export class RemoteFileDto {
  @ApiProperty({ description: 'URL after all redirections, without its query.' })
  finalUrl!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Name of the file.' })
  fileName!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Size in bytes; null: unknown.' })
  sizeBytes!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'Media type.' })
  mediaType!: string | null;

  @ApiProperty({ description: 'Whether a download can resume after a broken connection.' })
  resumes!: boolean;
}

/** Changes of the metadata of an image. */
export class UpdateImageDto extends PartialType(
  OmitType(CreateImageDto, [
    'path',
    'url',
    'volume',
    'format',
    'compression',
    'sha256',
    'sha512',
    'checksumUrl',
    'fileName',
    'allowUnbootable',
    'ovaDisk',
    'replaces',
  ]),
  { skipNullProperties: false },
) {}

/** An upload that can be resumed, and is not complete. */
export class ImageUploadDto {
  @ApiProperty({ description: 'Length of the whole content in bytes.' })
  lengthBytes!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Name of the file, if it is known.' })
  fileName!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When the upload is removed if no more bytes arrive (UTC).',
  })
  expiresAt!: string;

  @ApiProperty({ description: 'Whether a client is sending now. Otherwise it is interrupted.' })
  isReceiving!: boolean;
}

/** How far the content of an image is. */
export class ImageProgressDto extends TransferDto {
  @ApiProperty({
    description: 'Name of the step.',
    example: 'receiving',
  })
  step!: string;
}

/** A disk image that instances are cloned from. */
export class ImageDto {
  @ApiProperty({ format: 'uuid', description: 'Id.' })
  id!: string;

  @ApiProperty({ description: 'Unique name.', example: 'debian-13' })
  name!: string;

  @ApiProperty({ description: 'Free-text description.' })
  description!: string;

  @ApiProperty({
    enum: IMAGE_STATUSES,
    description:
      '`importing`: waits for its content, or is importing it. `ready`: can be cloned. `failed`: `lastError` has the reason.',
  })
  status!: ImageStatus;

  @ApiProperty({
    enum: IMAGE_FORMATS,
    description:
      'Format of the uploaded content. It is stored as qcow2; the content of `iso` is kept as it is.',
  })
  format!: ImageFormat;

  @ApiProperty({
    enum: IMAGE_KINDS,
    description:
      '`disk`: instances are cloned from it. `installer`: a CD with an installation program, which cannot be launched.',
  })
  kind!: ImageKind;

  @ApiProperty({
    enum: IMAGE_COMPRESSIONS,
    description: 'How its disk is stored: `none`: not compressed; `zstd`: compressed.',
  })
  compression!: ImageCompression;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Size of the disk in bytes, as a guest sees it.',
  })
  virtualSizeBytes!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Size of its file on the host in bytes.',
  })
  fileSizeBytes!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'During an upload or import: the number of bytes so far.',
  })
  uploadedBytes!: number | null;

  @ApiProperty({
    type: ImageUploadDto,
    nullable: true,
    description: 'The upload that can be resumed, see `/images/{id}/upload`, until it is complete.',
  })
  upload!: ImageUploadDto | null;

  @ApiProperty({
    type: ImageProgressDto,
    nullable: true,
    description: 'During an upload, import or build: the step, and its bytes.',
  })
  progress!: ImageProgressDto | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the uploaded content, before it was decompressed.',
  })
  sha256!: string | null;

  @ApiProperty({ description: 'Source of the content.', example: 'upload' })
  source!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The operating system.' })
  osInfo!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'User to sign in as.' })
  defaultUser!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Minimum memory of a guest in MiB.' })
  minMemoryMiB!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Minimum size of the disk of a guest in GiB.',
  })
  minDiskGiB!: number | null;

  @ApiProperty({
    type: [GuestPortDto],
    description: 'Ports to map for a new instance by default.',
  })
  defaultPorts!: GuestPortDto[];

  @ApiProperty({ type: [String], description: 'Tags.' })
  tags!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the flavour of new instances, if there is one with this name.',
  })
  recommendedFlavour!: string | null;

  @ApiProperty({ enum: FIRMWARES, description: 'Firmware of new instances.' })
  firmware!: Firmware;

  @ApiProperty({ enum: DEVICE_PROFILES, description: 'Virtual hardware of new instances.' })
  deviceProfile!: DeviceProfile;

  @ApiProperty({ description: 'Whether it cannot be deleted or replaced.' })
  isProtected!: boolean;

  @ApiProperty({ description: 'Version: 1, and one more than the image that it replaced.' })
  version!: number;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'Id of the image that it replaced, or that it replaces when it is ready. That image may have been deleted.',
  })
  replacesId!: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description:
      'Id of the newer version, which has the name now. The image is deleted when its last clone is gone.',
  })
  replacedById!: string | null;

  @ApiProperty({
    description:
      'Number of instances that are clones of it. An image with clones cannot be deleted.',
  })
  cloneCount!: number;

  @ApiProperty({
    description:
      'Size of the files of its clones on the host in bytes, as they were read last. What they share with the image is not included.',
  })
  clonesSizeBytes!: number;

  @ApiProperty({
    enum: IMAGE_FILE_STATES,
    description:
      'State of the file of a ready image. `changed`: its size, its modification time or its SHA-256 is not that of the image, so it cannot be cloned; verify it. `lastError` has the details.',
  })
  fileState!: ImageFileState;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the file as it is stored. Null until the image is verified.',
  })
  fileSha256!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the file was last found to have this SHA-256 (UTC).',
  })
  verifiedAt!: string | null;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Whether its disk has a boot sector, a partition table or a CD. Null until the content is complete, and for images older than this field.',
  })
  hasBootSignature!: boolean | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'The error: why it failed, or that the file of a ready image is missing or was changed.',
  })
  lastError!: string | null;

  @ApiProperty({ format: 'date-time', description: 'Time of creation (UTC).' })
  createdAt!: string;
}

/** Filter of a list of images. */
export class ListImagesQueryDto extends ListQueryDto {
  @ApiProperty({
    required: false,
    enum: IMAGE_STATUSES,
    description: 'Only images in this status.',
  })
  @IsOptional()
  @IsIn(IMAGE_STATUSES)
  status?: ImageStatus;

  @ApiProperty({ required: false, description: 'Only images with this tag.', maxLength: 32 })
  @MayBeLeftOut()
  @IsPlainLine(32)
  tag?: string;
}

export const DOWNLOAD_FORMATS = ['qcow2', 'raw', 'zst'] as const;
export type DownloadFormat = (typeof DOWNLOAD_FORMATS)[number];

/** How to download an image. */
export class DownloadQueryDto {
  @ApiProperty({
    required: false,
    enum: DOWNLOAD_FORMATS,
    description:
      'Format. `qcow2`, the default: the file as it is stored. `raw`: the whole disk. `zst`: the whole disk, compressed with zstd. An `installer` is sent as it is, without a format or with `raw`.',
  })
  @MayBeLeftOut()
  @IsIn(DOWNLOAD_FORMATS, { message: `format must be one of: ${DOWNLOAD_FORMATS.join(', ')}` })
  format?: DownloadFormat;
}
