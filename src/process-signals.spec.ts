import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { endOnSignals } from './process-signals.js';

let handlers: Map<string, () => void>;
let exits: unknown[];

beforeEach(() => {
  handlers = new Map();
  exits = [];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(process, 'on').mockImplementation((name, handler: () => void) => {
    handlers.set(String(name), handler);
    return process;
  });
  vi.spyOn(process, 'exit').mockImplementation((code) => {
    exits.push(code);
    return undefined as never;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const signal = (name: string) => handlers.get(name)?.();
const forever = () => new Promise<void>(() => undefined);

it.each(['SIGTERM', 'SIGINT'])('%s: stops, then exits', async (name) => {
  let stopped = (): void => undefined;
  endOnSignals(() => new Promise((resolve) => (stopped = () => resolve())));
  signal(name);
  expect(exits).toEqual([]);
  stopped();
  await vi.waitFor(() => expect(exits).toEqual([0]));
});

it('exits within two seconds, even if stopping hangs', () => {
  endOnSignals(forever);
  signal('SIGTERM');
  vi.advanceTimersByTime(2_000);
  expect(exits).toEqual([0]);
});

it('exits at once on a second signal', () => {
  endOnSignals(forever);
  signal('SIGTERM');
  vi.advanceTimersByTime(100);
  expect(exits).toEqual([]);
  signal('SIGINT');
  expect(exits).toEqual([130]);
});

it('counts the Ctrl-C of a terminal and of npm as one', () => {
  endOnSignals(forever);
  signal('SIGINT');
  vi.advanceTimersByTime(10);
  signal('SIGINT');
  expect(exits).toEqual([]);
});

it('exits if stopping fails', async () => {
  endOnSignals(() => Promise.reject(new Error('no')));
  signal('SIGTERM');
  await vi.waitFor(() => expect(exits).toEqual([1]));
});
