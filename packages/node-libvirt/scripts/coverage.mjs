// Writes the coverage table between the markers in README.md: every function of libvirt's API, and
// what stands for it here. Usage: npm run build && node scripts/coverage.mjs [/usr/share/libvirt/api]
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { protocolTable } from '../dist/index.js';

const folder = process.argv[2] ?? '/usr/share/libvirt/api';
const readme = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- coverage: written by scripts/coverage.mjs -->';
const END = '<!-- end of coverage -->';

// No procedure belongs to these: they live in the memory of libvirt's C library.
const LOCAL_ONLY =
  /^vir(?:TypedParams|Event|Stream|ConnCopy|ConnGet|ConnReset|ConnSet|CopyLast|DefaultErr|FreeError|GetLastError|ResetLast|SaveLast|SetErrorFunc|Initialize|GetVersion$|Error)|(?:Free|Ref|GetConnect|GetDomain|GetName|GetUUID|GetUUIDString|GetID)$/;
// These hand over open files, which a socket of Node cannot carry: the row is there, but no use.
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

/** Every TypeScript source of the client, as one text: its comments name libvirt's functions. */
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
    if (NEEDS_FILES.has(name)) none.push(`\`${name}\` (open files)`);
    else if (documented.has(name)) methods.push(`\`${name}\``);
    else if (row) calls.push(`\`${row}\``);
    else none.push(`\`${name}\``);
  }
  totals.method += methods.length;
  totals.call += calls.length;
  totals.none += none.length;
  lines.push(
    `<details><summary>${title}: ${methods.length} as methods, ${calls.length} more by <code>call()</code>, ${none.length} not</summary>`,
    '',
    `Methods: ${methods.join(', ')}`,
    ...(calls.length > 0 ? ['', `By \`call()\`: ${calls.join(', ')}`] : []),
    ...(none.length > 0 ? ['', `Not: ${none.join(', ')}`] : []),
    '',
    '</details>',
    '',
  );
}
const all = Object.values(protocolTable);
const summary =
  `${all.length} rows of the protocol: ${all.filter(({ kind }) => kind === 'call').length} calls and ` +
  `${all.filter(({ kind }) => kind === 'event').length} events. Of libvirt's functions that reach a daemon, ` +
  `${totals.method} are methods or events of an object here, ${totals.call} more can be called by the name of their row, ` +
  `${totals.none} have no procedure of their own or need open files.`;

const [before, rest] = readFileSync(readme, 'utf8').split(BEGIN);
const after = rest.split(END)[1];
writeFileSync(readme, `${before}${BEGIN}\n\n${summary}\n\n${lines.join('\n')}\n${END}${after}`);
console.log(summary);
