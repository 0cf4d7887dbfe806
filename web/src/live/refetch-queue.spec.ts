import { describe, expect, it } from 'vitest';

import { RefetchQueue } from './refetch-queue';

/** Create a queue whose reads the test ends. */
function controlledQueue(concurrency: number) {
  const reads: { id: string; end: () => void; fail: () => void }[] = [];
  const queue = new RefetchQueue(
    (id) =>
      new Promise((resolve, reject) => {
        reads.push({ id, end: () => resolve(), fail: () => reject(new Error('no response')) });
      }),
    concurrency,
  );
  return { queue, reads, ids: () => reads.map(({ id }) => id) };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('RefetchQueue', () => {
  it('reads immediately', () => {
    const { queue, ids } = controlledQueue(4);
    queue.request('a');
    expect(ids()).toEqual(['a']);
  });

  it('reads once more after many changes during a read', async () => {
    const { queue, reads, ids } = controlledQueue(4);
    for (let change = 0; change < 50; change += 1) queue.request('a');
    expect(ids()).toEqual(['a']);
    reads[0]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'a']);
    reads[1]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'a']);
  });

  it('limits how many reads run at the same time, and skips none', async () => {
    const { queue, reads, ids } = controlledQueue(2);
    for (const id of ['a', 'b', 'c', 'd']) queue.request(id);
    expect(ids()).toEqual(['a', 'b']);
    reads[1]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'b', 'c']);
    reads[0]?.end();
    reads[2]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('continues after a failed read', async () => {
    const { queue, reads, ids } = controlledQueue(1);
    queue.request('a');
    queue.request('b');
    reads[0]?.fail();
    await settle();
    expect(ids()).toEqual(['a', 'b']);
  });
});
