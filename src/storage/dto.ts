import { ApiProperty } from '@nestjs/swagger';
import { MayBeLeftOut } from '../common/http/may-be-left-out.js';
import { IsPlainLine } from '../common/http/plain-text.js';

/** A storage pool of libvirt. */
export class StoragePoolDto {
  @ApiProperty({ description: 'Name of the pool.' })
  name!: string;

  @ApiProperty({
    description: 'Whether it is running. The volumes of a stopped pool are not known.',
  })
  isActive!: boolean;
}

/** A volume of a storage pool. */
export class StorageVolumeDto {
  @ApiProperty({ description: 'Name of its pool.' })
  pool!: string;

  @ApiProperty({ description: 'Name of the volume.' })
  name!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Format as libvirt sees it, such as `qcow2`, `raw` or `iso`.',
  })
  format!: string | null;

  @ApiProperty({ description: 'Size of the disk in bytes, as a guest sees it.' })
  capacityBytes!: number;

  @ApiProperty({ description: 'Size of its file or device in bytes.' })
  sizeBytes!: number;
}

/** Volumes that can become images. */
export class StorageVolumesDto {
  @ApiProperty({
    type: [StoragePoolDto],
    description: 'The pools whose volumes may be imported.',
  })
  pools!: StoragePoolDto[];

  @ApiProperty({ type: [StorageVolumeDto], description: 'Their volumes; at most 1,000.' })
  items!: StorageVolumeDto[];
}

/** Filter of a list of volumes. */
export class ListVolumesQueryDto {
  @ApiProperty({ required: false, maxLength: 255, description: 'Only the volumes of this pool.' })
  @MayBeLeftOut()
  @IsPlainLine(255)
  pool?: string;
}
