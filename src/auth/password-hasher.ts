import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { BoundedQueue } from '../common/bounded-queue.js';
import { hashPassword, impossibleHash, isOutdated, verifyPassword } from './password-hash.js';

/** Who waits for a hash: a stranger who signs in, or somebody who is signed in already. */
const LANES = ['stranger', 'known'] as const;
export type HashLane = (typeof LANES)[number];

/** Hash and check passwords, a few at a time: each takes a lot of memory and a core. */
@Injectable()
export class PasswordHasher {
  private readonly queue: BoundedQueue<HashLane>;
  private readonly nobodysHash: string;

  constructor(@Inject(AUTH_OPTIONS) private readonly options: AuthOptions) {
    this.queue = new BoundedQueue(LANES, {
      concurrency: options.hashConcurrency,
      queueLength: options.hashQueue,
    });
    this.nobodysHash = impossibleHash(options.scrypt);
  }

  /** @throws ThrottledError */
  hash(password: string): Promise<string> {
    return this.queue.run('known', () => hashPassword(password, this.options.scrypt));
  }

  /** Whether the password is right; takes the same time where there is nobody to compare it with. @throws ThrottledError */
  matches(password: string, phc: string | undefined, lane: HashLane): Promise<boolean> {
    return this.queue.run(lane, () => verifyPassword(password, phc ?? this.nobodysHash));
  }

  /** Whether the hash was made with another cost than today's. */
  isOutdated(phc: string): boolean {
    return isOutdated(phc, this.options.scrypt);
  }
}
