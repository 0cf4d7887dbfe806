import { formatBytes } from '@picostack/api-client/formats';

/** Format a size, or `-` if it is not known yet. */
export function formatSize(bytes: number | null): string {
  return bytes === null ? '-' : formatBytes(bytes);
}

/** Format the time since a moment in its largest unit, such as `3 h`. */
export function formatAge(time: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(time)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
