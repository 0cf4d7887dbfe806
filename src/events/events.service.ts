import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Observable, Subject } from 'rxjs';
import { MoreThan, type Repository } from 'typeorm';
import { Mutex } from '../common/mutex.js';
import { isDatabaseProblem, messageOf } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import type { ResourceRef } from '../common/resource.js';
import type { EventDto, ListEventsQueryDto } from './dto.js';
import { boundedEvent } from './bounded-event.js';
import { type EventFilter, refuseEmptySpan, whereOf } from './event-filter.js';
import type { EventKind } from './event-kinds.js';
import { EventEntity } from './event.entity.js';

/** The actor of what picostack does by itself. */
export const SYSTEM_ACTOR = 'system';
/** The actor of what was done past picostack: virsh, another program, or the guest where nobody can tell. */
export const OUTSIDE_ACTOR = 'outside';
/** The actor of what a guest did by itself. */
export const GUEST_ACTOR = 'guest';

/** What the live stream carries: stored events, and passing news (progress) that are not stored. */
export type StreamMessage =
  | { readonly type: 'change'; readonly data: EventDto }
  | { readonly type: PassingNews; readonly data: object };

/** `domain`: one that picostack did not make; whoever shows those reads them again. */
export type PassingNews = 'operation' | 'image' | 'instance' | 'domain';

/** What is told of something that happened. */
export interface EventNews {
  kind: EventKind;
  resource?: ResourceRef | undefined;
  actor: string;
  /** Why it happened, in words; nothing where the actor asked for just that. */
  cause?: string | null;
  details?: Record<string, unknown>;
}

/** How many events wait at most for a database that cannot be written; later ones are lost. */
const MAX_UNSTORED = 10_000;
const STORE_AGAIN_MS = 1_000;

/** What happened: a log to read, and a stream to follow. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly messages = new Subject<StreamMessage>();
  private readonly recording = new Mutex();
  private readonly logger = new Logger(EventsService.name);
  /** Events that the database does not take at the moment, oldest first. */
  private readonly unstored: (EventNews & { readonly time: string })[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(@InjectRepository(EventEntity) private readonly events: Repository<EventEntity>) {}

  /**
   * Stores an event and tells everyone who follows the stream. What it tells of has happened: where the database cannot
   * be written now, the event is stored as soon as that is possible, and whoever records it goes on.
   */
  record(event: EventNews): Promise<void> {
    const time = new Date().toISOString();
    // One after the other: readers pass over an id that is smaller than one they have.
    return this.recording.run(async () => {
      this.unstored.push({ ...boundedEvent(event), time });
      // While the database is known not to take them, nobody waits for another try.
      if (!this.timer) await this.storeAll();
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.recording.run(() => this.storeAll());
    clearTimeout(this.timer);
  }

  /** Whether such an event of that resource is in the log. */
  exists(kind: EventKind, resourceId: string): Promise<boolean> {
    return this.events.existsBy({ kind, resourceId });
  }

  /** Tells everyone who follows the stream, and stores nothing. */
  announce(type: PassingNews, data: object): void {
    this.messages.next({ type, data });
  }

  /** Everything from now on. */
  get stream(): Observable<StreamMessage> {
    return this.messages.asObservable();
  }

  /** The events after an id that fit the filter, oldest first. */
  async after(id: number, limit: number, filter: EventFilter = {}): Promise<EventDto[]> {
    const entities = await this.events.find({
      where: { ...whereOf(filter), id: MoreThan(id) },
      order: { id: 'ASC' },
      take: limit,
    });
    return entities.map(toDto);
  }

  /** The smallest and the greatest id in the log; an empty log answers 1 and 0. */
  async range(): Promise<{ firstId: number; lastId: number }> {
    const lastId = (await this.events.maximum('id')) ?? 0;
    const firstId = (await this.events.minimum('id')) ?? lastId + 1;
    return { firstId, lastId };
  }

  /**
   * One page of the log, newest first.
   * @throws InvalidInputError where nothing can lie between `since` and `until`
   */
  async list(query: ListEventsQueryDto): Promise<Page<EventDto>> {
    refuseEmptySpan(query);
    const [entities, total] = await this.events.findAndCount({
      where: whereOf(query),
      order: { id: query.sort === 'id' || query.sort === 'time' ? 'ASC' : 'DESC' },
      take: query.limit ?? 100,
      skip: query.offset ?? 0,
    });
    return { items: entities.map(toDto), total };
  }

  private async storeAll(): Promise<void> {
    for (let next = this.unstored[0]; next; next = this.unstored[0]) {
      try {
        await this.store(next);
        this.unstored.shift();
      } catch (error) {
        if (!isDatabaseProblem(error)) {
          this.unstored.shift();
          throw error;
        }
        this.storeLater(error);
        return;
      }
    }
  }

  private storeLater(error: unknown): void {
    const lost = this.unstored.splice(MAX_UNSTORED);
    this.logger.warn(
      lost.length === 0
        ? `${this.unstored.length} event(s) cannot be stored yet: ${messageOf(error)}`
        : `${lost.length} event(s) are lost: ${messageOf(error)}`,
    );
    this.timer = setTimeout(() => void this.storeAgain(), STORE_AGAIN_MS).unref();
  }

  private async storeAgain(): Promise<void> {
    this.timer = undefined;
    try {
      await this.recording.run(() => this.storeAll());
    } catch (error) {
      this.logger.error('Storing an event failed', error);
    }
  }

  private async store(event: EventNews & { readonly time: string }): Promise<void> {
    const entity = await this.events.save({
      time: event.time,
      kind: event.kind,
      resourceType: event.resource?.type ?? null,
      resourceId: event.resource?.id ?? null,
      resourceName: event.resource?.name ?? null,
      actor: event.actor,
      cause: event.cause ?? null,
      details: event.details ?? {},
    });
    this.messages.next({ type: 'change', data: toDto(entity) });
  }
}

function toDto(entity: EventEntity): EventDto {
  return {
    id: entity.id,
    time: entity.time,
    kind: entity.kind,
    resource:
      entity.resourceType && entity.resourceId
        ? { type: entity.resourceType, id: entity.resourceId, name: entity.resourceName ?? '' }
        : null,
    actor: entity.actor,
    cause: entity.cause,
    details: entity.details,
  };
}
