import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isRunning, parseProcessIdentity, thisProcess } from './process-identity.js';

it('knows itself, also after a way through JSON', () => {
  expect(isRunning(thisProcess())).toBe(true);
  expect(parseProcessIdentity(JSON.parse(JSON.stringify(thisProcess())))).toEqual(thisProcess());
});

it('does not take the next process with that pid for the same', () => {
  expect(isRunning({ ...thisProcess(), startTicks: '7' })).toBe(false);
});

it('cannot tell of a process on another host or in another container', () => {
  expect(isRunning({ ...thisProcess(), host: 'elsewhere' })).toBeUndefined();
});

it('knows that a process has ended', async () => {
  const child = spawn('true');
  const pid = child.pid ?? 0;
  await once(child, 'exit');
  expect(isRunning({ ...thisProcess(), pid })).toBe(false);
  expect(isRunning({ ...thisProcess(), pid, startTicks: null })).toBe(false);
});

it.each([null, 7, {}, { pid: 0, host: 'a', startTicks: null }, { pid: '1', host: 'a' }])(
  'takes %j for no identity',
  (value) => expect(parseProcessIdentity(value)).toBeUndefined(),
);
