import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../cli-error.js';
import { askLine } from './terminal.js';

describe('askLine', () => {
  const ask = (type: (input: PassThrough) => void): Promise<string | undefined> => {
    const input = new PassThrough();
    const answer = askLine('Sure? ', input, new PassThrough());
    type(input);
    return answer;
  };

  it('prints the question, and returns the line that was typed', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = askLine('Sure? ', input, output);
    input.write('yes\nmore\n');
    expect(await answer).toBe('yes');
    output.end();
    expect(await text(output)).toBe('Sure? ');
  });

  it('returns undefined if the input ends, even in the middle of a line', async () => {
    expect(await ask((input) => input.end())).toBeUndefined();
    expect(await ask((input) => input.end('n'))).not.toBe('y');
  });

  it('is interrupted by Ctrl-C', async () => {
    const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
    const output = Object.assign(new PassThrough(), { isTTY: true, columns: 80 });
    const answer = askLine('Sure? ', input, output);
    input.write('\u0003');
    await expect(answer).rejects.toMatchObject({ exitCode: EXIT.interrupted });
  });
});
