// Writes docs/coverage.md: every function of libvirt's API, and the method or procedure for it here.
// Usage: npm run build && node scripts/coverage.mjs [/usr/share/libvirt/api]
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { protocolTable } from '../dist/index.js';

const folder = process.argv[2] ?? '/usr/share/libvirt/api';
const output = new URL('../docs/coverage.md', import.meta.url);

// These have no procedure: they only concern the memory of libvirt's C library.
const LOCAL_ONLY =
  /^vir(?:TypedParams|Event|Stream|ConnCopy|ConnGet|ConnReset|ConnSet|CopyLast|DefaultErr|FreeError|GetLastError|ResetLast|SaveLast|SetErrorFunc|Initialize|GetVersion$|Error)|(?:Free|Ref|GetConnect|GetDomain|GetName|GetUUID|GetUUIDString|GetID)$/;
// These pass open file descriptors, which a socket in Node cannot carry.
const NEEDS_FILES = new Set([
  'virDomainCreateWithFiles',
  'virDomainCreateXMLWithFiles',
  'virDomainFDAssociate',
  'virDomainOpenGraphics',
  'virDomainOpenGraphicsFD',
  'virDomainQemuMonitorCommandWithFiles',
]);
const FAMILIES = [
  ['Connection and host', /^vir(?:Connect|Node(?!Device))/],
  ['Domains', /^virDomain(?!Snapshot|Checkpoint)/],
  ['Snapshots and checkpoints', /^virDomain(?:Snapshot|Checkpoint)/],
  ['Storage', /^virStorage/],
  ['Networks', /^virNetwork/],
  ['Devices of the host', /^virNodeDevice/],
  ['Interfaces of the host', /^virInterface/],
  ['Filters', /^virNWFilter/],
  ['Secrets', /^virSecret/],
];

/** Read all sources of the client as one text: their comments name libvirt's functions. */
function sources(url) {
  return readdirSync(url, { withFileTypes: true })
    .map((entry) => {
      const child = new URL(`${entry.name}${entry.isDirectory() ? '/' : ''}`, url);
      if (entry.isDirectory()) return sources(child);
      return /(?<!\.spec)\.ts$/.test(entry.name) ? readFileSync(child, 'utf8') : '';
    })
    .join('\n');
}

const documented = new Map();
const text = sources(new URL('../src/client/', import.meta.url));
for (const [, comment, name] of text.matchAll(
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:static )?(?:async )?(?:get )?(\w+)/g,
)) {
  for (const [vir] of comment.matchAll(/\bvir[A-Z]\w+/g)) {
    if (!documented.has(vir)) documented.set(vir, name);
  }
}

const rows = new Map(Object.keys(protocolTable).map((name) => [name.toLowerCase(), name]));
const functions = ['libvirt-api.xml', 'libvirt-qemu-api.xml'].flatMap((file) =>
  [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/<function name='(vir\w+)'/g)].map(
    ([, name]) => name,
  ),
);

const remote = functions.filter((name) => documented.has(name) || !LOCAL_ONLY.test(name));
const lines = [];
const totals = { method: 0, call: 0, none: 0 };
for (const [title, pattern] of FAMILIES) {
  const methods = [];
  const calls = [];
  const none = [];
  for (const name of remote.filter((candidate) => pattern.test(candidate))) {
    const row =
      rows.get(name.slice(3).toLowerCase()) ??
      rows.get(name.slice(3).toLowerCase().replace('domainqemu', 'qemudomain'));
    if (NEEDS_FILES.has(name)) none.push(`\`${name}\` (open file descriptors)`);
    else if (documented.has(name)) methods.push(`\`${name}\``);
    else if (row) calls.push(`\`${row}\``);
    else none.push(`\`${name}\``);
  }
  totals.method += methods.length;
  totals.call += calls.length;
  totals.none += none.length;
  lines.push(
    `## ${title}`,
    '',
    `${methods.length} as methods or events, ${calls.length} more by \`call()\`, ${none.length} missing.`,
    '',
    `Methods and events: ${methods.join(', ')}`,
    ...(calls.length > 0 ? ['', `By \`call()\`: ${calls.join(', ')}`] : []),
    ...(none.length > 0 ? ['', `Missing: ${none.join(', ')}`] : []),
    '',
  );
}
const all = Object.values(protocolTable);
const summary =
  `The protocol table has ${all.length} rows: ${all.filter(({ kind }) => kind === 'call').length} calls and ` +
  `${all.filter(({ kind }) => kind === 'event').length} events. Of libvirt's functions that reach a daemon, ` +
  `${totals.method} are methods or events of an object, ${totals.call} more work through \`Connection.call\` with the name of ` +
  `their row, and ${totals.none} are missing: the protocol has no procedure for them, another method replaces them, or they pass ` +
  'open file descriptors, which a socket in Node cannot carry.';

mkdirSync(new URL('.', output), { recursive: true });
writeFileSync(
  output,
  `# Coverage of libvirt's API\n\nWritten by \`node scripts/coverage.mjs\`; do not edit.\n\n${summary}\n\n${lines.join('\n')}`,
);
console.log(summary);
