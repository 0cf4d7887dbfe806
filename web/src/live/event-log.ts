import type { InfiniteData, QueryClient } from '@tanstack/react-query';

import { client, unwrap } from '../api/client';
import { queryKeys } from '../api/query-client';
import type { EventDto } from '../api/types';

/** A filter of the event log. An empty string means no condition. */
export interface EventFilter {
  kind: string;
  actor: string;
  q: string;
}

/** A page of the event log. */
export interface EventPage {
  items: EventDto[];
  total: number;
}

/** The pages of the event log that were read. */
export type EventPages = InfiniteData<EventPage, number>;

/** How many recent events to keep, to add those that the response to an earlier request does not have. */
const MAX_RECENT = 200;

/** Check whether a new event matches a filter, by the rules of the server. */
export function matchesFilter({ kind, actor, q }: EventFilter, event: EventDto): boolean {
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

/** Prepend the events that are newer than a page. */
export function prependNewer(page: EventPage, newestFirst: EventDto[]): EventPage {
  const newestId = page.items[0]?.id ?? 0;
  const newer = newestFirst.filter(({ id }) => id > newestId);
  if (newer.length === 0) return page;
  return { items: [...newer, ...page.items], total: page.total + newer.length };
}

/** Merge the pages, newest event first. Pages overlap if an event arrived between the two requests. */
export function mergePages(pages: EventPage[]): EventDto[] {
  const byId = new Map(pages.flatMap(({ items }) => items).map((event) => [event.id, event]));
  return [...byId.values()].toSorted((a, b) => b.id - a.id);
}

/** Return the offset of the next page; undefined after the last page. */
export function nextOffset(pages: EventPage[]): number | undefined {
  const read = mergePages(pages).length;
  const last = pages.at(-1);
  if (!last || last.items.length === 0) return undefined;
  return read < last.total ? read : undefined;
}

const PAGE_SIZE = 50;

/** Read a page of the event log, newest first. */
export async function readEventPage(
  filter: EventFilter,
  offset: number,
  signal?: AbortSignal,
): Promise<EventPage> {
  const conditions = Object.entries(filter).filter(([, value]) => value !== '');
  const query = { ...Object.fromEntries(conditions), limit: PAGE_SIZE, offset };
  return unwrap(client.GET('/api/v1/events', { params: { query }, signal }));
}

type ReadPage = (filter: EventFilter, offset: number, signal: AbortSignal) => Promise<EventPage>;

/** The event log in the query cache: read page by page, with new events from the stream in front. */
export class EventLog {
  readonly #client: QueryClient;
  readonly #readPage: ReadPage;
  #recent: EventDto[] = [];

  constructor(queryClient: QueryClient, readPage: ReadPage) {
    this.#client = queryClient;
    this.#readPage = readPage;
  }

  async read(filter: EventFilter, offset: number, signal: AbortSignal): Promise<EventPage> {
    const page = await this.#readPage(filter, offset, signal);
    if (offset > 0) return page;
    return prependNewer(
      page,
      this.#recent.filter((event) => matchesFilter(filter, event)),
    );
  }

  /** Add an event of the stream. */
  add(event: EventDto): void {
    this.#recent = [event, ...this.#recent.filter(({ id }) => id !== event.id)].slice(
      0,
      MAX_RECENT,
    );
    const queries = this.#client.getQueriesData<EventPages>({ queryKey: queryKeys.events });
    for (const [queryKey, pages] of queries) {
      const filter = queryKey[1];
      const [first, ...rest] = pages?.pages ?? [];
      if (!pages || !first || !isFilter(filter) || !matchesFilter(filter, event)) continue;
      this.#client.setQueryData<EventPages>(queryKey, {
        ...pages,
        pages: [prependNewer(first, [event]), ...rest],
      });
    }
  }
}

function isFilter(value: unknown): value is EventFilter {
  return typeof value === 'object' && value !== null && 'kind' in value && 'actor' in value;
}
