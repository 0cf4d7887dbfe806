import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { Protocol } from '../../common/protocol.js';
import type { InstanceEntity } from './instance.entity.js';

/** A port of a guest that is reached through a port of the host. */
@Entity('port_mapping')
export class PortMappingEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  instanceId!: string;

  // By name: the two entities refer to each other, and only one of them can import the other.
  @ManyToOne('InstanceEntity', 'ports', { onDelete: 'CASCADE' })
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

  /** Whether the host port is open now. */
  @Column('boolean')
  active!: boolean;
}
