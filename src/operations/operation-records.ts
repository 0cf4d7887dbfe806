import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, IsNull, LessThan, Not, type Repository } from 'typeorm';
import { PicostackError, isDatabaseProblem, messageOf } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import type { ResourceRef } from '../common/resource.js';
import { listPage } from '../database/queries.js';
import { inTransaction } from '../database/transaction.js';
import { EventsService } from '../events/events.service.js';
import type { ListOperationsQueryDto, OperationKind, OperationStatus } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { toOperationDto } from './operation.mapper.js';
import type { RowWriter } from './workflow.js';

/** Progress is announced at most this often: a page cannot show more. */
const ANNOUNCE_EVERY_MS = 200;
const SORTABLE = ['createdAt', 'startedAt', 'finishedAt', 'kind', 'status', 'actor'] as const;
/** How long to wait until the end of an operation that could not be stored is stored again. */
const STORE_AGAIN_MS = 1_000;
const UNFINISHED: OperationStatus[] = ['queued', 'running'];

/** The fields of a new operation. */
export interface OperationDraft {
  readonly kind: OperationKind;
  readonly resource: ResourceRef;
  readonly actor: string;
  readonly input: object | null;
  readonly locks: readonly string[];
}

/** Store the operations, each step before it begins, and announce their progress. */
@Injectable()
export class OperationRecords implements OnModuleDestroy {
  private readonly logger = new Logger(OperationRecords.name);
  /** Operations that have ended, but whose stored rows do not say so yet. */
  private readonly ended = new Map<string, OperationEntity>();
  private timer: NodeJS.Timeout | undefined;
  private readonly announcedAt = new WeakMap<OperationEntity, number>();

  constructor(
    @InjectRepository(OperationEntity) private readonly operations: Repository<OperationEntity>,
    private readonly events: EventsService,
  ) {}

  /** Create an operation without storing it. */
  draft({ kind, resource, actor, input, locks }: OperationDraft): OperationEntity {
    return this.operations.create({
      id: randomUUID(),
      kind,
      resourceType: resource.type,
      resourceId: resource.id,
      resourceName: resource.name,
      status: 'queued',
      progress: null,
      step: null,
      errorCode: null,
      errorDetail: null,
      actor,
      createdAt: new Date().toISOString(),
      startedAt: null,
      finishedAt: null,
      input,
      locks,
      stepIndex: null,
      isUndoing: false,
    });
  }

  /** Store an operation, together with the rows that it needs. */
  async insert(operation: OperationEntity, rows?: RowWriter): Promise<void> {
    if (!rows) {
      await this.operations.insert(operation);
      return;
    }
    await inTransaction(this.operations.manager, async (manager) => {
      await rows(manager);
      await manager.insert(OperationEntity, operation);
    });
  }

  async find(id: string): Promise<OperationEntity | null> {
    return this.ended.get(id) ?? (await this.operations.findOneBy({ id }));
  }

  /** The operations that are queued or running, oldest first. */
  async findUnfinished(): Promise<OperationEntity[]> {
    const recorded = await this.operations.find({
      where: { status: In(UNFINISHED) },
      order: { createdAt: 'ASC' },
    });
    return recorded.filter(({ id }) => !this.ended.has(id));
  }

  /** One page; newest first unless the query says otherwise. */
  async findPage(query: ListOperationsQueryDto): Promise<Page<OperationEntity>> {
    const { items, total } = await listPage(this.operations, query, {
      sortable: SORTABLE,
      defaultSort: '-createdAt',
      searchable: ['resourceName'],
      filters: {
        ...(query.status && { status: query.status }),
        ...(query.resourceId && { resourceId: query.resourceId }),
      },
    });
    return { items: items.map((each) => this.ended.get(each.id) ?? each), total };
  }

  async begin(operation: OperationEntity): Promise<void> {
    operation.status = 'running';
    operation.startedAt ??= new Date().toISOString();
    await this.write(operation, 'status', 'startedAt');
  }

