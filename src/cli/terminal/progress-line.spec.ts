import { expect, it } from 'vitest';
import { ProgressLine, describeTransfer } from './progress-line.js';
import { textWidth } from './text-width.js';

function drawn(text: string, interactive = true, end = ''): string[] {
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
  if (end === '') line.show(text);
  else line.showBoth(text, end);
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

it('cuts the name and not the progress', () => {
  const transfer = {
    receivedBytes: 1.25 * 1024 ** 3,
    totalBytes: 40 * 1024 ** 3,
    bytesPerSecond: 123.4 * 1024 ** 2,
    secondsLeft: 7500,
  };
  const end = `: receiving 3%  ${describeTransfer(transfer)}`;
  const shown = (drawn('debian-13-with-a-long-name'.repeat(3), true, end)[0] ?? '').slice(5);
  expect(textWidth(shown)).toBe(79);
  expect(shown).toMatch(
    /^debian-13-with.*: receiving 3% {2}1.25 GiB of 40 GiB, 123 MiB\/s, 2 h 5 min left$/,
  );
});

it('shows neither a size nor a time that nobody knows', () => {
  const transfer = {
    receivedBytes: 5 * 1024 ** 2,
    totalBytes: null,
    bytesPerSecond: 1024 ** 2,
    secondsLeft: null,
  };
  expect(describeTransfer(transfer)).toBe('5 MiB, 1 MiB/s');
});
