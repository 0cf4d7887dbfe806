import { describe, expect, it, vi } from 'vitest';
import { EventOverflowError, EventQueue } from './event-queue.js';

const nothing = (): Promise<void> => Promise.resolve();

describe('EventQueue', () => {
  it('returns events in order, both those pushed before a read and those pushed after it', async () => {
    const queue = new EventQueue<number>(10, nothing);
    queue.push(1);
    queue.push(2);
    expect((await queue.next()).value).toBe(1);
    expect((await queue.next()).value).toBe(2);
    const third = queue.next();
    queue.push(3);
    expect((await third).value).toBe(3);
  });

  it('reports the number of dropped events once, after the events before the gap, and continues', async () => {
    const queue = new EventQueue<number>(2, nothing);
    for (let i = 1; i <= 5; i++) {
      queue.push(i);
    }
    expect((await queue.next()).value).toBe(1);
    // The queue has free space again, but an event here would hide the gap before it.
    queue.push(6);
    expect((await queue.next()).value).toBe(2);
    await expect(queue.next()).rejects.toEqual(new EventOverflowError(4));
    queue.push(7);
    expect((await queue.next()).value).toBe(7);
  });

  it('throws the error that ended the connection after the last event, then ends', async () => {
    const queue = new EventQueue<number>(2, nothing);
    queue.push(1);
    queue.end(new Error('lost'));
    expect((await queue.next()).value).toBe(1);
    await expect(queue.next()).rejects.toThrow('lost');
    expect((await queue.next()).done).toBe(true);
  });

  it('wakes all readers at the end', async () => {
    const queue = new EventQueue<number>(2, nothing);
    const readers = [queue.next(), queue.next()];
    queue.end(undefined);
    expect(await Promise.all(readers)).toEqual([
      { value: undefined, done: true },
      { value: undefined, done: true },
    ]);
  });

  it('deregisters when the reader leaves the loop', async () => {
    const deregister = vi.fn<typeof nothing>(nothing);
    const queue = new EventQueue<number>(2, deregister);
    queue.push(1);
    for await (const event of queue) {
      expect(event).toBe(1);
      break;
    }
    expect(deregister).toHaveBeenCalledTimes(1);
  });
});
