import { shortText } from '../common/text.js';
import type { EventNews } from './events.service.js';

const MAX_NAME = 255;
const MAX_TEXT = 1_000;
const MAX_ITEMS = 100;
const MAX_DEPTH = 4;

/** Cut what an event says to a bounded size, and make it safe to show: names and reasons come from anywhere. */
export function boundedEvent(event: EventNews): EventNews {
  const { resource, actor, cause, details } = event;
  return {
    ...event,
    actor: shortText(actor, MAX_NAME),
    ...(resource && {
      resource: { type: resource.type, id: resource.id, name: shortText(resource.name, MAX_NAME) },
    }),
    ...(cause && { cause: shortText(cause, MAX_TEXT) }),
    ...(details && { details: boundedObject(details, MAX_DEPTH) }),
  };
}

function boundedObject(object: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object)
      .slice(0, MAX_ITEMS)
      .map(([name, value]) => [shortText(name, MAX_NAME), bounded(value, depth - 1)]),
  );
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shortText(value, MAX_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return null;
  if (!Array.isArray(value)) return boundedObject(value, depth);
  return value.slice(0, MAX_ITEMS).map((item) => bounded(item, depth - 1));
}
