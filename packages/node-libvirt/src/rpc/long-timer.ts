import { setTimeout as startTimer } from 'node:timers';

// Node takes a longer time for one of a millisecond.
const LONGEST_TIMER_MS = 0x7fff_ffff;

/**
 * Call `fire` after a time of any length, in milliseconds; with Infinity, never.
 * Returns how to stop it.
 */
export function startLongTimer(durationMs: number, fire: () => void): () => void {
  if (durationMs === Infinity) {
    return () => {};
  }
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const pieceMs = Math.min(leftMs, LONGEST_TIMER_MS);
    timer = startTimer(() => {
      if (leftMs > pieceMs) {
        wait(leftMs - pieceMs);
      } else {
        fire();
      }
    }, pieceMs);
  };
  wait(durationMs);
  return () => clearTimeout(timer);
}
