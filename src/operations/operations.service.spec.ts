import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConflictError, LibvirtUnavailableError, NotFoundError } from '../common/errors.js';
import {
  LIMIT_MS,
  type OperationServer,
  type OperationServers,
  forever,
  operationRequest,
  pendingWork,
  useOperationServers,
} from '../../test/support/operation-servers.js';
import { waitSeconds } from './operation-response.js';

const DAY_MS = 24 * 3600_000;

const servers = useOperationServers();
let server: OperationServer;

beforeEach(() => {
  server = servers().start();
});

describe('an operation', () => {
  it('is recorded from its request to its end, and announces its steps', async () => {
    const begun = await server.operations.start(
      operationRequest((context) => {
        context.step('starting', 0.5);
        return Promise.resolve();
      }),
    );
    expect(begun).toMatchObject({ status: expect.stringMatching(/queued|running/) as string });
    const done = await server.operations.wait(begun.id, LIMIT_MS);
    expect(done).toMatchObject({
      status: 'succeeded',
      progress: 1,
      step: null,
      error: null,
      actor: 'admin',
      resource: { type: 'instance', id: 'instance-1', name: 'web-1' },
    });
    expect(servers().announced.map(({ status, step }) => [status, step])).toEqual([
      ['running', null],
      ['running', 'starting'],
      ['succeeded', null],
    ]);
    expect(await servers().start().operations.get(begun.id)).toEqual(done);
  });

  it('that fails reports the original error to a waiting request, and its code later', async () => {
    const error = new ConflictError('portTaken', 'The port is taken.');
    const { id } = await server.operations.start(operationRequest(() => Promise.reject(error)));
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toBe(error);
    expect(await server.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'portTaken', detail: 'The port is taken.' },
    });
  });

  it('that fails unexpectedly is logged', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { id } = await server.operations.start(
      operationRequest(() => Promise.reject(new Error('oh'))),
    );
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toThrow('oh');
    expect(await server.operations.get(id)).toMatchObject({ error: { code: 'internalError' } });
    expect(logged).toHaveBeenCalledOnce();
  });

  it('waits for the one before it on the same resource, and for no other', async () => {
    const { operations } = server;
    const first = pendingWork();
    const order: string[] = [];
    const one = await operations.start(operationRequest(first.work));
    const two = await operations.start(operationRequest(async () => void order.push('two')));
    const other = { type: 'instance', id: 'instance-2', name: 'web-2' } as const;
    const three = await operations.start(
      operationRequest(async () => void order.push('three'), { resource: other }),
    );
    const urgent = await operations.start(
      operationRequest(async () => void order.push('urgent'), { urgent: true }),
    );
    await operations.wait(three.id, LIMIT_MS);
    await operations.wait(urgent.id, LIMIT_MS);
    expect(order).toEqual(['three', 'urgent']);
    expect(await operations.get(two.id)).toMatchObject({ status: 'queued' });
    first.release();
    await operations.wait(two.id, LIMIT_MS);
    expect(order).toEqual(['three', 'urgent', 'two']);
    expect(await operations.get(one.id)).toMatchObject({ status: 'succeeded' });
  });

  it('that takes longer than the wait is returned as it is then', async () => {
    const { operations } = server;
    const slow = pendingWork();
    const { id } = await operations.start(operationRequest(slow.work));
    expect(await operations.wait(id, 10)).toMatchObject({ status: 'running' });
    expect((await operations.list({ status: 'running' })).items).toMatchObject([{ id }]);
    expect((await operations.list({ status: 'queued' })).items).toEqual([]);
    slow.release();
    expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
  });

  it('that the end of the server interrupted is marked as failed by the next server', async () => {
    const interrupted = pendingWork();
    const { id } = await server.operations.start(operationRequest(interrupted.work));
    const next = servers().start();
    await next.interrupted.onApplicationBootstrap();
    expect(await next.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
    interrupted.release();
    await server.operations.wait(id, LIMIT_MS);
  });

  it('is deleted a month after its end, also if the server never restarts', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const { repository } = servers();
    try {
      await server.interrupted.onApplicationBootstrap();
      const { id } = await server.operations.start(operationRequest(() => Promise.resolve()));
      await server.operations.wait(id, LIMIT_MS);
      vi.advanceTimersByTime(29 * DAY_MS);
      expect(await repository.countBy({ id })).toBe(1);
      vi.advanceTimersByTime(3 * DAY_MS);
      await vi.waitFor(async () => expect(await repository.countBy({ id })).toBe(0), LIMIT_MS);
      server.interrupted.onModuleDestroy();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that does not exist is not found', async () => {
    await expect(server.operations.get('none')).rejects.toBeInstanceOf(NotFoundError);
  });
});

