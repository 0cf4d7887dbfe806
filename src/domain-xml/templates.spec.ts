import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../common/errors.js';
import { TEMPLATE_PATHS, type TemplateName, readTemplates } from './template-files.js';
import { checkTemplates } from './template-check.js';
import { TEMPLATE_SAMPLES } from './template-samples.js';
import { renderDomain, renderMetadata, renderVolume, useTemplates } from './templates.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-templates-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  useTemplates(undefined);
});

const shipped = (name: TemplateName): string => readTemplates()[name].source;

function override(name: TemplateName, source: string): string {
  const path = join(folder, TEMPLATE_PATHS[name]);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
  return path;
}

/** Override a template with picostack's own, after replacing a part of it. */
function change(name: TemplateName, piece: string, by: string): string {
  const source = shipped(name);
  if (!source.includes(piece)) throw new Error(`${name} has no ${piece}`);
  return override(
    name,
    source.replace(piece, () => by),
  );
}

/** The line of the first occurrence in picostack's own template. */
function lineOf(name: TemplateName, piece: string): number {
  return shipped(name).split(piece)[0]?.split('\n').length ?? 0;
}

function refusal(): string {
  try {
    useTemplates(folder);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.message;
    throw error;
  }
  throw new Error('The templates were accepted.');
}

describe('an override', () => {
  it("is rendered instead of picostack's own template", () => {
    const path = change(
      'domain',
      "<model type='vga'/>",
      "<model type='virtio' heads='{{vcpus}}'/>",
    );
    expect(useTemplates(folder)).toEqual([path]);
    expect(renderDomain(TEMPLATE_SAMPLES.domain[0])).toContain("<model type='virtio' heads='2'/>");
    useTemplates(undefined);
    expect(renderDomain(TEMPLATE_SAMPLES.domain[0])).toContain("<model type='vga'/>");
  });

  it('of a partial applies to all templates that include it', () => {
    change('metadataContent', '<flavour ', "<note text='ours'/>\n<flavour ");
    useTemplates(folder);
    expect(renderDomain(TEMPLATE_SAMPLES.domain[0])).toContain("<note text='ours'/>");
    expect(renderMetadata(TEMPLATE_SAMPLES.metadata[0])).toContain("<note text='ours'/>");
  });

  it('may use if, unless, each with else, and fields outside of a loop', () => {
    const loop =
      '{{#each ports}}<!-- {{@index}} {{../vcpus}} {{this.hostPort}} {{#if @last}}last{{/if}} -->{{else}}<!-- none -->{{/each}}';
    change('domain', '<devices>', `{{#unless ports}}<!-- no -->{{/unless}}${loop}<devices>`);
    useTemplates(folder);
    expect(renderDomain(TEMPLATE_SAMPLES.domain[0])).toContain('<!-- 1 2 40001 last -->');
  });

  it('changes nothing if the file or the folder does not exist', () => {
    expect(useTemplates(folder)).toEqual([]);
    expect(useTemplates(join(folder, 'none'))).toEqual([]);
    expect(renderVolume(TEMPLATE_SAMPLES.volume[0])).toContain('<backingStore>');
  });

  it('that is refused keeps the previous templates in use', () => {
    change('domain', "<model type='vga'/>", "<model type='virtio'/>");
    useTemplates(folder);
    change('domain', '<devices>', '<device>');
    expect(refusal()).toContain('ill-formed');
    expect(renderDomain(TEMPLATE_SAMPLES.domain[0])).toContain("<model type='virtio'/>");
  });
});

/** A template, a part of it, its replacement, and a part of the message; the position is that of the part. */
type Refusal = readonly [
  what: string,
  name: TemplateName,
  piece: string,
  by: string,
  words: string,
  column?: number,
];

