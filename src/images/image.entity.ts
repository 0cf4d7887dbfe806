import { Column, Entity, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../database/bigint-column.js';
import type { GuestPortDto, ImageFormat, ImageStatus } from './dto.js';

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

  /** What is uploaded; the volume that is kept is always qcow2. */
  @Column('text')
  format!: ImageFormat;

  /** Name of the volume in the pool for images. */
  @Column('text')
  volume!: string;

  @Column('bigint', { nullable: true, transformer: bigintAsNumber })
  virtualSizeBytes!: number | null;

  @Column('bigint', { nullable: true, transformer: bigintAsNumber })
  fileSizeBytes!: number | null;

  @Column('text', { nullable: true })
  sha256!: string | null;

  /** What the person who registers the image says that the hash is. */
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

  @Column('simple-json')
  defaultPorts!: GuestPortDto[];

  /** Whether its disk has something that firmware can boot from; null for an image older than this was looked for. */
  @Column('boolean', { nullable: true })
  hasBootSignature!: boolean | null;

  /** Whether raw content is taken that nothing can be booted from. */
  @Column('boolean')
  allowsUnbootable!: boolean;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('text')
  createdAt!: string;
}
