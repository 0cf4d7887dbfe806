import { describe, expect, it } from 'vitest';
import { ProgramFailedError, runProgram } from './run-program.js';

describe('runProgram', () => {
  it('returns the output of the program', async () => {
    const output = await runProgram('cat', [], { input: Buffer.from('in and out') });
    expect(output.toString()).toBe('in and out');
  });

  it('reports the failed command and its error output', async () => {
    const failed = runProgram('sh', ['-c', 'echo no luck >&2; exit 3']);
    await expect(failed).rejects.toThrow(ProgramFailedError);
    await expect(failed).rejects.toThrow(/exit code 3:\nno luck$/);
  });

  it('names a missing program', async () => {
    await expect(runProgram('picostack-no-such-program', [])).rejects.toThrow(
      /picostack-no-such-program" could not be started/,
    );
  });
});
