import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Rollback } from './rollback.js';

describe('a rollback', () => {
  afterEach(() => vi.restoreAllMocks());

  const sequence = async (log: string[], fail: boolean): Promise<void> => {
    await using rollback = new Rollback('try');
    rollback.add(() => log.push('undo 1'));
    rollback.add(async () => {
      await Promise.resolve();
      log.push('undo 2');
    });
    if (fail) throw new Error('step 3');
    rollback.commit();
  };

  it('undoes the steps in reverse order if one fails, and throws its error', async () => {
    const log: string[] = [];
    await expect(sequence(log, true)).rejects.toThrow('step 3');
    expect(log).toEqual(['undo 2', 'undo 1']);
  });

  it('undoes nothing if all steps succeed', async () => {
    const log: string[] = [];
    await sequence(log, false);
    expect(log).toEqual([]);
  });

  it('continues if an undo fails, and does not hide the first error', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const log: string[] = [];
    const attempt = async (): Promise<void> => {
      await using rollback = new Rollback('try');
      rollback.add(() => log.push('undo 1'));
      rollback.add(() => Promise.reject(new Error('undo 2')));
      throw new Error('step 3');
    };
    await expect(attempt()).rejects.toThrow('step 3');
    expect(log).toEqual(['undo 1']);
    expect(logged).toHaveBeenCalledOnce();
  });
});
