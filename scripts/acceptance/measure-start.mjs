// @ts-check
// Starts the checkout twice with `npm start` and measures the time until /readyz responds with 200.
// The second start must install and build nothing, and must respond within 5 s.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration } from '../shell/log.mjs';
import { ROOT } from '../shell/paths.mjs';

const FIRST_LIMIT_MS = 15 * 60_000;
const SECOND_LIMIT_MS = 5000;
const STOP_LIMIT_MS = 20_000;

const readyUrl = `http://${process.env['PICOSTACK_LISTEN'] ?? '127.0.0.1:8080'}/readyz`;

if (await isReady()) {
  throw new Error(`${readyUrl} is already in use; stop that server, or set PICOSTACK_LISTEN`);
}
const first = await measureStart(FIRST_LIMIT_MS);
console.log(`first start: ready after ${formatDuration(first.readyAfterMs)}`);
const second = await measureStart(FIRST_LIMIT_MS);
console.log(`second start: ready after ${formatDuration(second.readyAfterMs)}`);
if (second.readyAfterMs > SECOND_LIMIT_MS) {
  throw new Error(`the second start took more than ${formatDuration(SECOND_LIMIT_MS)}`);
}
if (/^ {2}(missing|installing|building)/m.test(second.output)) {
  throw new Error('the second start still installed or built something');
}

/**
 * @param {number} limitMs
 * @returns {Promise<{ readyAfterMs: number, output: string }>}
 */
async function measureStart(limitMs) {
  const startedAt = Date.now();
  const child = spawn('npm', ['start'], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`);
    if (Date.now() - startedAt > limitMs) {
      child.kill('SIGKILL');
      throw new Error(`not ready after ${formatDuration(limitMs)}`);
    }
    await sleep(50);
  }
  const readyAfterMs = Date.now() - startedAt;
  await stop(child);
  return { readyAfterMs, output };
}

/**
 * npm forwards the signal and does not wait. The server has ended when the port is closed.
 * @param {import('node:child_process').ChildProcess} child
 */
async function stop(child) {
  const exited = once(child, 'exit', { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
  child.kill('SIGTERM');
  await exited;
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (await isReady()) {
    if (Date.now() > deadline) throw new Error('the server is still running after npm start ended');
    await sleep(50);
  }
}

/** @returns {Promise<boolean>} */
async function isReady() {
  try {
    const response = await fetch(readyUrl, { signal: AbortSignal.timeout(2000) });
    return response.ok;
  } catch {
    return false;
  }
}
