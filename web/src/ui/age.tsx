import { formatAge, formatTime } from './times';
import { useNow } from './use-now';

/** How long ago something was, with the exact time for who points at it. */
export function Age({ time }: { time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={formatTime(time)} className="ps-nowrap">
      {formatAge(time, now)}
    </time>
  );
}
