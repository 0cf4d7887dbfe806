import { Inject, Injectable } from '@nestjs/common';
import { AUTH_OPTIONS, type AuthOptions } from './auth.options.js';
import { Gate } from './gate.js';
import { hashPassword, impossibleHash, isOutdated, verifyPassword } from './password-hash.js';

/** Hashes and checks passwords, a few at a time: each takes a lot of memory and a core. */
@Injectable()
export class PasswordHasher {
  private readonly gate: Gate;
  private readonly nobodysHash: string;

  constructor(@Inject(AUTH_OPTIONS) private readonly options: AuthOptions) {
    this.gate = new Gate(options.hashConcurrency, options.hashQueue);
    this.nobodysHash = impossibleHash(options.scrypt);
  }

  hash(password: string): Promise<string> {
    return this.gate.run(() => hashPassword(password, this.options.scrypt));
  }

  /** Whether the password is right; takes the same time where there is nobody to compare it with. */
  matches(password: string, phc: string | undefined): Promise<boolean> {
    return this.gate.run(() => verifyPassword(password, phc ?? this.nobodysHash));
  }

  /** Whether the hash was made with another cost than today's. */
  isOutdated(phc: string): boolean {
    return isOutdated(phc, this.options.scrypt);
  }
}
