import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A size that an instance can be made in. */
@Entity('flavour')
export class FlavourEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('integer')
  memoryMiB!: number;

  @Column('integer')
  vcpus!: number;

  /** Null: the disk is as large as the image. */
  @Column('integer', { nullable: true })
  diskGiB!: number | null;

  @Column('text')
  createdAt!: string;
}
