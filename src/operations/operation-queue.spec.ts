import { describe, expect, it, vi } from 'vitest';
import type { OperationKind } from './dto.js';
import { OperationQueue } from './operation-queue.js';
import type { OperationRecords } from './operation-records.js';
import type { OperationEntity } from './operation.entity.js';

/** Records without a database. */
const records = {
  begin: (operation: OperationEntity) => {
    operation.status = 'running';
    return Promise.resolve();
  },
  end: (operation: OperationEntity, status: OperationEntity['status']) => {
    operation.status = status;
    return Promise.resolve();
  },
} as unknown as OperationRecords;

describe('the operation queue', () => {
  /** Add operations that run until `end` is called. */
  function setUp() {
    const queue = new OperationQueue(records);
    const begun: string[] = [];
    const held = new Map<string, () => void>();
    const add = (
      id: string,
      {
        locks = [id],
        isHeavy = false,
        kind = 'instance.clone',
      }: { locks?: string[]; isHeavy?: boolean; kind?: OperationKind } = {},
    ): void =>
      queue.add({
        operation: { id, kind, status: 'queued', resourceName: id, input: null } as OperationEntity,
        locks,
        isHeavy,
        run: () => {
          begun.push(id);
          return new Promise<void>((done) => held.set(id, done));
        },
      });
    const end = (id: string) => held.get(id)?.();
    const haveBegun = (...ids: string[]) => vi.waitFor(() => expect(begun).toEqual(ids));
    return { queue, add, end, begun, haveBegun };
  }

  it('runs two heavy operations at a time, in the order of the requests, and others at the same time', async () => {
    const { queue, add, end, begun, haveBegun } = setUp();
    for (const id of ['a', 'b', 'c', 'd']) add(id, { isHeavy: true });
    add('light');
    await haveBegun('light', 'a', 'b');
    // No other operation begins in the meantime.
    await queue.waitFor('c', 20);
    expect(begun).toEqual(['light', 'a', 'b']);
    end('b');
    await haveBegun('light', 'a', 'b', 'c');
    end('a');
    await haveBegun('light', 'a', 'b', 'c', 'd');
    for (const id of ['c', 'd', 'light']) end(id);
    await queue.waitFor('d', 1_000);
    expect(queue.find('d')).toBeUndefined();
  });

  it('runs one operation at a time on each resource, in the order of the requests', async () => {
    const { add, end, haveBegun } = setUp();
    for (const id of ['a', 'b', 'c']) add(id, { locks: ['web'] });
    add('other', { locks: ['db'] });
    await haveBegun('a', 'other');
    end('a');
    await haveBegun('a', 'other', 'b');
    end('b');
    await haveBegun('a', 'other', 'b', 'c');
    for (const id of ['c', 'other']) end(id);
  });

  it('names the operation that a queued one waits for, and nothing if none is queued', async () => {
    const { queue, add, end, haveBegun } = setUp();
    add('a', { locks: ['web', 'image'], kind: 'instance.publish' });
    await haveBegun('a');
    expect(queue.waitsFor('web')).toBeUndefined();
    add('b', { locks: ['web'], kind: 'instance.start' });
    expect(queue.waitsFor('web')).toBe('instance.publish');
    expect(queue.waitsFor('image')).toBeUndefined();
    expect(queue.waitsFor('db')).toBeUndefined();
    end('a');
    await haveBegun('a', 'b');
    expect(queue.waitsFor('web')).toBeUndefined();
    end('b');
  });
});
