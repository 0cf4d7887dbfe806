import type { ResourceRef } from '../common/resource.js';
import { shortText } from '../common/text.js';
import type { EventKind } from './event-kinds.js';

/** The actor of what picostack does on its own. */
export const SYSTEM_ACTOR = 'system';
/** The actor of changes made outside picostack: by virsh, by another program, or by an unknown cause. */
export const OUTSIDE_ACTOR = 'outside';
/** The actor of what a guest does on its own. */
export const GUEST_ACTOR = 'guest';

/** An event before it is stored. */
export interface NewEvent {
  kind: EventKind;
  resource?: ResourceRef | undefined;
  actor: string;
  /** Why it happened, as text for people; left out if the actor asked for exactly this. */
  cause?: string | null;
  details?: Record<string, unknown>;
}

const MAX_NAME = 255;
const MAX_TEXT = 1_000;
const MAX_ITEMS = 100;
const MAX_DEPTH = 4;

/** Limit the size of an event and make its texts safe to show: names and causes come from untrusted sources. */
export function boundedEvent(event: NewEvent): NewEvent {
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
