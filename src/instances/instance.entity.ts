import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../database/bigint-column.js';
import { FlavourEntity } from '../flavours/flavour.entity.js';
import { ImageEntity } from '../images/image.entity.js';
import type { InstanceState } from './states.js';
import { PortMappingEntity } from './port-mapping.entity.js';

/** A virtual machine: its id is its domain's UUID, its name its domain's name. */
@Entity('instance')
export class InstanceEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  /** As libvirt last told it. */
  @Column('text')
  state!: InstanceState;

  @Column('text', { nullable: true })
  stateReason!: string | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('text')
  imageId!: string;

  @ManyToOne(() => ImageEntity)
  @JoinColumn({ name: 'imageId' })
  image!: ImageEntity;

  @Column('text')
  flavourId!: string;

  @ManyToOne(() => FlavourEntity)
  @JoinColumn({ name: 'flavourId' })
  flavour!: FlavourEntity;

  /** As it was made; the flavour may have changed since. */
  @Column('integer')
  memoryMiB!: number;

  @Column('integer')
  vcpus!: number;

  @Column('text')
  networkMode!: 'user';

  @Column('text')
  mac!: string;

  /** Name of the volume in the pool for disks. */
  @Column('text')
  diskVolume!: string;

  @Column('bigint', { transformer: bigintAsNumber })
  diskSizeBytes!: number;

  @Column('boolean')
  autostart!: boolean;

  @Column('text')
  createdAt!: string;

  @Column('text', { nullable: true })
  startedAt!: string | null;

  @OneToMany(() => PortMappingEntity, (port) => port.instance)
  ports!: PortMappingEntity[];
}
