import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A size of instances. */
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

  /** Null: the disk has the size of the image. */
  @Column('integer', { nullable: true })
  diskGiB!: number | null;

  @Column('text')
  createdAt!: string;
}
