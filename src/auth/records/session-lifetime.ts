import type { AuthOptions } from '../auth.options.js';
import type { SessionEntity } from './session.entity.js';

type Limits = Pick<AuthOptions, 'sessionIdleMs' | 'sessionAbsoluteMs'>;

/** Write "last seen" at most this often, so that a busy page does not write on every request. */
const SEEN_PRECISION_MS = 60_000;

/**
 * Whether a session is valid. If the host's clock is set back, a session appears to come from the future. Up to the idle
 * limit this is accepted as a correction of the clock. Beyond it the session ends; otherwise it would live longer by the
 * size of the step.
 */
export function isAlive(session: SessionEntity, limits: Limits, now: number): boolean {
  const age = now - Date.parse(session.createdAt);
  const idle = now - Date.parse(session.lastSeenAt);
  const fromFuture = -limits.sessionIdleMs;
  return (
    age >= fromFuture &&
    idle >= fromFuture &&
    age < limits.sessionAbsoluteMs &&
    idle < limits.sessionIdleMs
  );
}

/** Whether "last seen" or "last used" should be updated, whichever way the clock moved. */
export function isStale(seenAt: string | null, now: number): boolean {
  return seenAt === null || Math.abs(now - Date.parse(seenAt)) >= SEEN_PRECISION_MS;
}