const REFUSALS: readonly Refusal[] = [
  // Handlebars
  ['an open expression', 'domain', '{{memoryMiB}}', '{{memoryMiB}', 'cannot be read from "}', 33],
  ['an end without a beginning', 'domain', '<vcpu>', '{{/if}}<vcpu>', 'cannot be read', 3],
  ['another end', 'volume', '{{/if}}', '{{/each}}', "if doesn't match each"],
  ['an unknown field', 'domain', '{{vcpus}}', '{{cpus}}', 'no field "cpus"', 11],
  ['an unknown field in if', 'domain', '<vcpu>', '{{#if numa}}{{/if}}<vcpu>', '"numa"', 9],
  [
    'an unknown field in a dead branch',
    'domain',
    '<vcpu>',
    '{{#unless name}}{{x}}{{/unless}}<vcpu>',
    '"x"',
  ],
  [
    'a list of fields that are not there',
    'domain',
    '<vcpu>',
    '{{#each nics}}{{/each}}<vcpu>',
    '"nics"',
  ],
  ['a field of the loop outside it', 'domain', '<vcpu>', '{{hostPort}}<vcpu>', '"hostPort"'],
  ['an unknown field in a loop', 'metadataContent', '{{hostPort}}', '{{port}}', 'no field "port"'],
  [
    'an unknown field of a field',
    'volume',
    '{{backing.path}}',
    '{{backing.file}}',
    '"backing" has no field "file"',
  ],
  ['an inherited field', 'domain', '{{vcpus}}', '{{constructor}}', '"constructor"'],
  [
    'a field that may be absent',
    'volume',
    '<capacity',
    '{{backing.path}}<capacity',
    'not always there',
  ],
  ['one outside the view', 'domain', '{{vcpus}}', '{{../vcpus}}', 'no field "vcpus"'],
  ['a list for a value', 'domain', '{{vcpus}}', '{{ports}}', 'is a list'],
  ['an object for a value', 'volume', '{{mode}}', '{{backing}}', 'has fields'],
  ['a value for a list', 'domain', '<vcpu>', '{{#each name}}{{/each}}<vcpu>', 'is a value'],
  ['a value unescaped', 'domain', '{{vcpus}}', '{{{vcpus}}}', 'must be escaped'],
  ['a value unescaped by &', 'domain', '{{vcpus}}', '{{&vcpus}}', 'must be escaped'],
  ['a helper', 'domain', '{{vcpus}}', '{{lookup ports 0}}', 'no helper "lookup"'],
  ['a block', 'domain', '<vcpu>', '{{#with name}}{{/with}}<vcpu>', 'no block "with"'],
  ['an unknown partial', 'domain', '{{> metadata-content}}', '{{> other}}', 'no partial "other"'],
  ['a partial that is not for it', 'pool', '<path>', '{{> metadata-content}}<path>', 'no partial'],
  [
    'a partial of its own',
    'domain',
    '<vcpu>',
    '{{#*inline "x"}}{{/inline}}<vcpu>',
    'not for these',
  ],
  ['a constant', 'domain', '{{vcpus}}', '{{"vcpus"}}', 'names of fields'],
  ['data that is not there', 'domain', '{{vcpus}}', '{{@root}}', '"@root"'],
  // XML
  [
    'an element that is not closed',
    'domain',
    '<acpi/>',
    '<acpi>',
    'ill-formed XML: <acpi> is not closed: </features> comes',
  ],
  ['a value without quotes', 'domain', "mode='{{cpuMode}}'", 'mode={{cpuMode}}', 'ill-formed'],
  ['a bare &', 'domain', '<acpi/>', '<acpi/> & ', 'a bare "&"', 13],
  ['an entity', 'domain', '<acpi/>', '&lt;&acpi;', 'acpi'],
  ['a bare ]]>', 'domain', '<acpi/>', ']]>', 'a bare "]]>"'],
  ['a prefix that is not declared', 'domain', '<acpi/>', '<qemu:acpi/>', 'prefix'],
  ['a name in a comment', 'domain', '<acpi/>', '<!-- {{name}} -->', 'comment'],
  [
    'an error in one branch',
    'volume',
    '<backingStore>',
    '{{#if backing}}<b>{{/if}}<backingStore>',
    'ill-formed',
  ],
  // The parts that picostack relies on
  ['another root', 'pool', "<pool type='dir'>", "<pools type='dir'>", 'ill-formed'],
  ['no name', 'domain', '<name>{{name}}</name>', '', '<domain> has no <name>'],
  ['a fixed name', 'domain', '<name>{{name}}', '<name>web', 'does not hold {{name}}'],
  ['two names', 'domain', '<name>{{name}}</name>', '<name>{{name}}</name><name/>', 'it takes one'],
  ['no uuid', 'domain', '<uuid>{{uuid}}</uuid>', '', '<domain> has no <uuid> with {{uuid}}'],
  ['another uuid', 'domain', '<uuid>{{uuid}}', '<uuid>{{imageId}}', 'does not hold {{uuid}}'],
  [
    'another namespace',
    'domain',
    'urn:picostack:instance:1',
    'urn:x',
    "needs xmlns:picostack='urn:picostack",
  ],
  [
    'no metadata',
    'metadataContent',
    "<flavour name='{{flavourName}}' memoryMiB='{{flavourMemoryMiB}}' vcpus='{{flavourVcpus}}' diskGiB='{{flavourDiskGiB}}'/>",
    '',
    'has no <flavour>',
  ],
  ['no ports', 'metadataContent', '<port ', '<p ', 'has 0 <port> for 2'],
  [
    'another port',
    'metadataContent',
    '{{hostPort}}',
    '{{guestPort}}',
    "needs hostPort='{{hostPort}}'",
  ],
  ['another disk', 'domain', '{{diskPath}}', '/other', 'has no <disk>'],
  ['a format that is guessed', 'domain', " type='qcow2' discard", ' discard', "type='qcow2'"],
  ['no network card', 'domain', "<mac address='{{mac}}'/>", '', 'has no <interface>'],
  ['another volume format', 'volume', "type='{{format}}'", "type='raw'", "type='{{format}}'"],
  ['another unit', 'volume', "unit='bytes'", "unit='KiB'", "unit='bytes'"],
  ['another mode', 'volume', '{{mode}}', '0644', 'does not hold {{mode}}'],
  ['another folder', 'pool', '{{path}}', '/', 'does not hold {{path}}'],
];

