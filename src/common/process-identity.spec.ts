import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isRunning, parseProcessIdentity, thisProcess } from './process-identity.js';

it('identifies this process, also after a conversion to JSON', () => {
  expect(isRunning(thisProcess())).toBe(true);
  expect(parseProcessIdentity(JSON.parse(JSON.stringify(thisProcess())))).toEqual(thisProcess());
});

it('does not match another process with the same pid', () => {
  expect(isRunning({ ...thisProcess(), startTicks: '7' })).toBe(false);
});

it('does not know processes on other hosts or in other containers', () => {
  expect(isRunning({ ...thisProcess(), host: 'elsewhere' })).toBeUndefined();
});

it('does not know processes of a container with the name of this host', () => {
  const other = { ...thisProcess(), pidNamespace: 'pid:[1]' };
  expect(isRunning(other)).toBeUndefined();
  expect(isRunning({ ...other, pid: 1 })).toBeUndefined();
});

it('knows processes of earlier versions, which did not record the namespace', () => {
  const { pidNamespace: _, ...earlier } = thisProcess();
  const parsed = parseProcessIdentity(earlier);
  expect(parsed).toEqual({ ...earlier, pidNamespace: null });
  expect(parsed && isRunning(parsed)).toBe(true);
});

it('detects that a process has ended', async () => {
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
