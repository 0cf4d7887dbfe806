import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { In, IsNull, LessThan, Not, type Repository } from 'typeorm';
import { PicostackError, messageOf } from '../common/errors.js';
import type { Page } from '../common/http/list-query.js';
import type { ResourceRef } from '../common/resource.js';
import { listPage } from '../database/queries.js';
import { EventsService } from '../events/events.service.js';
import type { ListOperationsQueryDto, OperationKind, OperationStatus } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { toOperationDto } from './operation.mapper.js';

/** Progress that comes faster than this is not announced: a page cannot show more. */
const ANNOUNCE_EVERY_MS = 200;
const SORTABLE = ['createdAt', 'startedAt', 'finishedAt', 'kind', 'status', 'actor'] as const;
const UNFINISHED: OperationStatus[] = ['queued', 'running'];

/** What an operation is recorded with when it is asked for. */
export interface OperationDraft {
  readonly kind: OperationKind;
  readonly resource: ResourceRef;
  readonly actor: string;
  readonly input: object | null;
}

/** The records of the operations: written before each change of the world, told to who follows. */
@Injectable()
export class OperationRecords {
  private readonly announcedAt = new WeakMap<OperationEntity, number>();

  constructor(
    @InjectRepository(OperationEntity) private readonly operations: Repository<OperationEntity>,
    private readonly events: EventsService,
  ) {}

  /** A record that is not stored yet. */
  draft({ kind, resource, actor, input }: OperationDraft): OperationEntity {
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
      stepIndex: null,
      isUndoing: false,
    });
  }

  async insert(operation: OperationEntity): Promise<void> {
    await this.operations.insert(operation);
  }

  find(id: string): Promise<OperationEntity | null> {
    return this.operations.findOneBy({ id });
  }

  /** What is queued or under way, oldest first. */
  findUnfinished(): Promise<OperationEntity[]> {
    return this.operations.find({
      where: { status: In(UNFINISHED) },
      order: { createdAt: 'ASC' },
    });
  }

  /** One page, newest first unless asked otherwise. */
  findPage(query: ListOperationsQueryDto): Promise<Page<OperationEntity>> {
    return listPage(this.operations, query, {
      sortable: SORTABLE,
      defaultSort: '-createdAt',
      searchable: ['resourceName'],
      filters: {
        ...(query.status && { status: query.status }),
        ...(query.resourceId && { resourceId: query.resourceId }),
      },
    });
  }

  async begin(operation: OperationEntity): Promise<void> {
    operation.status = 'running';
    operation.startedAt ??= new Date().toISOString();
    await this.write(operation, 'status', 'startedAt');
  }

  /** A step begins: whoever finds this record after a crash knows that it may be half done. */
  async enterStep(operation: OperationEntity, index: number, name: string, progress: number) {
    Object.assign(operation, { stepIndex: index, step: name, progress });
    await this.write(operation, 'stepIndex', 'step', 'progress');
  }

  /** A step is about to be undone, and the ones before it after that. */
  async enterUndo(operation: OperationEntity, index: number, name: string, error: unknown) {
    this.noteError(operation, error);
    operation.canCancel = false;
    Object.assign(operation, { stepIndex: index, step: `undoing: ${name}`, isUndoing: true });
    await this.write(operation, 'stepIndex', 'step', 'isUndoing', 'errorCode', 'errorDetail');
  }

  /** Shows how far it is; nothing is stored. */
  showProgress(operation: OperationEntity, progress: number | undefined, step?: string): void {
    const changed = step !== undefined && operation.step !== step;
    if (step !== undefined) operation.step = step;
    if (progress !== undefined) operation.progress = progress;
    const now = performance.now();
    if (!changed && now - (this.announcedAt.get(operation) ?? 0) < ANNOUNCE_EVERY_MS) return;
    this.announcedAt.set(operation, now);
    this.announce(operation);
  }

  async end(operation: OperationEntity, status: OperationStatus, error?: unknown): Promise<void> {
    operation.status = status;
    operation.canCancel = false;
    if (status === 'succeeded') operation.progress = 1;
    else if (error !== undefined) this.noteError(operation, error);
    operation.step = null;
    operation.finishedAt = new Date().toISOString();
    await this.operations.save(operation);
    this.announce(operation);
  }

  /** Ends as failed what nobody can take up again. */
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

  /** Takes away the records of operations that ended before this time (ISO 8601, UTC). */
  async prune(before: string): Promise<void> {
    await this.operations.delete({
      status: Not(In(UNFINISHED)),
      finishedAt: LessThan(before),
    });
  }

  private noteError(operation: OperationEntity, error: unknown): void {
    operation.errorCode ??= error instanceof PicostackError ? error.code : 'internalError';
    operation.errorDetail ??= messageOf(error);
  }

  private async write(operation: OperationEntity, ...fields: (keyof OperationEntity)[]) {
    const changed = Object.fromEntries(fields.map((field) => [field, operation[field]]));
    await this.operations.update(operation.id, changed);
    this.announcedAt.set(operation, performance.now());
    this.announce(operation);
  }

  private announce(operation: OperationEntity): void {
    this.events.announce('operation', toOperationDto(operation));
  }
}
