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

/** Format a moment in local time, as the page does: `2026-01-31 08:00:00`. */
export function formatTime(time: string): string {
  const date = new Date(time);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${day.map(twoDigits).join('-')} ${clock.map(twoDigits).join(':')}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
