import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInputError } from '../common/errors.js';
import { PROGRAM_FOLDER } from '../common/program-folder.js';
import { parseCatalogue, URL_PATTERN } from './catalogue-file.js';
import { SHIPPED_CATALOGUE } from './read-catalogue.js';

/** The keywords that the schema uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
}
const ANNOTATIONS = ['$schema', '$defs', 'title', 'description', 'default', 'examples'];

const FILE = join(PROGRAM_FOLDER, 'catalogue', 'catalogue.schema.json');
const SCHEMA = JSON.parse(readFileSync(FILE, 'utf8')) as Schema & {
  readonly $defs: Readonly<Record<string, Schema>>;
};

type Rules = {
  readonly [K in keyof Required<Schema>]: (
    value: unknown,
    rule: Required<Schema>[K],
    schema: Schema,
  ) => boolean;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isRecord,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  integer: Number.isInteger,
};

/** JSON Schema 2020-12, as far as the schema uses it. A keyword applies to values of its own type only. */
const RULES: Rules = {
  $ref: (value, ref) => conforms(value, SCHEMA.$defs[ref.replace('#/$defs/', '')]),
  type: (value, type) => TYPES[type]?.(value) ?? false,
  enum: (value, values) => values.includes(value),
  pattern: (value, pattern) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (value, length) => typeof value !== 'string' || Array.from(value).length >= length,
  maxLength: (value, length) => typeof value !== 'string' || Array.from(value).length <= length,
  minimum: (value, minimum) => typeof value !== 'number' || value >= minimum,
  maximum: (value, maximum) => typeof value !== 'number' || value <= maximum,
  maxItems: (value, length) => !Array.isArray(value) || value.length <= length,
  items: (value, items) => !Array.isArray(value) || value.every((item) => conforms(item, items)),
  required: (value, names) => !isRecord(value) || names.every((name) => name in value),
  properties: (value, properties) =>
    !isRecord(value) ||
    Object.entries(properties).every(
      ([name, each]) => !(name in value) || conforms(value[name], each),
    ),
  additionalProperties: (value, allowed, { properties = {} }) =>
    allowed || !isRecord(value) || Object.keys(value).every((name) => name in properties),
};

function conforms(value: unknown, schema: Schema | undefined): boolean {
  if (schema === undefined)
    throw new Error('The schema refers to a definition that does not exist');
  return Object.entries(schema).every(([keyword, rule]) => {
    if (ANNOTATIONS.includes(keyword)) return true;
    const check: unknown = RULES[keyword as keyof Rules];
    if (typeof check !== 'function') throw new Error(`No rule for the keyword ${keyword}`);
    return Boolean(check(value, rule, schema));
  });
}

function isAccepted(content: unknown): boolean {
  try {
    parseCatalogue(JSON.stringify(content), 'catalogue.json');
    return true;
  } catch (error) {
    if (error instanceof InvalidInputError) return false;
    throw error;
  }
}

const ENTRY = {
  name: 'house-1',
  title: 'House 1',
  description: 'Of the house.',
  osInfo: 'House Linux',
  homepage: 'https://images.example/',
  architecture: 'x86_64',
  url: 'https://images.example/house-1.qcow2.xz',
  checksumUrl: 'https://images.example/SHA256SUMS',
  format: 'qcow2',
  compression: 'xz',
  defaultUser: 'house',
  minMemoryMiB: 512,
  minDiskGiB: 2,
  firmware: 'any',
  defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
};
const REQUIRED = SCHEMA.$defs['entry']?.required ?? [];
const FIELDS = Object.keys(SCHEMA.$defs['entry']?.properties ?? {});

