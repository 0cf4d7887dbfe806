// @ts-check
// Starts the checkout twice with `npm start` and measures the time until /readyz answers 200. The
// second start has to install and build nothing, and to answer within 5 s.
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
  throw new Error(`${readyUrl} answers already; stop that server, or set PICOSTACK_LISTEN`);
}
const first = await measureStart(FIRST_LIMIT_MS);
console.log(`first start: ready after ${formatDuration(first.readyAfterMs)}`);
const second = await measureStart(FIRST_LIMIT_MS);
console.log(`second start: ready after ${formatDuration(second.readyAfterMs)}`);
if (second.readyAfterMs > SECOND_LIMIT_MS) {
  throw new Error(`the second start took more than ${formatDuration(SECOND_LIMIT_MS)}`);
}
if (/^ {2}(missing|installing|building)/m.test(second.output)) {
  throw new Error('the second start still had something to set up');
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
 * npm passes the signal on and does not wait; the server has ended when nothing answers.
 * @param {import('node:child_process').ChildProcess} child
 */
async function stop(child) {
  const exited = once(child, 'exit', { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
  child.kill('SIGTERM');
  await exited;
  const deadline = Date.now() + STOP_LIMIT_MS;
  while (await isReady()) {
    if (Date.now() > deadline) throw new Error('the server outlives npm start');
    await sleep(50);
  }
}

/** @returns {Promise<boolean>} */
async function isReady() {
  try {
    const answer = await fetch(readyUrl, { signal: AbortSignal.timeout(2000) });
    return answer.ok;
  } catch {
    return false;
  }
}
