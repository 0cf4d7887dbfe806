import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import { type Observable, Subject } from 'rxjs';
import { type EntityManager, MoreThan, type Repository } from 'typeorm';
import { isDatabaseProblem, messageOf } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import { inTransaction, isInTransaction } from '../database/transaction.js';
import type { EventDto, ListEventsQueryDto } from './dto.js';
import { type EventFilter, refuseEmptySpan, whereOf } from './event-filter.js';
import { type NewEvent, boundedEvent } from './new-event.js';
import type { EventKind } from './event-kinds.js';
import { EventEntity } from './event.entity.js';

/** A message of the live stream: a stored event, or a notification, which is not stored. */
export type StreamMessage =
  | { readonly type: 'change'; readonly data: EventDto }
  | { readonly type: NotificationType; readonly data: object };

/** What a notification is about. `domain` is a domain that picostack does not manage: clients read the list again. */
export type NotificationType = 'operation' | 'image' | 'instance' | 'domain';

/** A transaction that changes rows and records events about the change. */
export interface RecordedTransaction {
  readonly manager: EntityManager;
  /** Record an event; it is stored with the changes, and published after the commit. */
  readonly record: (event: NewEvent) => void;
}

/** An event and the time when it happened, which is not always the time when it is stored. */
type TimedEvent = NewEvent & { readonly time: string };

/** Events to keep in memory while the database cannot be written; newer ones are lost. */
const MAX_UNSTORED = 10_000;
const RETRY_MS = 1_000;

/** Records events in the log, and publishes them on the live stream. */
@Injectable()
export class EventsService implements OnModuleDestroy {
  private readonly messages = new Subject<StreamMessage>();
  private readonly recording = new Mutex();
  private readonly logger = new Logger(EventsService.name);
  /** Events that could not be stored yet, oldest first. */
  private readonly unstored: TimedEvent[] = [];
  private retryTimer: NodeJS.Timeout | undefined;

  constructor(@InjectRepository(EventEntity) private readonly events: Repository<EventEntity>) {}

  /**
   * Store an event about something that has already happened, and publish it. If the database cannot be written now,
   * the event is stored later, and the caller continues.
   */
  record(event: NewEvent): Promise<void> {
    refuseInTransaction();
    const stored = timed(event);
    // One at a time, because clients skip an id that is smaller than the last one they saw.
    return this.recording.runExclusive(async () => {
      this.unstored.push(stored);
      // A retry is scheduled: the caller must not wait for another failure.
      if (!this.retryTimer) await this.storeAll();
    });
  }

  /**
   * Change rows and record events about the change in one transaction, see {@link inTransaction}: either the changes and
   * their events are stored, or neither. The events are published after the commit.
   */
  transaction<T>(work: (transaction: RecordedTransaction) => Promise<T>): Promise<T> {
    refuseInTransaction();
    return this.recording.runExclusive(async () => {
      // Keeps the log in the order of time. If it fails, the transaction fails too.
      clearTimeout(this.retryTimer);
      this.retryTimer = undefined;
      await this.storeAll();
      const [result, entities] = await inTransaction(this.events.manager, async (manager) => {
        const recorded: TimedEvent[] = [];
        const transaction: RecordedTransaction = {
          manager,
          record: (event) => void recorded.push(timed(event)),
        };
        const worked = await work(transaction);
        const stored: EventEntity[] = [];
        for (const event of recorded) stored.push(await manager.save(EventEntity, toRow(event)));
        return [worked, stored] as const;
      });
      for (const entity of entities) this.publish(entity);
      return result;
    });
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.retryTimer);
    await this.recording.runExclusive(() => this.storeAll());
    clearTimeout(this.retryTimer);
  }

  /** Whether the log has an event of this kind about this resource. */
  exists(kind: EventKind, resourceId: string): Promise<boolean> {
    return this.events.existsBy({ kind, resourceId });
  }

  /** Publish a notification on the live stream, without storing it. */
  announce(type: NotificationType, data: object): void {
    this.messages.next({ type, data });
  }

  /** The live stream: all messages from now on. */
  get stream(): Observable<StreamMessage> {
    return this.messages.asObservable();
  }

  /** Read the events after an id that match the filter, oldest first. */
  async after(id: number, limit: number, filter: EventFilter = {}): Promise<EventDto[]> {
    const entities = await this.events.find({
      where: { ...whereOf(filter), id: MoreThan(id) },
      order: { id: 'ASC' },
      take: limit,
    });
    return entities.map(toDto);
  }

  /** Read the smallest and the greatest id in the log; in an empty log, `firstId` is `lastId` + 1. */
  async range(): Promise<{ firstId: number; lastId: number }> {
    const lastId = (await this.events.maximum('id')) ?? 0;
    const firstId = (await this.events.minimum('id')) ?? lastId + 1;
    return { firstId, lastId };
  }

  /**
   * Read one page of the log, newest first.
   * @throws InvalidInputError if `until` is not later than `since`
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
        this.scheduleRetry(error);
        return;
      }
    }
  }

  private scheduleRetry(error: unknown): void {
    const lost = this.unstored.splice(MAX_UNSTORED);
    this.logger.warn(
      lost.length === 0
        ? `Cannot store ${this.unstored.length} event(s) yet; trying again. ${messageOf(error)}`
        : `Lost ${lost.length} event(s), because too many wait to be stored. ${messageOf(error)}`,
    );
    this.retryTimer = setTimeout(() => void this.retry(), RETRY_MS).unref();
  }

  private async retry(): Promise<void> {
    this.retryTimer = undefined;
    try {
      await this.recording.runExclusive(() => this.storeAll());
    } catch (error) {
      this.logger.error('Storing an event failed', error);
    }
  }

  private async store(event: TimedEvent): Promise<void> {
    this.publish(await this.events.save(toRow(event)));
  }

  private publish(entity: EventEntity): void {
    this.messages.next({ type: 'change', data: toDto(entity) });
  }
}

/** Inside a transaction, `recording` may be held by the transaction itself, which would wait for ever. */
function refuseInTransaction(): void {
  if (!isInTransaction()) return;
  throw new Error('Inside a transaction, record events with RecordedTransaction.record().');
}

function timed(event: NewEvent): TimedEvent {
  return { ...boundedEvent(event), time: new Date().toISOString() };
}

function toRow(event: TimedEvent): Omit<EventEntity, 'id'> {
  return {
    time: event.time,
    kind: event.kind,
    resourceType: event.resource?.type ?? null,
    resourceId: event.resource?.id ?? null,
    resourceName: event.resource?.name ?? null,
    actor: event.actor,
    cause: event.cause ?? null,
    details: event.details ?? {},
  };
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