describe('a workflow', () => {
  let all: OperationServers;

  beforeEach(() => {
    all = servers();
  });

  it('runs its steps in order, with its input', async () => {
    const { id } = await all.begin(server);
    expect(await server.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect(all.log).toEqual(['clone disk', 'define disk', 'finish disk']);
  });

  it('that fails is undone from the failed step back to the first', async () => {
    all.interrupts.set('define', () => Promise.reject(new ConflictError('no', 'No room.')));
    const { id } = await all.begin(server);
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toThrow('No room.');
    expect(all.log).toEqual([
      'clone disk',
      'define disk',
      'undo define: No room.',
      'undo clone: No room.',
    ]);
    expect(await server.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'no' },
    });
  });

  it('that fails past the point of no return is not undone', async () => {
    all.interrupts.set('finish', () => Promise.reject(new ConflictError('no', 'No start.')));
    const { id } = await all.begin(server);
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toThrow('No start.');
    expect(all.log).toEqual(['clone disk', 'define disk', 'finish disk']);
  });

  it('undoes the earlier steps even if one undo fails', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    all.interrupts.set('define', () => Promise.reject(new ConflictError('no', 'No.')));
    all.interrupts.set('undo define', () => Promise.reject(new Error('stuck')));
    const { id } = await all.begin(server);
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toThrow('No.');
    expect(all.log).toContain('undo clone: No.');
    expect(logged).toHaveBeenCalled();
  });

  it.each([
    ['clone', ['undo clone']],
    ['define', ['undo define', 'undo clone']],
  ])('interrupted in "%s" is undone by the next server', async (at, undone) => {
    all.interrupts.set(at, forever);
    const { id } = await all.begin(server);
    await all.reached(`${at} disk`);
    const next = await all.restart();
    expect(all.undone).toEqual(undone);
    expect(await next.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'interrupted' },
    });
  });

  it('interrupted while it is undone is undone to the end, and keeps the first error', async () => {
    all.interrupts.set('define', () => Promise.reject(new ConflictError('no', 'No.')));
    all.interrupts.set('undo define', forever);
    const { id } = await all.begin(server);
    await all.reached('undo define: No.');
    all.log = [];
    all.interrupts.clear();
    const next = await all.restart();
    expect(all.log).toEqual(['undo define: No.', 'undo clone: No.']);
    expect(await next.operations.get(id)).toMatchObject({ error: { code: 'no' } });
  });

  it('interrupted past the point of no return is completed', async () => {
    all.interrupts.set('finish', forever);
    const { id } = await all.begin(server);
    await all.reached('finish disk');
    all.log = [];
    all.interrupts.clear();
    const next = await all.restart();
    expect(await next.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect(all.log).toEqual(['finish disk']);
  });

  it('that loses libvirt is undone or completed at the next connect', async () => {
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const lost = () => Promise.reject(new LibvirtUnavailableError('test:///default'));
    all.interrupts.set('define', lost);
    all.interrupts.set('undo define', lost);
    const { id } = await all.begin(server);
    expect(await server.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'running' });
    all.log = [];
    all.interrupts.clear();
    await server.interrupted.undo();
    expect(all.undone).toEqual(['undo define', 'undo clone']);
    expect(await server.operations.get(id)).toMatchObject({ status: 'failed' });

    all.interrupts.set('finish', lost);
    const second = await all.begin(server);
    expect(await server.operations.wait(second.id, LIMIT_MS)).toMatchObject({ status: 'running' });
    all.interrupts.clear();
    await server.interrupted.undo();
    await server.interrupted.complete();
    expect(await server.operations.wait(second.id, LIMIT_MS)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('can be cancelled before the point of no return, and is then undone', async () => {
    const clone = pendingWork();
    all.interrupts.set('clone', clone.work);
    const { id } = await all.begin(server);
    await all.reached('clone disk');
    expect(await server.operations.cancel(id, 'eva')).toMatchObject({ canCancel: true });
    clone.release();
    await expect(server.operations.wait(id, LIMIT_MS)).rejects.toMatchObject({ code: 'cancelled' });
    expect(all.log.at(-1)).toBe('undo clone: The operation was cancelled by eva.');
    expect(await server.operations.get(id)).toMatchObject({
      status: 'cancelled',
      canCancel: false,
    });
    await expect(server.operations.cancel(id, 'eva')).rejects.toMatchObject({
      code: 'operationEnded',
    });
  });

  it('cannot be cancelled past the point of no return', async () => {
    const finish = pendingWork();
    all.interrupts.set('finish', finish.work);
    const { id } = await all.begin(server);
    await all.reached('finish disk');
    await expect(server.operations.cancel(id, 'eva')).rejects.toMatchObject({
      code: 'cannotCancel',
    });
    finish.release();
    expect(await server.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
  });

  it('is recorded together with its rows, or not at all', async () => {
    await all.source.query('CREATE TABLE draft (id TEXT)');
    const drafts = () => all.source.query('SELECT id FROM draft');
    const { id } = await all.begin(server, {
      rows: async (manager) => void (await manager.query(`INSERT INTO draft VALUES ('one')`)),
    });
    expect(await drafts()).toEqual([{ id: 'one' }]);
    await server.operations.wait(id, LIMIT_MS);
    const refused = all.begin(server, {
      rows: async (manager) => {
        await manager.query(`INSERT INTO draft VALUES ('two')`);
        throw new ConflictError('nameTaken', 'Taken.');
      },
    });
    await expect(refused).rejects.toThrow('Taken.');
    expect(await drafts()).toEqual([{ id: 'one' }]);
    expect((await server.operations.list({})).total).toBe(1);
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
