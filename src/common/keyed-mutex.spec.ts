import { Mutex, Semaphore } from 'async-mutex';
import { describe, expect, it, vi } from 'vitest';
import { KeyedMutex } from './keyed-mutex.js';

describe('async-mutex: Mutex', () => {
  it('admits one holder at a time, in the order of the requests', async () => {
    const mutex = new Mutex();
    const log: string[] = [];
    const visit = (name: string) =>
      mutex.runExclusive(async () => {
        log.push(`${name} in`);
        await Promise.resolve();
        log.push(`${name} out`);
      });
    await Promise.all([visit('a'), visit('b'), visit('c')]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('rejects for the holder that failed, and admits the next one', async () => {
    const mutex = new Mutex();
    const failed = mutex.runExclusive(() => Promise.reject(new Error('no')));
    const next = mutex.runExclusive(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

describe('KeyedMutex', () => {
  it('separates only holders of the same key, and frees the memory of unused keys', async () => {
    const mutex = new KeyedMutex();
    let release = (): void => undefined;
    const held = mutex.run('a', () => new Promise<void>((resolve) => (release = resolve)));
    let entered = false;
    const second = mutex.run('a', () => {
      entered = true;
      return Promise.resolve();
    });
    expect(await mutex.run('b', () => Promise.resolve('b'))).toBe('b');
    expect(entered).toBe(false);
    release();
    await Promise.all([held, second]);
    expect(entered).toBe(true);
    expect(mutex).toMatchObject({ entries: new Map() });
  });

  it('admits callers in the order of their requests, also while others wait', async () => {
    const mutex = new KeyedMutex();
    const order: number[] = [];
    const held: (() => void)[] = [];
    const enter = (number: number) =>
      mutex.run('a', () => {
        order.push(number);
        return new Promise<void>((release) => held.push(release));
      });
    const turns = [enter(0), enter(1), enter(2)];
    for (let number = 3; number < 8; number++) {
      await vi.waitFor(() => expect(held).toHaveLength(number - 2));
      // Others wait already, so it goes behind them.
      turns.push(enter(number));
      held[number - 3]?.();
    }
    for (let number = 5; number < 8; number++) {
      await vi.waitFor(() => expect(held).toHaveLength(number + 1));
      held[number]?.();
    }
    await Promise.all(turns);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('locks several keys in one order, whatever order the caller names', async () => {
    const mutex = new KeyedMutex();
    const log: string[] = [];
    const visit = (name: string, keys: string[]) =>
      mutex.runAll(keys, async () => {
        log.push(`${name} in`);
        await Promise.resolve();
        log.push(`${name} out`);
      });
    // Locked in the order of the lists, the two would wait for each other forever.
    await Promise.all([visit('x', ['a', 'b', 'a']), visit('y', ['b', 'a'])]);
    expect(log).toEqual(['x in', 'x out', 'y in', 'y out']);
    expect(mutex).toMatchObject({ entries: new Map() });
  });

  it('frees the key after a failure', async () => {
    const mutex = new KeyedMutex();
    await expect(mutex.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await mutex.run('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});

describe('async-mutex: Semaphore', () => {
  it('admits a number of holders, in the order of the requests, also after a failure', async () => {
    const slots = new Semaphore(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = Array.from({ length: 7 }, (_, number) =>
      slots
        .runExclusive(async () => {
          order.push(number);
          inside += 1;
          most = Math.max(most, inside);
          for (let turn = 0; turn < 5; turn++) await Promise.resolve();
          inside -= 1;
          if (number % 3 === 0) throw new Error('no');
        })
        .catch(() => undefined),
    );
    await Promise.all(work);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(most).toBe(2);
    expect(slots.getValue()).toBe(2);
  });
});
