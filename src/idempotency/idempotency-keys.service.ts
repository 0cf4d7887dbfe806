import {
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { messageOf } from '../common/errors.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';

/** The lifetime of a key. */
export const KEPT_MS = 24 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60 * 60 * 1000;

/** The caller, and the key. */
export type KeyRef = Pick<IdempotencyKeyEntity, 'actor' | 'key'>;
/** A stored response. */
export type KeptAnswer = Pick<IdempotencyKeyEntity, 'location' | 'contentType' | 'body'> & {
  readonly status: number;
};

/** Stores the keys and their responses for a day. */
@Injectable()
export class IdempotencyKeys implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(IdempotencyKeys.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectRepository(IdempotencyKeyEntity)
    private readonly keys: Repository<IdempotencyKeyEntity>,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => void this.prune(), PRUNE_EVERY_MS).unref();
    await this.prune();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Find the key, if it was used within a day. */
  async find({ actor, key }: KeyRef): Promise<IdempotencyKeyEntity | undefined> {
    const found = await this.keys.findOneBy({ actor, key });
    return found && found.createdAt >= oldestKept() ? found : undefined;
  }

  /** Store a key before its request is processed. */
  async claim({ actor, key }: KeyRef, fingerprint: string): Promise<void> {
    const blank = { status: null, location: null, contentType: null, body: null };
    const createdAt = new Date().toISOString();
    await this.keys.save({ actor, key, fingerprint, createdAt, ...blank });
  }

  /** Store the response. If that fails, the next request with the key gets `idempotencyOutcomeUnknown`. */
  async keep({ actor, key }: KeyRef, answer: KeptAnswer): Promise<void> {
    await this.quietly(() => this.keys.update({ actor, key }, answer));
  }

  /** Delete a key: its request changed nothing, so it may be used again. */
  async release({ actor, key }: KeyRef): Promise<void> {
    await this.quietly(() => this.keys.delete({ actor, key }));
  }

  private prune(): Promise<void> {
    return this.quietly(() => this.keys.delete({ createdAt: LessThan(oldestKept()) }));
  }

  private async quietly(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) =>
      this.logger.warn(`The idempotency keys could not be written: ${messageOf(error)}`),
    );
  }
}

function oldestKept(): string {
  return new Date(Date.now() - KEPT_MS).toISOString();
}
