// Mixed calls, failing calls, calls given up, events and registrations, for as long as it is told;
// prints memory as it goes. Usage: npm run build && node --expose-gc bench/soak.mjs [calls=1000000]
import { Connection, VIR_DOMAIN_EVENT_ID_LIFECYCLE } from '../dist/index.js';

const CALLS = Number(process.argv[2] ?? 1_000_000);
const AT_ONCE = 50;
const connection = await Connection.open('test:///default');
const domain = await connection.domainLookupByName('test');
let done = 0;
let failed = 0;

const work = [
  () => connection.getHostname(),
  () => connection.listAllDomains(),
  () => domain.getXMLDesc(),
  () => domain.getInfo(),
  () => connection.getAllDomainStats(),
  () => connection.domainLookupByName('nobody'),
  () => connection.getType({ signal: AbortSignal.abort() }),
  () => connection.getCapabilities({ timeoutMs: 60_000 }),
  async () => {
    const events = await connection.domainEvents(VIR_DOMAIN_EVENT_ID_LIFECYCLE);
    await events.unsubscribe();
  },
];

async function worker(first) {
  for (let i = first; done < CALLS; i++) {
    done++;
    try {
      await work[i % work.length]();
    } catch {
      failed++;
    }
  }
}

const mib = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

function report() {
  globalThis.gc?.();
  const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
  console.log(
    `${done} calls, ${failed} failed, ${connection.pendingCalls} pending: heap ${mib(heapUsed)}, ` +
      `buffers ${mib(arrayBuffers)}, rss ${mib(rss)}`,
  );
}

const timer = setInterval(report, 10_000);
const started = performance.now();
await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => worker(i)));
clearInterval(timer);
report();
console.log(`${((performance.now() - started) / 1_000).toFixed(1)} s`);
await connection.close();
