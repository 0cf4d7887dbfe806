import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConflictError, NotFoundError } from '../common/errors.js';
import { dataSourceOptions } from '../database/data-source-options.js';
import type { EventsService } from '../events/events.service.js';
import { waitSeconds } from './answers-operation.js';
import type { OperationDto } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { type OperationRequest, OperationsService } from './operations.service.js';

const LIMIT_MS = 5_000;

let folder: string;
let source: DataSource;
let announced: OperationDto[];
let operations: OperationsService;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-operations-'));
  source = new DataSource({ ...dataSourceOptions(folder), entities: [OperationEntity] });
  await source.initialize();
  await source.runMigrations();
  announced = [];
  operations = service();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await source.destroy();
  rmSync(folder, { recursive: true, force: true });
});

function service(): OperationsService {
  const events = { announce: (_: string, operation: OperationDto) => announced.push(operation) };
  return new OperationsService(
    source.getRepository(OperationEntity),
    events as unknown as EventsService,
  );
}

function request(
  work: OperationRequest['work'],
  more: Partial<OperationRequest> = {},
): OperationRequest {
  const resource = { type: 'instance', id: 'instance-1', name: 'web-1' } as const;
  return { kind: 'instance.start', resource, actor: 'admin', work, ...more };
}

/** Work that goes on until it is let go. */
function held() {
  let release = (): void => undefined;
  const done = new Promise<void>((resolve) => (release = resolve));
  return { work: () => done, release };
}

describe('an operation', () => {
  it('is recorded from asking to end, and tells its steps', async () => {
    const begun = await operations.start(
      request((progress) => {
        progress.step('starting', 0.5);
        return Promise.resolve();
      }),
    );
    expect(begun).toMatchObject({ status: expect.stringMatching(/queued|running/) as string });
    const done = await operations.wait(begun.id, LIMIT_MS);
    expect(done).toMatchObject({
      status: 'succeeded',
      progress: 1,
      step: null,
      error: null,
      actor: 'admin',
      resource: { type: 'instance', id: 'instance-1', name: 'web-1' },
    });
    expect(announced.map(({ status, step }) => [status, step])).toEqual([
      ['running', null],
      ['running', 'starting'],
      ['succeeded', null],
    ]);
    expect(await service().settled(begun.id, 0)).toEqual(done);
  });

  it('that fails says why: to who waits the error itself, to who asks later its code', async () => {
    const error = new ConflictError('portTaken', 'The port is taken.');
    const { id } = await operations.start(request(() => Promise.reject(error)));
    await expect(operations.wait(id, LIMIT_MS)).rejects.toBe(error);
    expect(await operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'portTaken', detail: 'The port is taken.' },
    });
  });

  it('that fails as nobody expected goes into the log too', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { id } = await operations.start(request(() => Promise.reject(new Error('oh'))));
    await expect(operations.wait(id, LIMIT_MS)).rejects.toThrow('oh');
    expect(await operations.settled(id, 0)).toMatchObject({ error: { code: 'internalError' } });
    expect(logged).toHaveBeenCalledOnce();
  });

  it('waits for the one before it on the same thing, and for no other', async () => {
    const first = held();
    const order: string[] = [];
    const one = await operations.start(request(first.work));
    const two = await operations.start(request(async () => void order.push('two')));
    const other = { type: 'instance', id: 'instance-2', name: 'web-2' } as const;
    const three = await operations.start(
      request(async () => void order.push('three'), { resource: other }),
    );
    const urgent = await operations.start(
      request(async () => void order.push('urgent'), { urgent: true }),
    );
    await operations.wait(three.id, LIMIT_MS);
    await operations.wait(urgent.id, LIMIT_MS);
    expect(order).toEqual(['three', 'urgent']);
    expect(await operations.settled(two.id, 0)).toMatchObject({ status: 'queued' });
    first.release();
    await operations.wait(two.id, LIMIT_MS);
    expect(order).toEqual(['three', 'urgent', 'two']);
    expect(await operations.settled(one.id, 0)).toMatchObject({ status: 'succeeded' });
  });

  it('that takes longer than the wait is answered as it stands', async () => {
    const slow = held();
    const { id } = await operations.start(request(slow.work));
    expect(await operations.wait(id, 10)).toMatchObject({ status: 'running' });
    expect((await operations.list({ status: 'running' })).items).toMatchObject([{ id }]);
    expect((await operations.list({ status: 'queued' })).items).toEqual([]);
    slow.release();
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
  });

  it('that was cut off by the end of the server is shown as failed by the next one', async () => {
    const cut = held();
    const { id } = await operations.start(request(cut.work));
    const next = service();
    await next.onApplicationBootstrap();
    expect(await next.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
    cut.release();
    await operations.wait(id, LIMIT_MS);
  });

  it('that is not there is not found', async () => {
    await expect(operations.settled('none', 0)).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('the header Prefer', () => {
  it.each([
    ['wait=30', 30],
    ['respond-async, wait=5', 5],
    ['wait=10;x', 10],
    ['wait=0', 0],
    ['wait=999999', 300],
    ['await=3', undefined],
    ['wait=-3', undefined],
    ['', undefined],
  ])('%j asks to wait %s seconds', (prefer, seconds) => {
    expect(waitSeconds({ headers: { prefer } })).toBe(seconds);
  });
});
