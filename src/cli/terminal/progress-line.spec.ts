import { expect, it } from 'vitest';
import { ProgressLine } from './progress-line.js';
import { textWidth } from './text-width.js';

function drawn(text: string, interactive = true): string[] {
  const output: string[] = [];
  const line = new ProgressLine({
    env: {},
    width: 80,
    color: false,
    interactive,
    out: () => undefined,
    err: (printed) => output.push(printed),
    ask: async () => undefined,
  });
  line.show(text);
  line[Symbol.dispose]();
  return output;
}

it.each(['网络'.repeat(40), '👩‍💻'.repeat(60), 'e\u0301'.repeat(100), 'x'.repeat(100)])(
  'draws less than a line of the terminal, so that it can be redrawn: %s',
  (text) => {
    const shown = (drawn(text)[0] ?? '').replace('\r\u001b[2K', '');
    expect(textWidth(shown)).toBeGreaterThan(77);
    expect(textWidth(shown)).toBeLessThan(80);
    expect(text.startsWith(shown)).toBe(true);
  },
);

it('prints nothing without a terminal', () => {
  expect(drawn('text', false)).toEqual([]);
});
