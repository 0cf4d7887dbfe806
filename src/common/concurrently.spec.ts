import { expect, it } from 'vitest';
import { concurrently } from './concurrently.js';

/** Work that ends when the test says so. */
function controlled() {
  const running = new Map<number, PromiseWithResolvers>();
  const begun: number[] = [];
  const work = (item: number): Promise<void> => {
    begun.push(item);
    return new Promise((resolve, reject) => running.set(item, { resolve, reject }));
  };
  const settle = async (item: number, error?: Error): Promise<void> => {
    const { resolve, reject } = running.get(item) ?? {};
    if (error) reject?.(error);
    else resolve?.();
    // The workers continue in microtasks.
    await new Promise((next) => setImmediate(next));
  };
  return { begun, work, settle };
}

interface PromiseWithResolvers {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

it('works on a limited number of items at a time', async () => {
  const { begun, work, settle } = controlled();
  const all = concurrently([1, 2, 3, 4], 2, work);
  expect(begun).toEqual([1, 2]);
  await settle(2);
  expect(begun).toEqual([1, 2, 3]);
  await settle(3);
  await settle(4);
  await settle(1);
  await all;
  expect(begun).toEqual([1, 2, 3, 4]);
});

it('rejects with the first error, and begins no more', async () => {
  const { begun, work, settle } = controlled();
  const all = concurrently([1, 2, 3, 4], 2, work);
  const failure = all.catch((error: unknown) => error);
  await settle(1, new Error('the first'));
  await settle(2);
  expect(await failure).toEqual(new Error('the first'));
  expect(begun).toEqual([1, 2]);
});

it('does nothing without items', async () => {
  const { begun, work } = controlled();
  await concurrently([], 2, work);
  expect(begun).toEqual([]);
});
