import { Semaphore } from 'async-mutex';
import { describe, expect, it } from 'vitest';
import { turnOf } from './image-compressor.js';

describe('a turn', () => {
  it('is given to one at a time', async () => {
    const turns = new Semaphore(1);
    const release = await turnOf(turns, undefined);
    const second = turnOf(turns, undefined);
    expect(turns.isLocked()).toBe(true);
    release();
    (await second)();
    expect(turns.isLocked()).toBe(false);
  });

  it('is given back by those who were cancelled while they waited', async () => {
    const turns = new Semaphore(1);
    const cancel = new AbortController();
    const release = await turnOf(turns, undefined);
    const waiting = turnOf(turns, cancel.signal);
    const reason = new Error('cancelled');
    cancel.abort(reason);
    // The other one still has its turn.
    await expect(waiting).rejects.toBe(reason);
    await expect(turnOf(turns, cancel.signal)).rejects.toBe(reason);
    release();
    (await turnOf(turns, undefined))();
    expect(turns.isLocked()).toBe(false);
  });
});
