import { client, dataOf } from '../api/client';
import type { EventFilter, EventPage } from './event-log';

const EVENTS_AT_ONCE = 50;

/** A page of the log, newest first. */
export async function readEvents(
  filter: EventFilter,
  offset: number,
  signal?: AbortSignal,
): Promise<EventPage> {
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const query = { ...Object.fromEntries(given), limit: EVENTS_AT_ONCE, offset };
  return dataOf(client.GET('/api/v1/events', { params: { query }, signal }));
}
