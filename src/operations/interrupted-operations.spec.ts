import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConflictError, DatabaseFullError, LibvirtUnavailableError } from '../common/errors.js';
import { dataSourceOptions } from '../database/data-source-options.js';
import type { EventsService } from '../events/events.service.js';
import type { OperationDto } from './dto.js';
import { OperationEntity } from './operation.entity.js';
import { InterruptedOperations } from './interrupted-operations.js';
import { OperationQueue } from './operation-queue.js';
import { OperationRecords } from './operation-records.js';
import { type OperationRequest, OperationsService } from './operations.service.js';
import { WorkflowRunner } from './workflow-runner.js';
import type { Workflow } from './workflow.js';

const LIMIT_MS = 5_000;

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

describe('interrupted work', () => {
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

  it('is taken up also where its work noticed the loss of libvirt only after the next connect', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const lost = () => Promise.reject(new LibvirtUnavailableError('test:///default'));
    cut.set('define', lost);
    cut.set('undo define', lost);
    const { id } = await begin({ operations });
    await operations.wait(id, LIMIT_MS);
    log = [];
    cut.clear();
    libvirt.isConnected = false;
    await interrupted.takeUpLeft();
    expect(log).toEqual([]);
    libvirt.isConnected = true;
    await interrupted.takeUpLeft();
    await interrupted.takeUpLeft();
    expect(log.map((line) => line.split(':')[0])).toEqual(['undo define', 'undo clone']);
    expect(await operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'libvirtUnavailable' },
    });
  });

  it('undoes nothing that cannot be recorded, and does it when the database has room again', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const full = vi.spyOn(repository(), 'update');
    cut.set('define', () => {
      full.mockRejectedValue(new DatabaseFullError('Full.'));
      return Promise.reject(new ConflictError('no', 'No.'));
    });
    const { id } = await begin({ operations });
    await operations.wait(id, LIMIT_MS);
    expect(log).toEqual(['clone disk', 'define disk']);
    await interrupted.takeUpLeft();
    expect(log).toEqual(['clone disk', 'define disk']);
    full.mockRestore();
    cut.clear();
    await interrupted.takeUpLeft();
    expect(log.slice(2).map((line) => line.split(':')[0])).toEqual(['undo define', 'undo clone']);
    expect(await operations.settled(id, 0)).toMatchObject({ status: 'failed' });
  });

  it('that could not even be begun for want of room is undone later', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const full = vi.spyOn(repository(), 'update').mockRejectedValue(new DatabaseFullError('Full.'));
    const { id } = await begin({ operations });
    await operations.wait(id, LIMIT_MS);
    full.mockRestore();
    await interrupted.takeUpLeft();
    expect(log.map((line) => line.split(':')[0])).toEqual(['undo clone']);
    expect(await operations.settled(id, 0)).toMatchObject({
      status: 'failed',
      error: { code: 'insufficientStorage' },
    });
  });

  it('that is done stays done while its end cannot be recorded', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const full = vi.spyOn(repository(), 'save').mockRejectedValue(new DatabaseFullError('Full.'));
    const { id } = await begin({ operations });
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect((await operations.list({})).items).toMatchObject([{ id, status: 'succeeded' }]);
    await interrupted.undo();
    await interrupted.complete();
    await operations.wait(id, LIMIT_MS);
    expect(log).toEqual(['clone disk', 'define disk', 'finish disk']);
    expect((await repository().findOneBy({ id }))?.status).toBe('running');
    full.mockRestore();
    await vi.waitFor(
      async () => expect((await repository().findOneBy({ id }))?.status).toBe('succeeded'),
      LIMIT_MS,
    );
  });

  describe('taken up by the next run of the server', () => {
    const other = { type: 'image', id: 'image-1', name: 'debian' } as const;
    const completed = async (id: string, server: { operations: OperationsService }) =>
      expect(await server.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });

    it.each([true, false])('keeps others from its extra locks (recorded: %s)', async (recorded) => {
      vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      cut.set('finish', forever);
      operations.register(workflow());
      const { id } = await operations.startWorkflow('instance.create', {
        resource,
        actor: 'admin',
        input: { thing: 'disk', imageId: other.id },
        alsoLocks: [other.id],
      });
      await reached('finish disk');
      // As an earlier version recorded it.
      if (!recorded) await repository().update(id, { locks: null });
      const finish = held();
      cut.set('finish', finish.work);
      const next = await restart();
      const behind = await next.operations.start(
        request(async () => void log.push('behind'), { resource: other }),
      );
      await vi.waitFor(() => expect(log.filter((line) => line === 'finish disk')).toHaveLength(2));
      expect(await next.operations.settled(behind.id, 0)).toMatchObject({ status: 'queued' });
      finish.release();
      await completed(id, next);
      await completed(behind.id, next);
      expect(log.at(-1)).toBe('behind');
    });

    it('counts against the limit of heavy ones', async () => {
      vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      const heavy = () => ({ ...workflow(), isHeavy: true });
      let running = 0;
      let most = 0;
      cut.set('finish', forever);
      operations.register(workflow());
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const { id } = await operations.startWorkflow('instance.create', {
          resource: { ...resource, id: `instance-${index}` },
          actor: 'admin',
          input: { thing: `disk-${index}` },
        });
        ids.push(id);
      }
      await vi.waitFor(() =>
        expect(log.filter((line) => line.startsWith('finish'))).toHaveLength(5),
      );
      cut.set('finish', async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((next) => setImmediate(next));
        running -= 1;
      });
      const next = await restart(heavy());
      for (const id of ids) await completed(id, next);
      expect(most).toBe(2);
    });

    it('is undone once, however often libvirt comes back meanwhile', async () => {
      vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      cut.set('define', forever);
      await begin({ operations });
      await reached('define disk');
      log = [];
      const undo = held();
      cut.set('undo define', undo.work);
      const next = startServer();
      next.operations.register(workflow());
      const first = next.interrupted.undo();
      await reached(
        'undo define: The server ended while this was under way. What it had done was undone. Ask again.',
      );
      await next.interrupted.undo();
      undo.release();
      await first;
      expect(log.map((line) => line.split(':')[0])).toEqual(['undo define', 'undo clone']);
    });

    it('waits in the background where other work holds its locks', async () => {
      vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      cut.set('define', forever);
      const { id } = await begin({ operations });
      await reached('define disk');
      log = [];
      const next = startServer();
      next.operations.register(workflow());
      const first = held();
      await next.operations.start(request(first.work));
      await next.interrupted.undo();
      expect(log).toEqual([]);
      first.release();
      await expect(next.operations.wait(id, LIMIT_MS)).rejects.toMatchObject({
        code: 'interrupted',
      });
      expect(log.map((line) => line.split(':')[0])).toEqual(['undo define', 'undo clone']);
    });
  });
});
