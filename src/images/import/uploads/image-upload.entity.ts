import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../../database/bigint-column.js';

/** An upload that can be resumed: the content of one image, which arrives in parts. */
@Entity('image_upload')
export class ImageUploadEntity {
  @PrimaryColumn('text')
  imageId!: string;

  /** The length of the whole content. */
  @Column('bigint', { transformer: bigintAsNumber })
  lengthBytes!: number;

  /** All bytes before this offset are in the volume. */
  @Column('bigint', { transformer: bigintAsNumber })
  offsetBytes!: number;

  /** The name of the file that is being uploaded: a label, never a path. */
  @Column('text', { nullable: true })
  fileName!: string | null;

  /** When the upload is removed if no more bytes arrive (UTC). */
  @Column('text')
  expiresAt!: string;

  /** The user or token that created it. */
  @Column('text')
  createdBy!: string;
}
