/** Injection token of the {@link AuthOptions}; tests replace them. */
export const AUTH_OPTIONS = Symbol('AUTH_OPTIONS');

/** Cost of a password hash, in scrypt's own terms (RFC 7914). */
export interface ScryptCost {
  /** Base-2 logarithm of N. */
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** Tries that are heard at once, and how long until one more is. */
export interface ThrottleLimit {
  readonly burst: number;
  readonly refillMs: number;
}

/** The numbers of sign-in: costs, limits and lifetimes. */
export interface AuthOptions {
  readonly scrypt: ScryptCost;
  /** Password hashes computed at the same time; each takes 128 * r * 2^ln bytes. */
  readonly hashConcurrency: number;
  /** Hashes that may wait for their turn, of strangers and of people who are signed in each; more are turned away. */
  readonly hashQueue: number;
  readonly throttlePerName: ThrottleLimit;
  readonly throttlePerAddress: ThrottleLimit;
  /** Names and addresses remembered at most, each. */
  readonly throttleEntries: number;
  /** A session ends when it was not used for this long. */
  readonly sessionIdleMs: number;
  /** A session ends this long after signing in, used or not. */
  readonly sessionAbsoluteMs: number;
  /** Sessions of one person at the same time; the oldest gives way. */
  readonly sessionsPerUser: number;
}

const SECOND = 1000;
const DAY = 24 * 3600 * SECOND;

/**
 * scrypt as OWASP recommends it: N=2^17, r=8, p=1, which takes 128 MiB and some 0.4 s a hash.
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
