import { type FindOptionsWhere, And, LessThan, Like, MoreThanOrEqual, Raw } from 'typeorm';
import { InvalidInputError } from '../common/errors.js';
import { search } from '../common/search.js';
import { contains } from '../database/queries.js';
import type { EventDto, ListEventsQueryDto } from './dto.js';
import type { EventEntity } from './event.entity.js';

/** A filter of events; the log and the live stream apply the same rules. */
export type EventFilter = Pick<
  ListEventsQueryDto,
  'kind' | 'resourceType' | 'resourceId' | 'actor' | 'since' | 'until' | 'q'
>;

/** Check whether a filter excludes any event. */
export function isFiltering(filter: EventFilter): boolean {
  const { kind, resourceType, resourceId, actor, since, until, q } = filter;
  return Boolean(kind || resourceType || resourceId || actor || since || until || q);
}

/** Return the filter as a condition on the records. */
export function whereOf(filter: EventFilter): FindOptionsWhere<EventEntity> {
  const { kind, resourceType, resourceId, actor, since, until, q } = filter;
  const times = [
    ...(since ? [MoreThanOrEqual(canonical(since))] : []),
    ...(until ? [LessThan(canonical(until))] : []),
  ];
  return {
    // The names of kinds contain no wildcard of LIKE.
    ...(kind && {
      kind: kind.endsWith('.*')
        ? Like(kind.replace('*', '%'))
        : Raw((column) => `${column} = :kind`, { kind }),
    }),
    ...(resourceType && { resourceType }),
    ...(resourceId && { resourceId }),
    ...(actor && { actor }),
    ...(times.length > 0 && { time: And(...times) }),
    ...(q && { resourceName: contains(q) }),
  };
}

/** Check whether a new event matches the filter: the same rule as {@link whereOf}. */
export function matches(filter: EventFilter, event: EventDto): boolean {
  const { kind, resourceType, resourceId, actor, since, until, q } = filter;
  return (
    (!kind ||
      event.kind === kind ||
      (kind.endsWith('.*') && event.kind.startsWith(kind.slice(0, -1)))) &&
    (!resourceType || event.resource?.type === resourceType) &&
    (!resourceId || event.resource?.id === resourceId) &&
    (!actor || event.actor === actor) &&
    (!since || event.time >= canonical(since)) &&
    (!until || event.time < canonical(until)) &&
    (!q || search(q).matches(event.resource?.name ?? ''))
  );
}

/** @throws InvalidInputError if no time can be both at or after `since` and before `until` */
export function refuseEmptySpan({ since, until }: EventFilter): void {
  if (!since || !until || canonical(since) < canonical(until)) return;
  throw new InvalidInputError('The request was refused: until must be later than since.', [
    { field: 'until', message: 'must be later than since' },
  ]);
}

/** Convert a time to the format of the records: UTC with milliseconds, so that the text sorts like the time. */
function canonical(time: string): string {
  return new Date(time).toISOString();
}
