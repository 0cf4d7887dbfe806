import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** Whatever is still open after this time is left to the end of the process. */
const LIMIT_MS = 1_500;
/** `npm start` passes on a Ctrl-C that the terminal has sent to the whole group already: that is one signal. */
const SAME_SIGNAL_MS = 50;

/**
 * End the process on SIGTERM, SIGINT and SIGHUP: after `stop` and within two seconds, and at once on a second signal.
 * Operations that are under way are completed or undone by the next start.
 */
export function endOnSignals(stop: (signal: string) => Promise<void>): void {
  let firstAt: number | undefined;
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (firstAt !== undefined) {
        if (performance.now() - firstAt < SAME_SIGNAL_MS) return;
        process.exit(128 + constants.signals[signal]);
      }
      firstAt = performance.now();
      setTimeout(() => process.exit(0), LIMIT_MS);
      stop(signal).then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
