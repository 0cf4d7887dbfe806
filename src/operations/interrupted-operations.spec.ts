import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConflictError, DatabaseFullError, LibvirtUnavailableError } from '../common/errors.js';
import {
  LIMIT_MS,
  type OperationServer,
  type OperationServers,
  forever,
  operationRequest,
  pendingWork,
  useOperationServers,
} from '../../test/support/operation-servers.js';

describe('an interrupted operation', () => {
  const useServers = useOperationServers();
  let servers: OperationServers;
  let server: OperationServer;

  beforeEach(() => {
    servers = useServers();
    server = servers.start();
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  });

  it('resumes also if it noticed the loss of libvirt only after the next connect', async () => {
    const lost = () => Promise.reject(new LibvirtUnavailableError('test:///default'));
    servers.interrupts.set('define', lost);
    servers.interrupts.set('undo define', lost);
    const { id } = await servers.begin(server);
    await server.operations.wait(id, LIMIT_MS);
    servers.log = [];
    servers.interrupts.clear();
    servers.libvirt.isConnected = false;
    await server.interrupted.resumeSuspended();
    expect(servers.log).toEqual([]);
    servers.libvirt.isConnected = true;
    await server.interrupted.resumeSuspended();
    await server.interrupted.resumeSuspended();
    expect(servers.undone).toEqual(['undo define', 'undo clone']);
    expect(await server.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'libvirtUnavailable' },
    });
  });

  it('is undone only after that can be recorded', async () => {
    const full = vi.spyOn(servers.repository, 'update');
    servers.interrupts.set('define', () => {
      full.mockRejectedValue(new DatabaseFullError('Full.'));
      return Promise.reject(new ConflictError('no', 'No.'));
    });
    const { id } = await servers.begin(server);
    await server.operations.wait(id, LIMIT_MS);
    expect(servers.log).toEqual(['clone disk', 'define disk']);
    await server.interrupted.resumeSuspended();
    expect(servers.log).toEqual(['clone disk', 'define disk']);
    full.mockRestore();
    servers.interrupts.clear();
    await server.interrupted.resumeSuspended();
    expect(servers.undone).toEqual(['undo define', 'undo clone']);
    expect(await server.operations.get(id)).toMatchObject({ status: 'failed' });
  });

  it('that could not begin, because the database was full, is undone later', async () => {
    const full = vi
      .spyOn(servers.repository, 'update')
      .mockRejectedValue(new DatabaseFullError('Full.'));
    const { id } = await servers.begin(server);
    await server.operations.wait(id, LIMIT_MS);
    full.mockRestore();
    await server.interrupted.resumeSuspended();
    expect(servers.log.map((line) => line.split(':')[0])).toEqual(['undo clone']);
    expect(await server.operations.get(id)).toMatchObject({
      status: 'failed',
      error: { code: 'insufficientStorage' },
    });
  });

  it('that is complete stays complete while its end cannot be stored', async () => {
    const { repository } = servers;
    const full = vi.spyOn(repository, 'save').mockRejectedValue(new DatabaseFullError('Full.'));
    const { id } = await servers.begin(server);
    expect(await server.operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });
    expect((await server.operations.list({})).items).toMatchObject([{ id, status: 'succeeded' }]);
    await server.interrupted.undo();
    await server.interrupted.complete();
    await server.operations.wait(id, LIMIT_MS);
    expect(servers.log).toEqual(['clone disk', 'define disk', 'finish disk']);
    expect((await repository.findOneBy({ id }))?.status).toBe('running');
    full.mockRestore();
    await vi.waitFor(
      async () => expect((await repository.findOneBy({ id }))?.status).toBe('succeeded'),
      LIMIT_MS,
    );
  });

  it('whose kind has no workflow fails the connect, and names the kind', async () => {
    servers.interrupts.set('define', forever);
    const { id } = await servers.begin(server);
    await servers.reached('define disk');
    await servers.repository.update(id, { kind: 'instance.rename' });
    await expect(servers.start().interrupted.undo()).rejects.toThrow(
      'No workflow is registered for the operation kind "instance.rename".',
    );
  });

  describe('of an earlier server', () => {
    const other = { type: 'image', id: 'image-1', name: 'debian' } as const;
    const expectSuccess = async (id: string, { operations }: OperationServer) =>
      expect(await operations.wait(id, LIMIT_MS)).toMatchObject({ status: 'succeeded' });

    it.each([true, false])('holds its further locks (recorded: %s)', async (recorded) => {
      servers.interrupts.set('finish', forever);
      const { id } = await servers.begin(server, {
        input: { thing: 'disk', imageId: other.id },
        alsoLocks: [other.id],
      });
      await servers.reached('finish disk');
      // Early versions recorded no locks.
      if (!recorded) await servers.repository.update(id, { locks: null });
      const finish = pendingWork();
      servers.interrupts.set('finish', finish.work);
      const next = await servers.restart();
      const behind = await next.operations.start(
        operationRequest(async () => void servers.log.push('behind'), { resource: other }),
      );
      await vi.waitFor(() =>
        expect(servers.log.filter((line) => line === 'finish disk')).toHaveLength(2),
      );
      expect(await next.operations.get(behind.id)).toMatchObject({ status: 'queued' });
      finish.release();
      await expectSuccess(id, next);
      await expectSuccess(behind.id, next);
      expect(servers.log.at(-1)).toBe('behind');
    });

    it('counts against the limit of heavy operations', async () => {
      let running = 0;
      let most = 0;
      servers.interrupts.set('finish', forever);
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const { id } = await servers.begin(server, {
          input: { thing: `disk-${index}` },
          resourceId: `instance-${index}`,
        });
        ids.push(id);
      }
      await vi.waitFor(() =>
        expect(servers.log.filter((line) => line.startsWith('finish'))).toHaveLength(5),
      );
      servers.interrupts.set('finish', async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((next) => setImmediate(next));
        running -= 1;
      });
      const next = await servers.restart({ ...servers.workflow(), isHeavy: true });
      for (const id of ids) await expectSuccess(id, next);
      expect(most).toBe(2);
    });

    it('is undone once, however often libvirt connects during the undo', async () => {
      servers.interrupts.set('define', forever);
      await servers.begin(server);
      await servers.reached('define disk');
      const undo = pendingWork();
      servers.interrupts.set('undo define', undo.work);
      const next = servers.start();
      const first = next.interrupted.undo();
      await servers.reached(
        'undo define: The server ended while the operation was running. Its changes were undone. Repeat the request.',
      );
      await next.interrupted.undo();
      undo.release();
      await first;
      expect(servers.undone).toEqual(['undo define', 'undo clone']);
    });

    it('waits in the background if another operation holds its locks', async () => {
      servers.interrupts.set('define', forever);
      const { id } = await servers.begin(server);
      await servers.reached('define disk');
      servers.log = [];
      const next = servers.start();
      const first = pendingWork();
      await next.operations.start(operationRequest(first.work));
      await next.interrupted.undo();
      expect(servers.log).toEqual([]);
      first.release();
      await expect(next.operations.wait(id, LIMIT_MS)).rejects.toMatchObject({
        code: 'interrupted',
      });
      expect(servers.undone).toEqual(['undo define', 'undo clone']);
    });
  });
});
