import { setTimeout as startTimer } from 'node:timers';

// Node changes a longer time to 1 ms.
const LONGEST_TIMER_MS = 0x7fff_ffff;

/**
 * Call `fire` after a time of any length, in ms; with Infinity, never.
 * @returns a function that stops the timer
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
