// Measures this client beside @unraid/libvirt, Python's libvirt and virsh, and prints the ratios
// next to their targets. `npm run bench -- node-libvirt` in the root prepares what it needs, and calls
//   node bench/bench.mjs --unraid FILE_OF_THE_MODULE [--python PROGRAM] [--rounds N]
import { cpus, getPriority, loadavg, setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { Contestant, Virsh } from './contestant.mjs';
import { compare, table } from './report.mjs';
import { Workplace } from './workplace.mjs';

const DOMAINS = 1_000;
// The daemon spends most of its time on a name lookup in the first call, and almost none in the second.
const CALLS = ['connectGetHostname', 'domainGetInfo'];
const CALLS_IN_TURN = 500;
const CALLS_AT_ONCE = 5_000;
const UPLOAD_MIB = 256;

const { values: options } = parseArgs({
  options: {
    unraid: { type: 'string' },
    python: { type: 'string', default: '/usr/bin/python3' },
    rounds: { type: 'string', default: '30' },
  },
});
if (options.unraid === undefined)
  throw new Error('Pass the module file of @unraid/libvirt: --unraid FILE');

try {
  // Reduces the influence of other work on the machine; the contestants inherit the priority.
  setPriority(-15);
} catch {
  // Only root may do this. Without it, the figures vary more.
}

const workplace = new Workplace();
const perCall = (calls) => (ms) => (ms * 1_000) / calls;

/** List the measurements, with the target ratio to each peer. */
async function figures() {
  await workplace.startDaemon();
  const { qemuUri } = workplace;
  const testUri = workplace.testUri(DOMAINS);
  const target = await workplace.uploadTarget(UPLOAD_MIB);
  const start = (name, command, file, ...args) =>
    workplace.enter(new Contestant(name, command, file, testUri, ...args));
  const ours = start('node-libvirt', process.execPath, 'node-libvirt.mjs', qemuUri);
  const unraid = start('@unraid/libvirt', process.execPath, 'unraid-libvirt.mjs', options.unraid);
  const python = start('Python', options.python, 'python_libvirt.py');
  const bare = start('a bare socket', process.execPath, 'bare-socket.mjs');
  const virsh = workplace.enter(new Virsh(qemuUri));
  const upload = (pieceKiB) => ({
    figure: `upload of ${UPLOAD_MIB} MiB, read ${pieceKiB} KiB at a time`,
    unit: 'MiB/s',
    task: 'upload',
    details: { ...target, pieceKiB },
    value: (ms) => (UPLOAD_MIB * 1_000) / ms,
    ours,
  });
  const calling = (name) => [
    {
      figure: `${name}, one after another`,
      unit: 'us a call',
      task: 'serial',
      details: { calls: CALLS_IN_TURN, name },
      value: perCall(CALLS_IN_TURN),
      ours,
      peers: [{ peer: unraid, atMost: 0.6 }, { peer: python, atMost: 1.1 }, { peer: bare }],
    },
    {
      figure: `${name}, ${CALLS_AT_ONCE} at once`,
      unit: 'us a call',
      task: 'pipelined',
      details: { calls: CALLS_AT_ONCE, name },
      value: perCall(CALLS_AT_ONCE),
      ours,
      peers: [{ peer: unraid, atMost: 0.5 }, { peer: bare }],
    },
  ];
  return [
    ...CALLS.flatMap(calling),
    {
      figure: `XML of ${DOMAINS} domains`,
      unit: 'ms',
      task: 'xml',
      details: { domains: DOMAINS },
      value: (ms) => ms,
      ours,
      peers: [{ peer: python, atMost: 0.5 }],
    },
    { ...upload(1_024), peers: [{ peer: virsh, atLeast: 0.9 }] },
    // The default of createReadStream; reading takes most of the time.
    { ...upload(64), peers: [{ peer: virsh }] },
  ];
}

function load() {
  return loadavg()
    .map((one) => one.toFixed(1))
    .join(' ');
}

try {
  const before = load();
  const rows = [];
  for (const figure of await figures()) {
    rows.push(...(await compare(figure, Number(options.rounds))));
  }
  console.log(
    `\nnode-libvirt on Node ${process.versions.node}, ${cpus().length} x ${cpus()[0]?.model}; ` +
      `load ${before} before, ${load()} after; priority ${getPriority()}`,
  );
  console.log(table(rows));
} finally {
  await workplace.cleanUp();
}
