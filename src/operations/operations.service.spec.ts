import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConflictError, LibvirtUnavailableError, NotFoundError } from '../common/errors.js';
import { dataSourceOptions } from '../database/data-source-options.js';
import type { EventsService } from '../events/events.service.js';
import { waitSeconds } from './answers-operation.js';
import type { OperationDto } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { InterruptedOperations } from './interrupted-operations.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { type OperationRequest, OperationsService } from './operations.service.js';
import { WorkflowRunner } from './workflow-runner.js';
import type { Workflow } from './workflow.js';

const LIMIT_MS = 5_000;
const DAY_MS = 24 * 3600_000;

const repository = () => source.getRepository(OperationEntity);

let folder: string;
let source: DataSource;
let announced: OperationDto[];
let operations: OperationsService;
let interrupted: InterruptedOperations;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-operations-'));
  source = new DataSource({ ...dataSourceOptions(folder), entities: [OperationEntity] });
  await source.initialize();
  await source.runMigrations();
  announced = [];
  ({ operations, interrupted } = startServer());
});
afterEach(async () => {
  vi.restoreAllMocks();
  await source.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** Connected, unless a test says otherwise. */
const libvirt = { isConnected: true };

/** The services of one run of the server, over the same records. */
function startServer() {
  const events = { announce: (_: string, operation: OperationDto) => announced.push(operation) };
  const records = new OperationRecords(repository(), events as unknown as EventsService);
  const runner = new WorkflowRunner(records);
  const queue = new OperationQueue(records);
  return {
    operations: new OperationsService(records, runner, queue),
    interrupted: new InterruptedOperations(records, runner, queue, libvirt),
  };
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
    expect(await startServer().operations.settled(begun.id, 0)).toEqual(done);
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
    const next = startServer();
    await next.interrupted.onApplicationBootstrap();
    expect(await next.operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
    cut.release();
    await operations.wait(id, LIMIT_MS);
  });

  it('goes a month after its end, also where the server is never restarted', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    try {
      await interrupted.onApplicationBootstrap();
      const { id } = await operations.start(request(() => Promise.resolve()));
      await operations.wait(id, LIMIT_MS);
      vi.advanceTimersByTime(29 * DAY_MS);
      expect(await repository().countBy({ id })).toBe(1);
      vi.advanceTimersByTime(3 * DAY_MS);
      await vi.waitFor(async () => expect(await repository().countBy({ id })).toBe(0), LIMIT_MS);
      interrupted.onModuleDestroy();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that is not there is not found', async () => {
    await expect(operations.settled('none', 0)).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('a workflow', () => {
  interface Input {
    readonly imageId?: string;
    readonly thing: string;
  }
  const resource = { type: 'instance', id: 'instance-1', name: 'web-1' } as const;
  /** What each step did, and what was undone. */
  let log: string[];
  /** Steps that do not get to their end: an error, or a promise that stays open as if the server had died in it. */
  let cut: Map<string, () => Promise<void>>;

  beforeEach(() => {
    log = [];
    cut = new Map();
  });

  /** Three steps; `finish` is the point of no return. */
  function workflow(): Workflow<Input> {
    const step = (name: string, onlyForwards = false) => ({
      name,
      onlyForwards,
      run: async ({ thing }: Input) => {
        log.push(`${name} ${thing}`);
        await cut.get(name)?.();
      },
      undo: async (_: Input, { reason }: { reason: string }) => {
        log.push(`undo ${name}: ${reason}`);
        await cut.get(`undo ${name}`)?.();
      },
    });
    return {
      kind: 'instance.create',
      steps: () => [step('clone'), step('define'), step('finish', true)],
    };
  }

  function begin(server: { operations: OperationsService }): Promise<OperationDto> {
    server.operations.register(workflow());
    return server.operations.startWorkflow('instance.create', {
      resource,
      actor: 'admin',
      input: { thing: 'disk' },
    });
  }

  /** The next run of the server, after it connected to libvirt. */
  async function restart(known = workflow()) {
    const server = startServer();
    server.operations.register(known);
    await server.interrupted.onApplicationBootstrap();
    await server.interrupted.undo();
    await server.interrupted.complete();
    return server;
  }

  const forever = (): Promise<void> => new Promise(() => undefined);
  const reached = (words: string) => vi.waitFor(() => expect(log).toContain(words));

  it('runs its steps in order, with its input', async () => {
    const { id } = await begin({ operations });
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect(log).toEqual(['clone disk', 'define disk', 'finish disk']);
  });

  it('that fails is undone from the step that failed back to the first', async () => {
    cut.set('define', () => Promise.reject(new ConflictError('no', 'No room.')));
    const { id } = await begin({ operations });
    await expect(operations.wait(id, LIMIT_MS)).rejects.toThrow('No room.');
    expect(log).toEqual([
      'clone disk',
      'define disk',
      'undo define: No room.',
      'undo clone: No room.',
    ]);
    expect(await operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'no' },
    });
  });

  it('that fails past the point of no return is not undone', async () => {
    cut.set('finish', () => Promise.reject(new ConflictError('no', 'No start.')));
    const { id } = await begin({ operations });
    await expect(operations.wait(id, LIMIT_MS)).rejects.toThrow('No start.');
    expect(log).toEqual(['clone disk', 'define disk', 'finish disk']);
  });

  it('goes on undoing when one undo fails', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    cut.set('define', () => Promise.reject(new ConflictError('no', 'No.')));
    cut.set('undo define', () => Promise.reject(new Error('stuck')));
    const { id } = await begin({ operations });
    await expect(operations.wait(id, LIMIT_MS)).rejects.toThrow('No.');
    expect(log).toContain('undo clone: No.');
    expect(logged).toHaveBeenCalled();
  });

  it.each([
    ['clone', ['undo clone']],
    ['define', ['undo define', 'undo clone']],
  ])('cut off in "%s" is undone by the next run of the server', async (at, undone) => {
    cut.set(at, forever);
    const { id } = await begin({ operations });
    await reached(`${at} disk`);
    log = [];
    const next = await restart();
    expect(log.map((line) => line.split(':')[0])).toEqual(undone);
    expect(await next.operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
  });

  it('cut off in its undoing is undone to the end, and keeps why', async () => {
    cut.set('define', () => Promise.reject(new ConflictError('no', 'No.')));
    cut.set('undo define', forever);
    const { id } = await begin({ operations });
    await reached('undo define: No.');
    log = [];
    cut.clear();
    const next = await restart();
    expect(log).toEqual(['undo define: No.', 'undo clone: No.']);
    expect(await next.operations.settled(id, 0)).toMatchObject({ error: { code: 'no' } });
  });

  it('cut off past the point of no return is completed', async () => {
    cut.set('finish', forever);
    const { id } = await begin({ operations });
    await reached('finish disk');
    log = [];
    cut.clear();
    const next = await restart();
    expect(await next.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect(log).toEqual(['finish disk']);
  });

  it('that loses libvirt waits for the next connect, undone or completed', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const lost = () => Promise.reject(new LibvirtUnavailableError('test:///default'));
    cut.set('define', lost);
    cut.set('undo define', lost);
    const { id } = await begin({ operations });
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'running' });
    log = [];
    cut.clear();
    await interrupted.undo();
    expect(log.map((line) => line.split(':')[0])).toEqual(['undo define', 'undo clone']);
    expect(await operations.settled(id, 0)).toMatchObject({ status: 'failed' });

    cut.set('finish', lost);
    const second = await begin({ operations });
    expect(await operations.wait(second.id, LIMIT_MS)).toMatchObject({ status: 'running' });
    cut.clear();
    await interrupted.undo();
    await interrupted.complete();
    expect(await operations.wait(second.id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
  });

  it('can be cancelled until the point of no return: then it is undone', async () => {
    let release = (): void => undefined;
    cut.set('clone', () => new Promise((resolve) => (release = resolve)));
    const { id } = await begin({ operations });
    await reached('clone disk');
    expect(await operations.cancel(id, 'eva')).toMatchObject({ canCancel: true });
    release();
    await expect(operations.wait(id, LIMIT_MS)).rejects.toMatchObject({ code: 'cancelled' });
    expect(log.at(-1)).toBe('undo clone: It was cancelled by eva.');
    expect(await operations.settled(id, 0)).toMatchObject({
      status: 'cancelled',
      canCancel: false,
    });
    await expect(operations.cancel(id, 'eva')).rejects.toMatchObject({ code: 'operationEnded' });
  });

  it('cannot be cancelled past it', async () => {
    let release = (): void => undefined;
    cut.set('finish', () => new Promise((resolve) => (release = resolve)));
    const { id } = await begin({ operations });
    await reached('finish disk');
    await expect(operations.cancel(id, 'eva')).rejects.toMatchObject({ code: 'cannotCancel' });
    release();
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
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
