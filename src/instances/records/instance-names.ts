import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Not, type Repository } from 'typeorm';
import { EventsService } from '../../events/events.service.js';
import { OUTSIDE_ACTOR } from '../../events/new-event.js';
import { InstanceEntity } from './instance.entity.js';
import type { InstanceState } from '../model/states.js';

/** States in which no domain has the name that the record says. */
const WITHOUT_DOMAIN: readonly InstanceState[] = ['missing', 'failed', 'cloning', 'trashed'];
const LONGEST_NAME = 63;

/** Gives records the names that their domains have: libvirt has each name once, and so have the records. */
@Injectable()
export class InstanceNames {
  constructor(
    @InjectRepository(InstanceEntity) private readonly instances: Repository<InstanceEntity>,
    private readonly events: EventsService,
  ) {}

  /**
   * Follows a rename. Another record that still has the name stands aside: its domain has another name by now, or is gone.
   * @returns the id of that other instance, to be looked at next
   */
  async follow(instance: InstanceEntity, name: string): Promise<string | undefined> {
    const holder = await this.instances.findOneBy({ name, id: Not(instance.id) });
    if (holder) await this.standAside(holder);
    await this.instances.update(instance.id, { name });
    instance.name = name;
    return holder?.id;
  }

  private async standAside({ id, name, state }: InstanceEntity): Promise<void> {
    const mark = `-${id.slice(0, 8)}`;
    const aside = `${name.slice(0, LONGEST_NAME - mark.length)}${mark}`;
    await this.instances.update(id, { name: aside });
    // Where it has a domain, the look at that tells its new name.
    if (!WITHOUT_DOMAIN.includes(state)) return;
    await this.events.record({
      kind: 'instance.changed',
      resource: { type: 'instance', id, name: aside },
      actor: OUTSIDE_ACTOR,
      details: { changes: [`renamed ${name} -> ${aside}: another domain has the name now`] },
    });
  }
}