/** The position of problems of a missing element: that of its parent. */
const AT_PARENT: Readonly<Record<string, readonly [TemplateName, string]>> = {
  'another end': ['volume', '{{#if compat'],
  'no name': ['domain', '<domain'],
  'no uuid': ['domain', '<domain'],
  'two names': ['domain', '<domain'],
  'no metadata': ['metadata', '<instance'],
  'no ports': ['domain', '<picostack:instance'],
  'another disk': ['domain', '<devices>'],
  'no network card': ['domain', '<devices>'],
  'a format that is guessed': ['domain', '<disk '],
};

describe('a template is refused, with its file, line and column:', () => {
  it.each(REFUSALS.map((row) => [row[0], row] as const))('%s', (what, row) => {
    const [, name, piece, by, words, column] = row;
    change(name, piece, by);
    const message = refusal();
    expect(message).toContain(words);
    const [elsewhere, parent] = AT_PARENT[what] ?? ([name, piece] as const);
    const path = readTemplates(folder)[elsewhere].path;
    const line = lineOf(elsewhere, parent);
    expect(message).toContain(`  ${path}:${line}:${column ?? ''}`);
  });

  it('the wrong root element', () => {
    const path = override('pool', "\n<domain type='dir'/>\n");
    expect(refusal()).toBe(
      `These templates are invalid:\n  ${path}:2:1: the root element is <domain>; it must be <pool>`,
    );
  });

  it('an empty file', () => {
    const path = override('volume', '');
    expect(refusal()).toContain(`${path}:1:1: renders ill-formed XML: missing root element`);
  });

  it('a block that is not closed, at the end of the file', () => {
    const path = override('pool', "<pool type='dir'>\n{{#if name}}\n</pool>");
    expect(refusal()).toContain(`${path}:3:8: is not valid Handlebars: the file ends inside`);
  });

  it('a document type', () => {
    override('pool', `<!DOCTYPE pool>\n${shipped('pool')}`);
    expect(refusal()).toContain('take <!DOCTYPE> out');
  });

  it('no metadata element', () => {
    override('domain', shipped('domain').replace(/<metadata>[^]*<\/metadata>/, ''));
    expect(refusal()).toContain('instance.xml.hbs:1:1: <domain> has no <metadata>');
    override('domain', shipped('domain').replace(/<picostack:[^]*<\/picostack:instance>/, ''));
    expect(refusal()).toContain('instance.xml.hbs:4:3: <metadata> has no <picostack:instance>');
  });

  it('all problems at once', () => {
    change('domain', '{{vcpus}}', '{{cpus}}{{sockets}}');
    change('pool', '{{name}}', '{{title}}');
    expect(refusal().split('\n')).toEqual([
      'These templates are invalid:',
      expect.stringContaining('"cpus"'),
      expect.stringContaining('"sockets"'),
      expect.stringContaining('"title"'),
    ]);
  });

  it('after a loop and a partial, with its line in the source', () => {
    change('domain', "<rng model='virtio'>", "<rng model='virtio'></x>");
    expect(refusal()).toContain(`:${lineOf('domain', '<rng model')}:`);
    change('domain', '<memory ', "<a x='{{arch}}' x='{{arch}}'/>\n<memory ");
    expect(refusal()).toContain(`instance.xml.hbs:${lineOf('domain', '<memory ')}:3:`);
  });

  it('a file whose name is not that of a template', () => {
    mkdirSync(join(folder, 'domain'));
    writeFileSync(join(folder, 'domain/instanse.xml.hbs'), '');
    expect(refusal()).toContain('domain/instanse.xml.hbs. Known: domain/instance.xml.hbs');
  });

  it('a file that cannot be read', () => {
    mkdirSync(join(folder, TEMPLATE_PATHS.pool), { recursive: true });
    expect(refusal()).toMatch(/Cannot read the template .*pool.xml.hbs: /);
    rmSync(join(folder, TEMPLATE_PATHS.pool), { recursive: true });
    writeFileSync(join(folder, 'README.md'), 'notes are not templates');
    symlinkSync(join(folder, 'nowhere'), join(folder, TEMPLATE_PATHS.pool));
    expect(refusal()).toContain('Cannot read the template');
  });
});

it("picostack's own templates are valid", () => {
  expect(checkTemplates(readTemplates())).toEqual([]);
  expect(useTemplates(undefined)).toEqual([]);
});
