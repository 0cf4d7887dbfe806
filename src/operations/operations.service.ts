import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, Like, type Repository } from 'typeorm';
import { NotFoundError, PicostackError, messageOf } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import { KeyedMutex } from '../common/mutex.js';
import type { ResourceRef } from '../common/resource.js';
import { EventsService } from '../events/events.service.js';
import type { ListOperationsQueryDto, OperationDto, OperationKind } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { toOperationDto } from './operation.mapper.js';

/** Progress that comes faster than this is not announced: a page cannot show more. */
const ANNOUNCE_EVERY_MS = 200;

/** What the work of an operation is handed to say how far it is. */
export interface OperationProgress {
  /** Names the step that begins; `fraction` is the share of the whole that is done. */
  step(name: string, fraction?: number): void;
}

/** Long work that is asked for. */
export interface OperationRequest {
  readonly kind: OperationKind;
  readonly resource: ResourceRef;
  readonly actor: string;
  /** Does not wait for other work on the resource: forcing off what a gentle stop waits for. */
  readonly urgent?: boolean;
  readonly work: (progress: OperationProgress) => Promise<void>;
}

/** Runs long work in the background: one piece at a time on one resource, recorded from asking to end. */
@Injectable()
export class OperationsService implements OnApplicationBootstrap {
  private readonly logger = new Logger(OperationsService.name);
  private readonly locks = new KeyedMutex();
  /** What has not ended, as it stands now: the record has no steps. */
  private readonly live = new Map<string, { operation: OperationEntity; ended: Promise<void> }>();
  /** Why an operation of this process failed, whole, for whoever waits for it. */
  private readonly failures = new Map<string, unknown>();

  constructor(
    @InjectRepository(OperationEntity) private readonly operations: Repository<OperationEntity>,
    private readonly events: EventsService,
  ) {}

  /** What was under way when the server ended is over: its features have undone it by now. */
  async onApplicationBootstrap(): Promise<void> {
    await this.operations.update(
      { status: In(['queued', 'running']) },
      {
        status: 'failed',
        errorCode: 'interrupted',
        errorDetail: 'The server ended while this was under way. Ask again.',
        finishedAt: new Date().toISOString(),
      },
    );
  }

  /** Records the request and sets it to work; answers at once. */
  async start(request: OperationRequest): Promise<OperationDto> {
    const operation = this.operations.create({
      id: randomUUID(),
      kind: request.kind,
      resourceType: request.resource.type,
      resourceId: request.resource.id,
      resourceName: request.resource.name,
      status: 'queued',
      progress: null,
      step: null,
      errorCode: null,
      errorDetail: null,
      actor: request.actor,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
    });
    await this.operations.insert(operation);
    const lock = request.urgent ? operation.id : request.resource.id;
    const ended = this.locks
      .run(lock, () => this.execute(operation, request.work))
      .catch((error: unknown) => this.logger.error(`Operation ${operation.id}`, error))
      .finally(() => this.live.delete(operation.id));
    this.live.set(operation.id, { operation, ended });
    return toOperationDto(operation);
  }

  /**
   * Waits until an operation ended, or the limit passed.
   * @throws the error that it failed with
   */
  async wait(id: string, limitMs: number): Promise<OperationDto> {
    const operation = await this.settled(id, limitMs);
    const failure = this.failures.get(id);
    if (failure) throw failure;
    return operation;
  }

  /** How far an operation is, once it ended or the limit passed. */
  async settled(id: string, limitMs: number): Promise<OperationDto> {
    const ended = this.live.get(id)?.ended;
    if (ended && limitMs > 0) {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise((resolve) => (timer = setTimeout(resolve, limitMs)));
      await Promise.race([ended, limit]);
      clearTimeout(timer);
    }
    const operation = this.live.get(id)?.operation ?? (await this.operations.findOneBy({ id }));
    if (!operation) throw new NotFoundError('operation', id);
    return toOperationDto(operation);
  }

  /** One page, newest first. */
  async list(query: ListOperationsQueryDto): Promise<Page<OperationDto>> {
    const [operations, total] = await this.operations.findAndCount({
      where: {
        ...(query.status && { status: query.status }),
        ...(query.resourceId && { resourceId: query.resourceId }),
        ...(query.q && { resourceName: Like(`%${query.q.replaceAll(/[%_]/g, '')}%`) }),
      },
      order: { createdAt: query.sort === 'createdAt' ? 'ASC' : 'DESC' },
      take: query.limit ?? 100,
      skip: query.offset ?? 0,
    });
    const current = operations.map((each) => this.live.get(each.id)?.operation ?? each);
    return { items: current.map(toOperationDto), total };
  }

  private async execute(operation: OperationEntity, work: OperationRequest['work']): Promise<void> {
    operation.status = 'running';
    operation.startedAt = new Date().toISOString();
    const { id, status, startedAt } = operation;
    // Lists are filtered by what is recorded.
    await this.operations.update(id, { status, startedAt });
    this.announce(operation);
    try {
      await work(this.progressOf(operation));
      operation.status = 'succeeded';
      operation.progress = 1;
    } catch (error) {
      this.fail(operation, error);
    }
    operation.step = null;
    operation.finishedAt = new Date().toISOString();
    await this.operations.save(operation);
    this.announce(operation);
  }

  private fail(operation: OperationEntity, error: unknown): void {
    operation.status = 'failed';
    operation.errorCode = error instanceof PicostackError ? error.code : 'internalError';
    operation.errorDetail = messageOf(error);
    if (!(error instanceof PicostackError)) {
      this.logger.error(`${operation.kind} of "${operation.resourceName}" failed`, error);
    }
    this.failures.set(operation.id, error);
    setTimeout(() => this.failures.delete(operation.id), 60_000).unref();
  }

  private progressOf(operation: OperationEntity): OperationProgress {
    let announcedAt = 0;
    return {
      step: (name, fraction) => {
        const changed = operation.step !== name;
        operation.step = name;
        if (fraction !== undefined) operation.progress = fraction;
        const now = performance.now();
        if (!changed && now - announcedAt < ANNOUNCE_EVERY_MS) return;
        announcedAt = now;
        this.announce(operation);
      },
    };
  }

  private announce(operation: OperationEntity): void {
    this.events.announce('operation', toOperationDto(operation));
  }
}
