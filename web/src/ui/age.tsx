import { useSyncExternalStore } from 'react';

import { formatAge, formatTime } from './times';

/** How long ago something happened, with the exact time as a tooltip. */
export function Age({ time }: { time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={formatTime(time)} className="ps-nowrap">
      {formatAge(time, now)}
    </time>
  );
}

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function snapshot(): number {
  // Without a running timer, the last tick can be long ago.
  if (!timer) now = Date.now();
  return now;
}

/** The current time in milliseconds, updated by one timer for all components. */
function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot);
}
