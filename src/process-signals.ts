import { constants } from 'node:os';

const END_SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** The time limit of stopping. */
const LIMIT_MS = 1_500;
/** `npm start` forwards a Ctrl-C that the terminal has already sent to the process group: it counts as one signal. */
const SAME_SIGNAL_MS = 50;

/**
 * Exit on SIGTERM and SIGINT: after `stop`, within two seconds, or at once on a second signal. The next start completes
 * or undoes interrupted operations.
 */
export function endOnSignals(stop: (signal: string) => Promise<void>): void {
  let firstAt: number | undefined;
  for (const signal of END_SIGNALS) {
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

/**
 * Call `reload` on SIGHUP, which never ends the server. The signal also arrives when a terminal closes; writing to that
 * terminal fails from then on, which must not end the server either.
 */
export function reloadOnHangUp(reload: () => void): void {
  process.on('SIGHUP', reload);
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}
