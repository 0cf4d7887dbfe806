/** Injection token of the {@link AuthOptions}, which tests override. */
export const AUTH_OPTIONS = Symbol('AUTH_OPTIONS');

/** Cost of a password hash, in the terms of scrypt (RFC 7914). */
export interface ScryptCost {
  /** Base-2 logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** Attempts allowed at once, and the interval after which one more is allowed. */
export interface ThrottleLimit {
  readonly burst: number;
  readonly refillMs: number;
}

/** Costs, limits and lifetimes of authentication. */
export interface AuthOptions {
  readonly scrypt: ScryptCost;
  /** Password hashes computed at the same time; each takes 128 * r * 2^ln bytes. */
  readonly hashConcurrency: number;
  /** Hashes that may wait, for anonymous and for authenticated users each; further ones are refused. */
  readonly hashQueue: number;
  readonly throttlePerName: ThrottleLimit;
  readonly throttlePerAddress: ThrottleLimit;
  /** Maximum number of user names, and of addresses, to keep in memory. */
  readonly throttleEntries: number;
  /** A session ends if it is not used for this long. */
  readonly sessionIdleMs: number;
  /** A session ends this long after sign-in, even if it is used. */
  readonly sessionAbsoluteMs: number;
  /** Maximum number of sessions per user; a further sign-in ends the oldest. */
  readonly sessionsPerUser: number;
}

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

/**
 * The parameters of scrypt that OWASP recommends: N=2^17, r=8, p=1. A hash takes 128 MiB and about 0.4 s.
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
export const DEFAULT_AUTH_OPTIONS: AuthOptions = {
  scrypt: { ln: 17, r: 8, p: 1 },
  hashConcurrency: 2,
  hashQueue: 16,
  throttlePerName: { burst: 10, refillMs: 30 * SECOND },
  throttlePerAddress: { burst: 20, refillMs: 15 * SECOND },
  throttleEntries: 10_000,
  sessionIdleMs: 7 * DAY,
  sessionAbsoluteMs: 30 * DAY,
  sessionsPerUser: 50,
};
