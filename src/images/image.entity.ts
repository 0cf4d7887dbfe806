import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../database/bigint-column.js';
import type { DeviceProfile, Firmware } from '../common/guest-hardware.js';
import type { GuestPortDto } from '../common/http/guest-port.dto.js';
import type { ImageCompression, ImageFileState, ImageFormat, ImageStatus } from './dto.js';

/** A disk image that instances are cloned from. Immutable once it is ready. */
@Entity('image')
export class ImageEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('text')
  status!: ImageStatus;

  /** The format of the uploaded content; the volume is qcow2, but raw for `iso`. */
  @Column('text')
  format!: ImageFormat;

  /** How its volume is compressed. */
  @Column('text', { default: 'none' })
  compression!: ImageCompression;

  /** The name of the volume in the images pool. */
  @Column('text')
  volume!: string;

  @Column('bigint', { nullable: true, transformer: bigintAsNumber })
  virtualSizeBytes!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintAsNumber })
  fileSizeBytes!: number | null;

  @Column('text', { nullable: true })
  sha256!: string | null;

  /** The hash that the user expects. */
  @Column('text', { nullable: true })
  expectedSha256!: string | null;

  @Column('text')
  source!: string;

  @Column('text', { nullable: true })
  osInfo!: string | null;

  @Column('text', { nullable: true })
  defaultUser!: string | null;

  @Column('integer', { nullable: true })
  minMemoryMiB!: number | null;

  @Column('integer', { nullable: true })
  minDiskGiB!: number | null;

  @Column('simple-json')
  defaultPorts!: GuestPortDto[];

  @Column('simple-json')
  tags!: string[];

  /** The name of the flavour of new instances, if there is a flavour with this name. */
  @Column('text', { nullable: true })
  recommendedFlavour!: string | null;

  @Column('text')
  firmware!: Firmware;

  @Column('text')
  deviceProfile!: DeviceProfile;

  /** 1, and one more than the image that it replaced. */
  @Column('integer', { default: 1 })
  version!: number;

  /** The image that it replaces, or will replace when it is ready; that image may have been deleted since. */
  @Column('text', { nullable: true })
  replacesId!: string | null;

  /** The newer version, which has its name now. It is deleted when its last clone is gone. */
  @Column('text', { nullable: true })
  replacedById!: string | null;

  /** Whether it cannot be deleted or replaced until the protection is removed. */
  @Column('boolean')
  isProtected!: boolean;

  /** Whether firmware can boot from its disk; null for images older than this field. */
  @Column('boolean', { nullable: true })
  hasBootSignature!: boolean | null;

  /** Whether raw content without a boot signature is accepted. */
  @Column('boolean')
  allowsUnbootable!: boolean;

  /** The number, from 1, of the disk of an OVA to import; null: its only one. */
  @Column('integer', { nullable: true })
  ovaDisk!: number | null;
  @Column('text', { default: 'present' })
  fileState!: ImageFileState;

  /** Size and modification time of the right file, see `stampOf`; null before the first look. Empty: no file is right. */
  @Column('text', { nullable: true })
  fileStamp!: string | null;

  /** The SHA-256 of the file as it is stored; null until it was read completely. */
  @Column('text', { nullable: true })
  fileSha256!: string | null;

  /** When the file was last found to have that SHA-256. */
  @Column('text', { nullable: true })
  verifiedAt!: string | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('text')
  createdAt!: string;
}
