import { describe, expect, it } from 'vitest';
import { KeyedMutex, Mutex } from './mutex.js';

describe('a mutex', () => {
  it('lets one in at a time, in the order of asking', async () => {
    const mutex = new Mutex();
    const log: string[] = [];
    const visit = (name: string) =>
      mutex.run(async () => {
        log.push(`${name} in`);
        await Promise.resolve();
        log.push(`${name} out`);
      });
    await Promise.all([visit('a'), visit('b'), visit('c')]);
    expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
  });

  it('tells the one who failed, and goes on with the next', async () => {
    const mutex = new Mutex();
    const failed = mutex.run(() => Promise.reject(new Error('no')));
    const next = mutex.run(() => Promise.resolve('yes'));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

describe('a keyed mutex', () => {
  it('keeps apart only those with the same key, and forgets keys that nobody holds', async () => {
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

  it('frees the key of work that failed', async () => {
    const mutex = new KeyedMutex();
    await expect(mutex.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await mutex.run('a', () => Promise.resolve('yes'))).toBe('yes');
  });
});
