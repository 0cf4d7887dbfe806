import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import { bigintAsNumber } from '../../database/bigint-column.js';
import { FlavourEntity } from '../../flavours/flavour.entity.js';
import { ImageEntity } from '../../images/image.entity.js';
import type { DomainFacts } from '../model/domain-facts.js';
import type { InstanceSize } from '../model/instance-size.js';
import type { InstanceOrigin, NetworkMode } from '../model/instance-enums.js';
import type { InstanceState } from '../model/states.js';
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

  @Column('simple-json')
  tags!: string[];

  /** Longer words for people. */
  @Column('text')
  notes!: string;

  /** It cannot be deleted before this is taken off. */
  @Column('boolean')
  isProtected!: boolean;

  /** Whether picostack made it, or took over a domain that stood. */
  @Column('text')
  origin!: InstanceOrigin;

  /** As libvirt last told it. */
  @Column('text')
  state!: InstanceState;

  @Column('text', { nullable: true })
  stateReason!: string | null;

  /** What libvirt last said of its domain; null where there is none, or it was not read yet. */
  @Column('simple-json', { nullable: true })
  facts!: DomainFacts | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('text', { nullable: true })
  imageId!: string | null;

  /** What its disk is a clone of; null where it was adopted, or its disk stands alone. */
  @ManyToOne(() => ImageEntity)
  @JoinColumn({ name: 'imageId' })
  image!: ImageEntity | null;

  @Column('text', { nullable: true })
  flavourId!: string | null;

  /** Null where it was adopted. */
  @ManyToOne(() => FlavourEntity)
  @JoinColumn({ name: 'flavourId' })
  flavour!: FlavourEntity | null;

  /** As its domain is defined; the flavour may have changed since. */
  @Column('integer')
  memoryMiB!: number;

  @Column('integer')
  vcpus!: number;

  /** What its next start gives it, where that differs from what the guest that runs has; null otherwise. */
  @Column('simple-json', { nullable: true })
  pendingSize!: InstanceSize | null;

  @Column('text')
  networkMode!: NetworkMode;

  /** Of its first network card; null where it has none. */
  @Column('text', { nullable: true })
  mac!: string | null;

  /** Name of the volume in the pool for disks; null where it was adopted: its disks stay where they are. */
  @Column('text', { nullable: true })
  diskVolume!: string | null;

  @Column('bigint', { transformer: bigintAsNumber })
  diskSizeBytes!: number;

  @Column('boolean')
  autostart!: boolean;

  /** Names of the domain's snapshots, as they were when it was last read; null before that. */
  @Column('simple-json', { nullable: true })
  snapshotNames!: string[] | null;

  /** The domain's XML, as it was defined when it was last read; null before that. */
  @Column('text', { nullable: true })
  definition!: string | null;

  /** Whether the domain's metadata is not yet what this record says: it is written when libvirt lets us. */
  @Column('boolean', { default: false })
  metadataPending!: boolean;

  @Column('text')
  createdAt!: string;

  @Column('text', { nullable: true })
  startedAt!: string | null;

  @OneToMany(() => PortMappingEntity, (port) => port.instance)
  ports!: PortMappingEntity[];
}
