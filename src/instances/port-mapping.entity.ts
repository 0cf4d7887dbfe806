import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { InstanceEntity } from './instance.entity.js';

/** A port of a guest that is reached through a port of the host. */
@Entity('port_mapping')
export class PortMappingEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  instanceId!: string;

  // Relation<>: the two entities import each other, and decorators must not look for the class too early.
  @ManyToOne(() => InstanceEntity, (instance) => instance.ports, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'instanceId' })
  instance!: Relation<InstanceEntity>;

  @Column('text')
  protocol!: 'tcp' | 'udp';

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
