// Writes src/constants.gen.ts from libvirt's own description of its API.
// Usage: node scripts/generate-constants.mjs [/usr/share/libvirt/api]
// The newest libvirt-dev that there is: constants are only ever added. Last: 11.3 (Debian 13).
import { readFileSync, writeFileSync } from 'node:fs';

const folder = process.argv[2] ?? '/usr/share/libvirt/api';
const sources = ['libvirt-api.xml', 'libvirt-qemu-api.xml'];
const target = new URL('../src/constants.gen.ts', import.meta.url);

/** The attributes of each start tag of a kind; the files are flat enough to need no XML parser. */
function* tags(xml, kind) {
  for (const [, text] of xml.matchAll(new RegExp(`<${kind} ([^>]*?)/?>`, 'g'))) {
    yield Object.fromEntries(
      [...text.matchAll(/(\w+)='([^']*)'|(\w+)="([^"]*)"/g)].map((m) => [
        m[1] ?? m[3],
        m[2] ?? m[4],
      ]),
    );
  }
}

const byType = new Map();
for (const source of sources) {
  const xml = readFileSync(`${folder}/${source}`, 'utf8');
  for (const { name, value, type } of tags(xml, 'enum')) {
    if (!/^-?\d+$/.test(value) || name.endsWith('_LAST')) continue;
    byType.set(type, [...(byType.get(type) ?? []), [name, Number(value)]]);
  }
}
// Names that the API description lists as macros, or not at all, and that programs need.
const macros = [];
for (const source of sources) {
  const xml = readFileSync(`${folder}/${source}`, 'utf8');
  for (const { name, string } of tags(xml, 'macro')) {
    if (string !== undefined && name.startsWith('VIR_')) macros.push([name, string]);
  }
}

const lines = [
  `// Generated from ${sources.join(' and ')} of libvirt-dev 11.3 by`,
  '// `node scripts/generate-constants.mjs`. Do not edit.',
  '',
];
for (const [type, values] of [...byType].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  for (const [name, value] of values.toSorted(([, a], [, b]) => a - b)) {
    lines.push(`/** ${type} */`, `export const ${name} = ${value};`);
  }
}
for (const [name, string] of macros.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const text = string.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  lines.push('/** The name of a typed parameter or field. */');
  lines.push(
    `export const ${name} = '${text}';`.length > 100
      ? `export const ${name} =\n  '${text}';`
      : `export const ${name} = '${text}';`,
  );
}
writeFileSync(target, `${lines.join('\n')}\n`);
console.log(`${lines.filter((line) => line.startsWith('export')).length} constants`);
