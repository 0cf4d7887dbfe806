import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import { queryKeys } from '../api/query-keys';
import type { EventDto } from '../api/types';

/** Which events a person wants to see; '' is no condition. */
export interface EventFilter {
  kind: string;
  actor: string;
  q: string;
}

export interface EventPage {
  items: EventDto[];
  total: number;
}

export type EventPages = InfiniteData<EventPage, number>;

/** Events that came while a page was being read may not be in its answer; so many are remembered. */
const REMEMBERED = 200;

/** The server's rule, for an event that just happened. */
export function fits({ kind, actor, q }: EventFilter, event: EventDto): boolean {
  const isKind = kind.endsWith('.*')
    ? event.kind.startsWith(kind.slice(0, -1))
    : event.kind === kind;
  const name = event.resource?.name.toLowerCase() ?? '';
  return (
    (kind === '' || isKind) &&
    (actor === '' || event.actor === actor) &&
    (q === '' || name.includes(q.toLowerCase()))
  );
}

/** Puts what is newer than a page in front of it. */
export function withNewer(page: EventPage, newestFirst: EventDto[]): EventPage {
  const newestId = page.items[0]?.id ?? 0;
  const newer = newestFirst.filter(({ id }) => id > newestId);
  if (newer.length === 0) return page;
  return { items: [...newer, ...page.items], total: page.total + newer.length };
}

/** All that was read, newest first; pages overlap where events came between two of them. */
export function eventsOf(pages: EventPage[]): EventDto[] {
  const byId = new Map(pages.flatMap(({ items }) => items).map((event) => [event.id, event]));
  return [...byId.values()].toSorted((a, b) => b.id - a.id);
}

/** Where the next page begins; undefined where all is here. */
export function nextOffset(pages: EventPage[]): number | undefined {
  const read = eventsOf(pages).length;
  const last = pages.at(-1);
  if (!last || last.items.length === 0) return undefined;
  return read < last.total ? read : undefined;
}

type ReadPage = (filter: EventFilter, offset: number, signal: AbortSignal) => Promise<EventPage>;

/** The log as the page keeps it: read page by page, with what happens put in front. */
export class EventLog {
  readonly #client: QueryClient;
  readonly #readPage: ReadPage;
  #recent: EventDto[] = [];

  constructor(client: QueryClient, readPage: ReadPage) {
    this.#client = client;
    this.#readPage = readPage;
  }

  async read(filter: EventFilter, offset: number, signal: AbortSignal): Promise<EventPage> {
    const page = await this.#readPage(filter, offset, signal);
    if (offset > 0) return page;
    return withNewer(
      page,
      this.#recent.filter((event) => fits(filter, event)),
    );
  }

  /** An event of the live stream. */
  accept(event: EventDto): void {
    this.#recent = [event, ...this.#recent.filter(({ id }) => id !== event.id)].slice(
      0,
      REMEMBERED,
    );
    const queries = this.#client.getQueriesData<EventPages>({ queryKey: queryKeys.events });
    for (const [queryKey, pages] of queries) {
      const filter = queryKey[1];
      const [first, ...rest] = pages?.pages ?? [];
      if (!pages || !first || !isFilter(filter) || !fits(filter, event)) continue;
      this.#client.setQueryData<EventPages>(queryKey, {
        ...pages,
        pages: [withNewer(first, [event]), ...rest],
      });
    }
  }
}

function isFilter(value: unknown): value is EventFilter {
  return typeof value === 'object' && value !== null && 'kind' in value && 'actor' in value;
}