/** Values of every type and around every limit; each is tried in each field. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  1,
  1.5,
  -1,
  16 * 1024 * 1024,
  16 * 1024 * 1024 + 1,
  64 * 1024,
  64 * 1024 + 1,
  {},
  [],
  '',
  ' ',
  'x86_64',
  'aarch64',
  'qcow2',
  'raw',
  'vmdk',
  'xz',
  'lzma',
  'uefi',
  'bios',
  'efi',
  'root',
  '_a.b-C',
  '-a',
  'a b',
  'a'.repeat(32),
  'a'.repeat(33),
  'a'.repeat(63),
  'a'.repeat(64),
  '😀'.repeat(100),
  '😀'.repeat(101),
  'é'.repeat(1000),
  'é'.repeat(1001),
  'two\nlines',
  'tab\t',
  'escape\u001b',
  'bidi\u202e',
  '../etc',
  '00000000-0000-4000-8000-000000000000',
  'http://a/',
  'http://a',
  'HTTP://a/',
  'https://a.example:8443/b?c=d&e=%20',
  'https://[2001:db8::1]/b',
  'https://user:secret@a.example/',
  'https://a.example/#b',
  'https://a.example/ b',
  'https://a.example/é',
  'https://-a/',
  'https://a:/',
  'https://a:123456/',
  'file:///etc/shadow',
  'ftp://a/',
  `https://a/${'b'.repeat(2038)}`,
  `https://a/${'b'.repeat(2039)}`,
  [{ guestPort: 22 }],
  [{ protocol: 'udp', guestPort: 65_535 }],
  [{ protocol: 'sctp', guestPort: 1 }],
  [{ protocol: 'tcp' }],
  [{ guestPort: 0 }],
  [{ guestPort: 65_536 }],
  [{ guestPort: '22' }],
  [{ guestPort: 22, hostPort: 2222 }],
  [null],
  [22],
  [[]],
  Array.from({ length: 32 }, () => ({ guestPort: 1 })),
  Array.from({ length: 33 }, () => ({ guestPort: 1 })),
];

describe('the JSON schema of the catalogue', () => {
  it('accepts the catalogue that picostack ships, whose $schema is its name', () => {
    const shipped = JSON.parse(readFileSync(SHIPPED_CATALOGUE, 'utf8')) as { $schema: string };
    expect(conforms(shipped, SCHEMA)).toBe(true);
    expect(shipped.$schema).toBe('./catalogue.schema.json');
  });

  it('describes every field', () => {
    const described = (schema: Schema): boolean =>
      'description' in schema &&
      Object.values(schema.properties ?? {}).every(described) &&
      (schema.items === undefined || '$ref' in schema.items || described(schema.items));
    expect(described(SCHEMA)).toBe(true);
    expect(Object.values(SCHEMA.$defs).every(described)).toBe(true);
  });

  it('has the pattern of addresses that the server has', () => {
    expect(SCHEMA.$defs['url']?.pattern).toBe(URL_PATTERN.source.replaceAll(String.raw`\/`, '/'));
  });

  it.each(FIELDS)('agrees with the server about each value of %s', (field) => {
    const verdicts = VALUES.map((value) => {
      const content = { entries: [{ ...ENTRY, [field]: value }] };
      return { value, schema: conforms(content, SCHEMA), server: isAccepted(content) };
    });
    expect(verdicts.filter(({ schema, server }) => schema !== server)).toEqual([]);
    expect(new Set(verdicts.map(({ schema }) => schema))).toEqual(new Set([true, false]));
  });

  it.each(FIELDS)('agrees with the server whether %s is required', (field) => {
    const content = { entries: [{ ...ENTRY, [field]: undefined }] };
    const written: unknown = JSON.parse(JSON.stringify(content));
    expect(conforms(written, SCHEMA)).toBe(!REQUIRED.includes(field));
    expect(isAccepted(written)).toBe(!REQUIRED.includes(field));
  });

  it.each([
    null,
    [],
    'text',
    {},
    { entries: null },
    { entries: {} },
    { entries: [] },
    { entries: [null] },
    { entries: [[]] },
    { entries: [], replaces: true },
    { entries: [], replaces: 1 },
    { entries: [], replaces: null },
    { entries: [], $schema: 'https://a.example/' },
    { entries: [], $schema: null },
    { entries: [], version: 1 },
    { entries: [{ ...ENTRY, sha256: '' }] },
    { entries: Array.from({ length: 1001 }, () => ENTRY) },
  ])('agrees with the server about the file %j', (content) => {
    expect(isAccepted(content)).toBe(conforms(content, SCHEMA));
  });
});
