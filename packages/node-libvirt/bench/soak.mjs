// Makes mixed calls, failing calls, aborted calls, events and streams. Prints the memory and the number of open calls,
// streams and listeners after each tenth, and fails if they grow after the first tenth.
// Usage: npm run build && node --expose-gc bench/soak.mjs [calls=1000000]
import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Connection, VIR_DOMAIN_EVENT_ID_LIFECYCLE } from '../dist/index.js';
import { Workplace } from './workplace.mjs';

const CALLS = Number(process.argv[2] ?? 1_000_000);
const AT_ONCE = 50;
const OTHER_EVENTS = 20;
const MIB = 1024 * 1024;
/** What code that V8 compiles meanwhile may add. Ten bytes a call would be more, in the long run. */
const GROWTH_LIMIT_BYTES = 1.5 * MIB;

if (!globalThis.gc) throw new Error('node --expose-gc: else nobody knows what is garbage');

const warnings = [];
process.on('warning', (warning) => warnings.push(String(warning)));

const workplace = new Workplace();
await workplace.startDaemon();
const connection = await Connection.open(workplace.testUri(3));
const domain = await connection.domainLookupByName('d0');
const longLived = new AbortController();
let events = 0;
let failed = 0;
await connection.domainEventRegister(VIR_DOMAIN_EVENT_ID_LIFECYCLE, () => events++);

/** What has to work, most of the time: a domain that is paused already refuses to be paused. */
const work = {
  getHostname: () => connection.getHostname(),
  listAllDomains: () => connection.listAllDomains(),
  getXMLDesc: () => domain.getXMLDesc(),
  'getInfo with a signal': () => domain.getInfo({ signal: longLived.signal }),
  getAllDomainStats: () => connection.getAllDomainStats(),
  'getCapabilities with a limit': () => connection.getCapabilities({ timeoutMs: 60_000 }),
  suspend: () => domain.suspend(),
  resume: () => domain.resume(),
  'events and their end': async () => {
    // A daemon takes the same kind of event only once from a client; 0 is registered above.
    const queue = await connection.domainEvents(1 + (made % OTHER_EVENTS));
    await queue.unsubscribe();
  },
  'a stream to its end': async () => {
    const { stream } = await domain.screenshot();
    for await (const _ of stream);
  },
  'a stream given up': async () => {
    const { stream } = await domain.screenshot();
    stream.destroy();
  },
};

/** What has to fail, most of the time: an answer may be quicker than the shortest limit. */
const refusals = {
  'a domain that is not there': () => connection.domainLookupByName('nobody'),
  'a call given up before': () => connection.getType({ signal: AbortSignal.abort() }),
  'a call given up at once': () => connection.getCapabilities({ timeoutMs: 0 }),
};

const all = Object.entries({ ...work, ...refusals });
const succeeded = Object.fromEntries(all.map(([name]) => [name, 0]));
let made = 0;

/** Makes calls until there are as many as told, a few at a time, and waits for the end of all. */
async function run(untilMade) {
  const worker = async () => {
    while (made < untilMade) {
      const [name, call] = all[made++ % all.length];
      try {
        await call();
        succeeded[name]++;
      } catch {
        failed++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await untilQuiet();
}

/** Calls that were given up still get their answers, and streams that were ended their last packet. */
async function untilQuiet() {
  // A call that was lost never gets one; then the count says so.
  for (let i = 0; i < 1_000 && connection.pendingCalls > 0; i++) await connection.getType();
}

async function holdings() {
  // The memory of buffers is freed behind a collection; the next one waits for that.
  for (let i = 0; i < 2; i++) {
    globalThis.gc();
    await setImmediate();
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return {
    heapUsed,
    arrayBuffers,
    rss,
    pendingCalls: connection.pendingCalls,
    openStreams: connection.openStreams,
    subscriptions: connection.subscriptions,
    abortListeners: getEventListeners(longLived.signal, 'abort').length,
    timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length,
    warnings: warnings.length,
  };
}

function mib(bytes) {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}

function line(calls, { heapUsed, arrayBuffers, rss, ...counts }) {
  const rest = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  const memory = `heap ${mib(heapUsed)}, buffers ${mib(arrayBuffers)}, rss ${mib(rss)}`;
  return `${calls} calls, ${failed} failed, ${events} events: ${memory}, ${rest.join(', ')}`;
}

/** What the end has more of than the first tenth. */
function leaks(first, last) {
  const grown = Object.keys(first).filter((name) => {
    if (name === 'rss') return false;
    const isMemory = name === 'heapUsed' || name === 'arrayBuffers';
    return last[name] - first[name] > (isMemory ? GROWTH_LIMIT_BYTES : 0);
  });
  return grown.map((name) => `LEAK: ${name} grew from ${first[name]} to ${last[name]}`);
}

/** Calls that did not do what they are here for, so that nothing is proven of them. */
function surprises() {
  const usual = made / all.length;
  const odd = all.filter(([name]) =>
    name in refusals ? succeeded[name] > usual / 2 : succeeded[name] < usual / 2,
  );
  const texts = odd.map(
    ([name]) => `${name}: ${succeeded[name]} of ${Math.round(usual)} succeeded`,
  );
  return events === 0 ? [...texts, 'no event came'] : texts;
}

try {
  const started = performance.now();
  let first;
  let last;
  for (let tenth = 1; tenth <= 10; tenth++) {
    await run((tenth * CALLS) / 10);
    last = await holdings();
    first ??= last;
    console.log(line(made, last));
  }
  console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
  const problems = [...leaks(first, last), ...surprises(), ...warnings];
  for (const problem of problems) console.log(problem);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await connection.close();
  await workplace.cleanUp();
}
