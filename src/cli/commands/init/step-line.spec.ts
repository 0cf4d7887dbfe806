import { expect, it } from 'vitest';
import { StepLine } from './step-line.js';

/** Draw a build with two steps, whose times the test sets. */
function drawn(interactive: boolean): string {
  let output = '';
  let nowMs = 0;
  const terminal = {
    env: {},
    width: 80,
    color: false,
    interactive,
    out: () => undefined,
    err: (text: string) => void (output += text),
    ask: () => Promise.resolve(undefined),
  };
  using line = new StepLine(terminal, () => nowMs);
  line.show('Installing');
  nowMs = 75_000;
  line.show('Compressing', 0);
  nowMs = 78_000;
  line.show('Compressing', 50);
  line.finish();
  return output;
}

it('shows the time of each step on a terminal, and the percentage of the current one', () => {
  const lines = drawn(true).replaceAll('\r\u001b[2K', '\n').split('\n');
  expect(lines.filter((line) => line !== '')).toEqual([
    'Installing ... 0 s',
    'Installing: 1 min 15 s',
    'Compressing ... 0% 0 s',
    'Compressing ... 50% 3 s',
    'Compressing: 3 s',
  ]);
});

it('prints one line for each step without a terminal', () => {
  expect(drawn(false)).toBe('Installing ...\nCompressing ...\n');
});
