// Writes src/constants.gen.ts and src/enum-names.gen.ts from libvirt's own description of its API.
// Usage: node scripts/generate-constants.mjs [/usr/share/libvirt/api]
// The newest libvirt-dev that there is: constants are only ever added. Last: 11.3 (Debian 13).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

const folder = process.argv[2] ?? '/usr/share/libvirt/api';
const sources = ['libvirt-api.xml', 'libvirt-qemu-api.xml'];

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

const NOTE = [
  `// Generated from ${sources.join(' and ')} of libvirt-dev 11.3 by`,
  '// `node scripts/generate-constants.mjs`. Do not edit.',
];

const types = [...byType]
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([type, values]) => [type, values.toSorted(([, a], [, b]) => a - b)]);

const lines = [...NOTE, `import type { Enum } from './enum.js';`, ''];
for (const [type, values] of types) {
  for (const [name, value] of values) {
    lines.push(`export const ${name}: Enum<'${type}', ${value}> = ${value};`);
  }
}
for (const [name, string] of macros.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  const text = string.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  lines.push('/** The name of a typed parameter or field. */', `export const ${name} = '${text}';`);
}
await write('constants.gen.ts', lines);

// One text for each enum: as objects they would triple the time that an import takes.
const names = [
  ...NOTE,
  '',
  '/** The names and values of each enum. */',
  'export const enumNames = {',
];
for (const [type, values] of types) {
  names.push(`${type}: '${values.map(([name, value]) => `${name}=${value}`).join(' ')}',`);
}
await write('enum-names.gen.ts', [...names, '} as const;']);
console.log(`${lines.filter((line) => line.startsWith('export')).length} constants`);

/** Writes a file of src in the format of the project. */
async function write(name, texts) {
  const file = fileURLToPath(new URL(`../src/${name}`, import.meta.url));
  const config = await prettier.resolveConfig(file);
  writeFileSync(
    file,
    await prettier.format(`${texts.join('\n')}\n`, { ...config, filepath: file }),
  );
}
