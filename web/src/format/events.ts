import type { EventDto } from '../api/types';

/** "instance.started" -> "Started" */
export function eventTitle({ kind }: Pick<EventDto, 'kind'>): string {
  const last = kind.split('.').at(-1) ?? kind;
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** { reason: "x", from: 1 } -> "reason: x, from: 1" */
export function describeDetails(details: Record<string, unknown> | null | undefined): string {
  return Object.entries(details ?? {})
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
