import { constants } from 'node:os';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** The time limit of stopping. */
const LIMIT_MS = 1_500;
/** `npm start` forwards a Ctrl-C that the terminal has already sent to the process group: it counts as one signal. */
const SAME_SIGNAL_MS = 50;

/**
 * Exit on SIGTERM, SIGINT and SIGHUP: after `stop`, within two seconds, or at once on a second signal. The next start
 * completes or undoes interrupted operations.
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
