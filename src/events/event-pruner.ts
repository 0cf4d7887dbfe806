import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Subscription } from 'rxjs';
import { Between, type FindOptionsWhere, LessThan, type Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { EventEntity } from './event.entity.js';
import { EventsService } from './events.service.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The number of events that are kept whatever their time is, in case the clock is wrong. */
export const KEPT_ALWAYS = 1_000;
/** The maximum share of the log to delete at once: a clock that is years ahead for an hour must not empty the log. */
const OLD_SHARE = 0.1;
const OLD_AT_LEAST = 1_000;
/** The number of rows to delete in one statement; other statements can run in between. */
const BATCH = 500;
/** The number of new events after which the pruner runs before the next day. */
const LOOK_EVERY_EVENTS = 1_000;

/** Deletes old events: those beyond the configured age, and the oldest beyond the configured number. */
@Injectable()
export class EventPruner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EventPruner.name);
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;
  private running: Promise<void> | undefined;
  private stopping = false;

  constructor(
    @InjectRepository(EventEntity) private readonly events: Repository<EventEntity>,
    private readonly log: EventsService,
    @Inject(SETTINGS)
    private readonly settings: Pick<Settings, 'eventRetentionDays' | 'eventLimit'>,
  ) {}

  /** Run now in the background, then once a day, and after many new events. */
  onApplicationBootstrap(): void {
    const look = () => void this.run();
    look();
    this.timer = setInterval(look, DAY_MS).unref();
    let since = 0;
    this.subscription = this.log.stream.subscribe(({ type }) => {
      if (type === 'change') since += 1;
      if (since < LOOK_EVERY_EVENTS) return;
      since = 0;
      void this.run('count');
    });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
    await this.running;
  }

  /** Delete old events; one run at a time. `count` checks only their number, not their age. */
  run(what: 'all' | 'count' = 'all'): Promise<void> {
    this.running ??= this.prune(what)
      .catch((error: unknown) =>
        this.logger.warn(`Old events could not be removed: ${messageOf(error)}`),
      )
      .finally(() => (this.running = undefined));
    return this.running;
  }

  private async prune(what: 'all' | 'count'): Promise<void> {
    const total = await this.events.count();
    const tooMany = Math.max(0, total - this.settings.eventLimit);
    if (tooMany > 0) await this.removeOldest(tooMany);
    if (what === 'count') return;
    const lastOld = await this.lastOldId();
    if (lastOld === undefined) return;
    const tooOld = await this.events.countBy({ id: LessThan(lastOld + 1) });
    const share = Math.max(OLD_AT_LEAST, Math.floor(total * OLD_SHARE));
    await this.removeOldest(Math.min(tooOld, share));
  }

  /**
   * Find the last event that is too old, in the order of the ids. Events after one that is young enough are young as well,
   * whatever their time is: the clock may have been behind. A time in the future says nothing about the age; such an event
   * is deleted together with a later one. Undefined if there is nothing to delete.
   */
  private async lastOldId(): Promise<number | undefined> {
    const now = Date.now();
    const oldest = isoOf(now - this.settings.eventRetentionDays * DAY_MS);
    const firstYoung = await this.idAt('ASC', 0, { time: Between(oldest, isoOf(now + DAY_MS)) });
    const firstOfNewest = await this.idAt('DESC', KEPT_ALWAYS - 1);
    if (firstOfNewest === undefined) return undefined;
    const end = Math.min(firstYoung ?? firstOfNewest, firstOfNewest);
    return this.idAt('DESC', 0, { time: LessThan(oldest), id: LessThan(end) });
  }

  private async idAt(
    order: 'ASC' | 'DESC',
    skip: number,
    where: FindOptionsWhere<EventEntity> = {},
  ): Promise<number | undefined> {
    const [found] = await this.events.find({
      select: { id: true },
      where,
      order: { id: order },
      skip,
      take: 1,
    });
    return found?.id;
  }

  private async removeOldest(count: number): Promise<void> {
    for (let left = count; left > 0 && !this.stopping; left -= BATCH) {
      const last = await this.idAt('ASC', Math.min(left, BATCH) - 1);
      if (last === undefined) return;
      await this.events.delete({ id: LessThan(last + 1) });
      // SQLite runs in this thread, so let waiting requests run first.
      await new Promise((next) => setImmediate(next));
    }
  }
}

function isoOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
