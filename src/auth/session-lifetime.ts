import type { AuthOptions } from './auth.options.js';
import type { SessionEntity } from './session.entity.js';

type Limits = Pick<AuthOptions, 'sessionIdleMs' | 'sessionAbsoluteMs'>;

/** How far apart two writes of "last seen" are, so that a busy page does not write on every request. */
const SEEN_PRECISION_MS = 60_000;

/**
 * Whether a session still counts.
 * The host's clock may be set: a step back makes a session look as if it came from the future. Up to the idle limit
 * that is taken for a correction; beyond it the session ends, for else it would live on by as much as the step.
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

/** Whether "last seen" or "last used" is to be written anew, in either direction of the clock. */
export function isStale(seenAt: string | null, now: number): boolean {
  return seenAt === null || Math.abs(now - Date.parse(seenAt)) >= SEEN_PRECISION_MS;
}
