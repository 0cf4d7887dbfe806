// Measures this client, and beside it whatever else is installed: Python's libvirt, @unraid/libvirt,
// virsh. Usage: npm run build && node bench/bench.mjs [domains=1000] [uploadMiB=256]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Connection } from '../dist/index.js';

const DOMAINS = Number(process.argv[2] ?? 1_000);
const UPLOAD_MIB = Number(process.argv[3] ?? 256);
const CALLS = 5_000;
const figures = [];

async function measure(what, count, unit, work) {
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  figures.push([
    what,
    unit === 'us' ? (ms * 1_000) / count : ms,
    unit === 'us' ? 'us a call' : 'ms',
  ]);
}

/** Runs another client, if it is there: it prints `name number unit` lines. */
function others(command, args, input) {
  try {
    const text = execFileSync(command, args, {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    for (const line of text.trim().split('\n')) {
      const [what, number, unit] = line.split('\t');
      figures.push([what, Number(number), unit]);
    }
  } catch {
    console.error(`${command} ${args[0] ?? ''}: not installed, left out`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'node-libvirt-bench-'));
const nodeXml = join(folder, 'node.xml');
const domain = (i) =>
  `<domain type='test'><name>d${i}</name><memory>8192</memory><os><type>hvm</type></os></domain>`;
// The test driver reads its whole world from a file: many domains without touching the host.
const many = Array.from({ length: DOMAINS }, (_, i) => domain(i)).join('');
writeFileSync(nodeXml, `<node>${many}</node>`);
const testUri = `test://${nodeXml}`;

const test = await Connection.open(testUri);
for (let i = 0; i < 2_000; i++) await test.getType();
await measure('node-libvirt: one call after another', CALLS, 'us', async () => {
  for (let i = 0; i < CALLS; i++) await test.getHostname();
});
await measure(`node-libvirt: ${CALLS} calls at once`, CALLS, 'us', () =>
  Promise.all(Array.from({ length: CALLS }, () => test.getHostname())),
);
await measure(`node-libvirt: XML of ${DOMAINS} domains`, 1, 'ms', async () => {
  const domains = await test.listAllDomains();
  await Promise.all(domains.map((one) => one.getXMLDesc()));
});
await test.close();

others(
  'python3',
  ['-'],
  `import libvirt, time
c = libvirt.open('${testUri}')
t = time.perf_counter()
for _ in range(${CALLS}): c.getHostname()
print('Python: one call after another', (time.perf_counter() - t) / ${CALLS} * 1e6, 'us a call', sep='\\t')
t = time.perf_counter()
for d in c.listAllDomains(): d.XMLDesc()
print('Python: XML of ${DOMAINS} domains', (time.perf_counter() - t) * 1e3, 'ms', sep='\\t')
`,
);
others(
  process.execPath,
  ['--input-type=module', '-'],
  `import { Hypervisor } from '@unraid/libvirt';
const h = new Hypervisor({ uri: '${testUri}' });
await h.connectOpen();
let t = performance.now();
for (let i = 0; i < ${CALLS}; i++) await h.connectGetHostname();
console.log(['@unraid/libvirt: one call after another', (performance.now() - t) * 1e3 / ${CALLS}, 'us a call'].join('\\t'));
t = performance.now();
await Promise.all(Array.from({ length: ${CALLS} }, () => h.connectGetHostname()));
console.log(['@unraid/libvirt: ${CALLS} calls at once', (performance.now() - t) * 1e3 / ${CALLS}, 'us a call'].join('\\t'));
process.exit(0);
`,
);

const system = await Connection.open('qemu:///system');
const pool = await system.storagePoolCreateXML(
  `<pool type='dir'><name>node-libvirt-bench</name><target><path>${folder}</path></target></pool>`,
);
try {
  const bytes = UPLOAD_MIB * 1024 * 1024;
  const source = join(folder, 'source');
  writeFileSync(source, Buffer.alloc(bytes, 'picostack'));
  const make = (name) =>
    pool.storageVolCreateXML(
      `<volume><name>${name}</name><capacity>${bytes}</capacity><allocation>0</allocation></volume>`,
    );
  const [one, two] = [await make('ours'), await make('virsh')];
  const mibPerSecond = (ms) => UPLOAD_MIB / (ms / 1_000);
  for (let round = 1; round <= 3; round++) {
    let started = performance.now();
    await pipeline(createReadStream(source, { highWaterMark: 1024 * 1024 }), await one.upload());
    figures.push([
      `node-libvirt: upload, round ${round}`,
      mibPerSecond(performance.now() - started),
      'MiB/s',
    ]);
    started = performance.now();
    execFileSync('virsh', [
      '-q',
      '-c',
      'qemu:///system',
      'vol-upload',
      await two.getPath(),
      source,
    ]);
    figures.push([
      `virsh: upload, round ${round}`,
      mibPerSecond(performance.now() - started),
      'MiB/s',
    ]);
  }
  const started = performance.now();
  let received = 0;
  for await (const chunk of await one.download()) received += chunk.length;
  figures.push(['node-libvirt: download', mibPerSecond(performance.now() - started), 'MiB/s']);
  if (received !== bytes) throw new Error(`downloaded ${received} of ${bytes} bytes`);
  await one.delete();
  await two.delete();
} finally {
  await pool.destroy();
  await system.close();
  rmSync(folder, { recursive: true, force: true });
}

for (const [what, number, unit] of figures) {
  console.log(`${what.padEnd(48)} ${number.toFixed(1).padStart(9)} ${unit}`);
}
