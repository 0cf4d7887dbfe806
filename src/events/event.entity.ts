import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ResourceType } from '../common/resource.js';
import type { EventKind } from './event-kinds.js';

/** An event. Ids only grow: a reader resumes after its last one. */
@Entity('event')
export class EventEntity {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column('text')
  time!: string;

  @Column('text')
  kind!: EventKind;

  @Column('text', { nullable: true })
  resourceType!: ResourceType | null;

  @Column('text', { nullable: true })
  resourceId!: string | null;

  @Column('text', { nullable: true })
  resourceName!: string | null;

  @Column('text')
  actor!: string;

  @Column('text', { nullable: true })
  cause!: string | null;

  @Column('simple-json')
  details!: Record<string, unknown>;
}
