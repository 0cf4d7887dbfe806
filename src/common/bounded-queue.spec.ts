import { expect, it } from 'vitest';
import { ThrottledError } from './errors.js';
import { BoundedQueue } from './bounded-queue.js';

function deferred() {
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
}

/** Tasks that log their start and end on request. */
function workload(names: readonly string[]) {
  const works = new Map(names.map((name) => [name, deferred()]));
  const started: string[] = [];
  return {
    started,
    work: (name: string) => async () => {
      started.push(name);
      await works.get(name)?.done;
      return name;
    },
    finish: (name: string) => works.get(name)?.finish(),
  };
}

it('runs a number of tasks at once, queues a number in order, and refuses the rest', async () => {
  const queue = new BoundedQueue(['a'], { concurrency: 2, queueLength: 1, refusal: 'Full.' });
  const { started, work, finish } = workload(['0', '1', '2']);
  const results = ['0', '1', '2'].map((name) => queue.run('a', work(name)));
  expect(started).toEqual(['0', '1']);
  await expect(queue.run('a', () => Promise.resolve())).rejects.toThrow(ThrottledError);

  finish('1');
  await results[1];
  await expect.poll(() => started).toEqual(['0', '1', '2']);
  for (const name of ['0', '2']) finish(name);
  expect(await Promise.all(results)).toEqual(['0', '1', '2']);
});

it('alternates between the lanes, so that a full lane does not delay another', async () => {
  const queue = new BoundedQueue(['crowd', 'other'], {
    concurrency: 1,
    queueLength: 2,
    refusal: 'Full.',
  });
  const { started, work, finish } = workload(['c0', 'c1', 'c2', 'o1']);
  const crowd = ['c0', 'c1', 'c2'].map((name) => queue.run('crowd', work(name)));
  await expect(queue.run('crowd', () => Promise.resolve())).rejects.toThrow(ThrottledError);
  // Accepted, because its own lane is empty.
  const other = queue.run('other', work('o1'));

  for (const name of ['c0', 'c1', 'o1', 'c2']) {
    finish(name);
    await expect.poll(() => started).toContain(name);
  }
  await Promise.all([...crowd, other]);
  expect(started).toEqual(['c0', 'c1', 'o1', 'c2']);
});

it('frees the slot after a failure', async () => {
  const queue = new BoundedQueue(['a'], { concurrency: 1, queueLength: 0, refusal: 'Full.' });
  await expect(queue.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await queue.run('a', () => Promise.resolve('next'))).toBe('next');
});
