import ipaddr from 'ipaddr.js';
import { isIPv6 } from 'node:net';
import { ThrottledError } from '../common/errors.js';
import { canonicalIp } from '../common/http/host-name.js';
import type { ThrottleLimit } from './auth.options.js';

interface Bucket {
  /** Tries left; a fraction while it fills. */
  tries: number;
  /** When `tries` was right. */
  at: number;
}

/**
 * Counts tries by key: a burst is heard at once, then one more each interval.
 * Bounded in memory, and on a monotonic clock: setting the host's clock neither frees nor locks anybody.
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

  /** Takes a try; answers 0, or the milliseconds until the next one is heard. */
  take(key: string): number {
    const bucket = this.filled(key);
    if (bucket.tries < 1) return Math.ceil((1 - bucket.tries) * this.limit.refillMs);
    bucket.tries -= 1;
    // Written anew, so that the map's order is the order of last use.
    this.buckets.delete(key);
    this.makeRoom();
    this.buckets.set(key, bucket);
    return 0;
  }

  /** Gives one try back: it was a right one. Never more than one, so that a right one frees no wrong ones. */
  giveBack(key: string): void {
    const bucket = this.buckets.get(key);
    if (bucket) bucket.tries = Math.min(this.limit.burst, bucket.tries + 1);
  }

  private filled(key: string): Bucket {
    const at = this.now();
    const bucket = this.buckets.get(key) ?? { tries: this.limit.burst, at };
    const gained = (at - bucket.at) / this.limit.refillMs;
    bucket.tries = Math.min(this.limit.burst, bucket.tries + gained);
    bucket.at = at;
    return bucket;
  }

  /** Forgets first what has nothing to remember, then what was used longest ago. */
  private makeRoom(): void {
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

/** Throttles sign-in by name (many addresses guess at one person) and by address (one guesses at many). */
export class SignInThrottle {
  constructor(
    private readonly names: Throttle,
    private readonly addresses: Throttle,
  ) {}

  /**
   * Takes a try before the password is looked at, so that tries sent at once are all counted.
   * @throws ThrottledError
   */
  take(name: string, address: string): void {
    const network = networkOf(address);
    const addressWait = this.addresses.take(network);
    // A network that is shut out must not use up the tries of the person it guesses at.
    if (addressWait > 0) throw throttled(addressWait);
    const nameWait = this.names.take(nameKey(name));
    if (nameWait > 0) throw throttled(nameWait);
  }

  /** The password was right: the try does not count. */
  giveBack(name: string, address: string): void {
    this.names.giveBack(nameKey(name));
    this.addresses.giveBack(networkOf(address));
  }
}

function throttled(waitMs: number): ThrottledError {
  const seconds = Math.ceil(waitMs / 1000);
  return new ThrottledError(
    `There were too many wrong passwords. Try again in ${seconds} s.`,
    seconds,
  );
}

/** Names are compared as they are, but a key of a megabyte is not kept. */
function nameKey(name: string): string {
  return name.slice(0, 64);
}

/** Whoever has one IPv6 address has its whole /64: count them as one. */
export function networkOf(address: string): string {
  const plain = canonicalIp(address) ?? 'unknown';
  if (!isIPv6(plain)) return plain;
  const groups = ipaddr.IPv6.parse(plain).parts.map((group) => group.toString(16));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
