import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn } from 'typeorm';
import type { DeviceProfile, Firmware } from '../../common/guest-hardware.js';
import type { Protocol } from '../../common/protocol.js';
import { bigintAsNumber } from '../../database/bigint-column.js';
import { FlavourEntity } from '../../flavours/flavour.entity.js';
import { ImageEntity } from '../../images/image.entity.js';
import type { DomainFacts } from '../model/domain-facts.js';
import type { InstanceOrigin, NetworkMode } from '../model/instance-enums.js';
import type { InstanceSize } from '../model/instance-size.js';
import type { InstanceState } from '../model/states.js';

/** An instance. Its id is the UUID of its domain, its name the name of its domain. */
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

  @Column('text')
  notes!: string;

  /** A protected instance cannot be deleted. */
  @Column('boolean')
  isProtected!: boolean;

  @Column('text')
  origin!: InstanceOrigin;

  /** The state that libvirt reported last, or the intent of an operation. */
  @Column('text')
  state!: InstanceState;

  @Column('text', { nullable: true })
  stateReason!: string | null;

  /** What libvirt reported last about the domain; null if there is none, or it was not read yet. */
  @Column('simple-json', { nullable: true })
  facts!: DomainFacts | null;

  @Column('text', { nullable: true })
  lastError!: string | null;

  @Column('text', { nullable: true })
  imageId!: string | null;

  /** The image that the disk is a clone of; null if the disk has no backing image, or the instance was adopted. */
  @ManyToOne(() => ImageEntity)
  @JoinColumn({ name: 'imageId' })
  image!: ImageEntity | null;

  @Column('text', { nullable: true })
  flavourId!: string | null;

  /** Null if the instance was adopted. */
  @ManyToOne(() => FlavourEntity)
  @JoinColumn({ name: 'flavourId' })
  flavour!: FlavourEntity | null;

  /** The defined size, which can differ from the size of the flavour. */
  @Column('integer')
  memoryMiB!: number;

  @Column('integer')
  vcpus!: number;

  /** The size that the running guest gets at its next start; null if it has that size already. */
  @Column('simple-json', { nullable: true })
  pendingSize!: InstanceSize | null;

  /** The firmware in the definition. */
  @Column('text', { default: 'bios' })
  firmware!: Firmware;

  /** The virtual hardware with which it was created. */
  @Column('text', { default: 'linux' })
  deviceProfile!: DeviceProfile;

  @Column('text')
  networkMode!: NetworkMode;

  /** The address of the first network card; null if there is none. */
  @Column('text', { nullable: true })
  mac!: string | null;

  /** The name of the volume in the pool for disks; null if the instance was adopted. */
  @Column('text', { nullable: true })
  diskVolume!: string | null;

  @Column('bigint', { transformer: bigintAsNumber })
  diskSizeBytes!: number;

  @Column('boolean')
  autostart!: boolean;

  /** The names of the snapshots that the domain had when it was last read; null before that. */
  @Column('simple-json', { nullable: true })
  snapshotNames!: string[] | null;

  /**
   * The XML that the domain was defined with when it was last read; null before that. It can be large, so only
   * `InstanceRecords.definitionOf` reads it.
   */
  @Column('text', { nullable: true, select: false })
  definition?: string | null;

  /** Whether the metadata in the domain still has to be written, because libvirt could not write it yet. */
  @Column('boolean', { default: false })
  metadataPending!: boolean;

  @Column('text')
  createdAt!: string;

  @Column('text', { nullable: true })
  startedAt!: string | null;

  @OneToMany(() => PortMappingEntity, (port) => port.instance)
  ports!: PortMappingEntity[];
}

/** A port of the host that is forwarded to a port of a guest. */
@Entity('port_mapping')
export class PortMappingEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  instanceId!: string;

  @ManyToOne(() => InstanceEntity, (instance) => instance.ports, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instanceId' })
  instance!: InstanceEntity;

  @Column('text')
  protocol!: Protocol;

  @Column('integer')
  guestPort!: number;

  @Column('text')
  hostAddress!: string;

  @Column('integer')
  hostPort!: number;

  /** Whether the host port is open. */
  @Column('boolean')
  active!: boolean;
}
