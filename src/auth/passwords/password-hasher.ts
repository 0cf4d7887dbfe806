import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from '../auth.options.js';
import { BoundedQueue } from '../../common/bounded-queue.js';
import { hashPassword, impossibleHash, isOutdated, verifyPassword } from './password-hash.js';

/** Separate queues, so that sign-in attempts of strangers do not delay users who are signed in. */
const LANES = ['anonymous', 'authenticated'] as const;
type HashLane = (typeof LANES)[number];

/** Hash and check passwords, a few at a time, because each hash occupies a core and much memory. */
@Injectable()
export class PasswordHasher {
  private readonly queue: BoundedQueue<HashLane>;
  private readonly impossibleHash: string;

  constructor(@Inject(AUTH_OPTIONS) private readonly options: AuthOptions) {
    this.queue = new BoundedQueue(LANES, {
      concurrency: options.hashConcurrency,
      queueLength: options.hashQueue,
      refusal: 'The server is checking too many passwords.',
    });
    this.impossibleHash = impossibleHash(options.scrypt);
  }

  /** @throws ThrottledError */
  hash(password: string): Promise<string> {
    return this.queue.run('authenticated', () => hashPassword(password, this.options.scrypt));
  }

  /**
   * Check a password. Takes as long without a hash, so that the time does not reveal whether a user exists.
   * @throws ThrottledError
   */
  matches(password: string, phc: string | undefined, lane: HashLane): Promise<boolean> {
    return this.queue.run(lane, () => verifyPassword(password, phc ?? this.impossibleHash));
  }

  /** Whether the password should be hashed again, because the cost has changed. */
  isOutdated(phc: string): boolean {
    return isOutdated(phc, this.options.scrypt);
  }
}
