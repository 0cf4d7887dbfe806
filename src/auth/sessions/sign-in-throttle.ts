import ipaddr from 'ipaddr.js';
import { isIPv6 } from 'node:net';
import { ThrottledError } from '../../common/errors.js';
import { canonicalIp } from '../../common/http/host-name.js';
import type { ThrottleLimit } from '../auth.options.js';

interface Bucket {
  /** Attempts left; fractional while the bucket refills. */
  attempts: number;
  /** When `attempts` was computed. */
  at: number;
}

/**
 * Token bucket per key: allow a burst of attempts, then one more per interval. Memory is bounded. The clock is monotonic,
 * so that setting the host's clock neither resets nor extends a lock-out.
 */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly limit: ThrottleLimit,
    private readonly maxEntries: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get size(): number {
    return this.buckets.size;
  }

  /** Count an attempt. @returns 0 if it is allowed, or else the milliseconds to wait */
  take(key: string): number {
    const bucket = this.filled(key);
    if (bucket.attempts < 1) return Math.ceil((1 - bucket.attempts) * this.limit.refillMs);
    bucket.attempts -= 1;
    // Inserted again, so that the map is in order of last use.
    this.buckets.delete(key);
    this.evict();
    this.buckets.set(key, bucket);
    return 0;
  }

  /** Give one attempt back, because the password was right. Wrong attempts stay counted. */
  giveBack(key: string): void {
    const bucket = this.buckets.get(key);
    if (bucket) bucket.attempts = Math.min(this.limit.burst, bucket.attempts + 1);
  }

  private filled(key: string): Bucket {
    const at = this.now();
    const bucket = this.buckets.get(key) ?? { attempts: this.limit.burst, at };
    const gained = (at - bucket.at) / this.limit.refillMs;
    bucket.attempts = Math.min(this.limit.burst, bucket.attempts + gained);
    bucket.at = at;
    return bucket;
  }

  /** Drop the full buckets; if that is not enough, drop the least recently used one. */
  private evict(): void {
    if (this.buckets.size < this.maxEntries) return;
    const fullAfterMs = this.limit.burst * this.limit.refillMs;
    const idleSince = this.now() - fullAfterMs;
    for (const [key, bucket] of this.buckets) {
      if (bucket.at > idleSince) break;
      this.buckets.delete(key);
    }
    const oldest = this.buckets.keys().next();
    if (this.buckets.size >= this.maxEntries && !oldest.done) this.buckets.delete(oldest.value);
  }
}

/** Throttle sign-in by user name (many addresses attack one user) and by address (one address attacks many users). */
export class SignInThrottle {
  constructor(
    private readonly names: Throttle,
    private readonly addresses: Throttle,
  ) {}

  /**
   * Count an attempt. Call this before checking the password, so that parallel attempts are all counted.
   * @throws ThrottledError
   */
  take(name: string, address: string): void {
    const network = networkOf(address);
    const addressWait = this.addresses.take(network);
    // A throttled network must not use up the attempts of the user it attacks.
    if (addressWait > 0) throw throttled(addressWait);
    const nameWait = this.names.take(nameKey(name));
    if (nameWait > 0) throw throttled(nameWait);
  }

  /** Uncount an attempt, because the password was right. */
  giveBack(name: string, address: string): void {
    this.names.giveBack(nameKey(name));
    this.addresses.giveBack(networkOf(address));
  }
}

function throttled(waitMs: number): ThrottledError {
  const seconds = Math.ceil(waitMs / 1000);
  return new ThrottledError(
    `Too many sign-in attempts with a wrong password. Try again in ${seconds} s.`,
    seconds,
  );
}

/** Bounds the memory of a key. */
function nameKey(name: string): string {
  return name.slice(0, 64);
}

/** The key of an address. An attacker with one IPv6 address has its whole /64, so that counts as one. */
export function networkOf(address: string): string {
  const plain = canonicalIp(address) ?? 'unknown';
  if (!isIPv6(plain)) return plain;
  const groups = ipaddr.IPv6.parse(plain).parts.map((group) => group.toString(16));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
