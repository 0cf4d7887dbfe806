import { describe, expect, it } from 'vitest';

import { RereadQueue } from './reread-queue';

/** A queue whose reads end when the test says so. */
function heldQueue(concurrency: number) {
  const reads: { id: string; end: () => void; fail: () => void }[] = [];
  const queue = new RereadQueue(
    (id) =>
      new Promise((resolve, reject) => {
        reads.push({ id, end: () => resolve(), fail: () => reject(new Error('no answer')) });
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

describe('RereadQueue', () => {
  it('reads at once', () => {
    const { queue, ids } = heldQueue(4);
    queue.request('a');
    expect(ids()).toEqual(['a']);
  });

  it('makes one more read of the many changes that arrive during one', async () => {
    const { queue, reads, ids } = heldQueue(4);
    for (let change = 0; change < 50; change += 1) queue.request('a');
    expect(ids()).toEqual(['a']);
    reads[0]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'a']);
    reads[1]?.end();
    await settle();
    expect(ids()).toEqual(['a', 'a']);
  });

  it('bounds how many run side by side, and forgets none', async () => {
    const { queue, reads, ids } = heldQueue(2);
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

  it('goes on after a read that failed', async () => {
    const { queue, reads, ids } = heldQueue(1);
    queue.request('a');
    queue.request('b');
    reads[0]?.fail();
    await settle();
    expect(ids()).toEqual(['a', 'b']);
  });
});
