import { expect, it } from 'vitest';
import { ThrottledError } from '../common/errors.js';
import { Gate } from './gate.js';

function deferred() {
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
}

it('runs so many at once, lets so many wait in order, and turns the rest away', async () => {
  const gate = new Gate(2, 1);
  const works = [deferred(), deferred(), deferred()];
  const started: number[] = [];
  const results = works.map((work, index) =>
    gate.run(async () => {
      started.push(index);
      await work.done;
      return index;
    }),
  );
  expect(started).toEqual([0, 1]);
  await expect(gate.run(() => Promise.resolve())).rejects.toThrow(ThrottledError);

  works[1]?.finish();
  await results[1];
  await expect.poll(() => started).toEqual([0, 1, 2]);
  for (const work of works) work.finish();
  expect(await Promise.all(results)).toEqual([0, 1, 2]);
});

it('gives the place free after a failure', async () => {
  const gate = new Gate(1, 0);
  await expect(gate.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await gate.run(() => Promise.resolve('next'))).toBe('next');
});