  /** Record that a step begins. After a crash, this row shows that the step may be partly done. */
  async enterStep(
    operation: OperationEntity,
    index: number,
    name: string,
    progress: number,
  ): Promise<void> {
    Object.assign(operation, { stepIndex: index, step: name, progress });
    await this.write(operation, 'stepIndex', 'step', 'progress');
  }

  /** Record that the undo of a step begins. The undo of the earlier steps follows. */
  async enterUndo(
    operation: OperationEntity,
    index: number,
    name: string,
    error: unknown,
  ): Promise<void> {
    setError(operation, error);
    operation.canCancel = false;
    Object.assign(operation, { stepIndex: index, step: `undoing: ${name}`, isUndoing: true });
    await this.write(operation, 'stepIndex', 'step', 'isUndoing', 'errorCode', 'errorDetail');
  }

  /** Announce progress without storing it. */
  showProgress(operation: OperationEntity, progress: number | undefined, step?: string): void {
    const isNewStep = step !== undefined && operation.step !== step;
    if (step !== undefined) operation.step = step;
    if (progress !== undefined) operation.progress = progress;
    const now = performance.now();
    if (!isNewStep && now - (this.announcedAt.get(operation) ?? 0) < ANNOUNCE_EVERY_MS) return;
    this.announcedAt.set(operation, now);
    this.announce(operation);
  }

  /** End an operation. If the database cannot be written now, the end is stored as soon as it can be. */
  async end(operation: OperationEntity, status: OperationStatus, error?: unknown): Promise<void> {
    operation.status = status;
    operation.canCancel = false;
    if (status === 'succeeded') operation.progress = 1;
    else if (error !== undefined) setError(operation, error);
    operation.step = null;
    operation.transfer = null;
    operation.finishedAt = new Date().toISOString();
    this.ended.set(operation.id, operation);
    this.announce(operation);
    await this.storeEnded();
  }

  /** Mark the unfinished operations without a workflow as failed: nothing can continue them. */
  async failInterrupted(error: PicostackError): Promise<void> {
    await this.operations.update(
      { status: In(UNFINISHED), input: IsNull() },
      {
        status: 'failed',
        step: null,
        errorCode: error.code,
        errorDetail: error.message,
        finishedAt: new Date().toISOString(),
      },
    );
  }

  /** Delete the records of operations that ended before a time (ISO 8601, UTC). */
  async prune(before: string): Promise<void> {
    await this.operations.delete({
      status: Not(In(UNFINISHED)),
      finishedAt: LessThan(before),
    });
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private async storeEnded(): Promise<void> {
    try {
      for (const [id, operation] of this.ended) {
        await this.operations.save(operation);
        this.ended.delete(id);
      }
    } catch (error) {
      if (!isDatabaseProblem(error)) throw error;
      this.logger.warn(`The end of an operation cannot be stored yet: ${messageOf(error)}`);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.storeLater(), STORE_AGAIN_MS).unref();
    }
  }

  private async storeLater(): Promise<void> {
    await this.storeEnded().catch((error: unknown) =>
      this.logger.error('Storing the end of an operation failed', error),
    );
  }

  private async write(
    operation: OperationEntity,
    ...fields: (keyof OperationEntity)[]
  ): Promise<void> {
    const changed = Object.fromEntries(fields.map((field) => [field, operation[field]]));
    await this.operations.update(operation.id, changed);
    this.announcedAt.set(operation, performance.now());
    this.announce(operation);
  }

  private announce(operation: OperationEntity): void {
    this.events.announce('operation', toOperationDto(operation));
  }
}

/** The first error is the cause; what fails later, for example in the undo, must not hide it. */
function setError(operation: OperationEntity, error: unknown): void {
  operation.errorCode ??= error instanceof PicostackError ? error.code : 'internalError';
  operation.errorDetail ??= messageOf(error);
}
