import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidInputError } from '../common/errors.js';
import { PROGRAM_FOLDER } from '../common/program-folder.js';
import { parseCatalogue, readCatalogueFile } from './catalogue-file.js';

const PATH = '/etc/picostack/catalogue.json';

const ENTRY = {
  name: 'house-1',
  title: 'House 1',
  osInfo: 'House Linux',
  architecture: 'x86_64',
  url: 'https://images.example/house-1.qcow2',
  checksumUrl: 'https://images.example/SHA256SUMS',
  format: 'qcow2',
  minMemoryMiB: 512,
  minDiskGiB: 2,
  firmware: 'any',
};

const parse = (content: unknown) => parseCatalogue(JSON.stringify(content), PATH);

/** The message and the code of the error of a file. */
function refusal(read: () => unknown): { message: string; code: string } {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidInputError) return { message: error.message, code: error.code };
    throw error;
  }
  throw new Error('The file was accepted');
}

describe('the catalogue of a file', () => {
  it('has its entries in their order, and does not replace by default', () => {
    const other = { ...ENTRY, name: 'house-2', defaultPorts: [{ guestPort: 80 }] };
    const { replaces, entries } = parse({ entries: [ENTRY, other] });
    expect(replaces).toBe(false);
    expect(entries).toMatchObject([
      ENTRY,
      { ...other, defaultPorts: [{ guestPort: 80, protocol: 'tcp' }] },
    ]);
    expect(parse({ replaces: true, entries: [] })).toEqual({ replaces: true, entries: [] });
  });

  it('names the file, the entry and the field of every problem', () => {
    const { message, code } = refusal(() =>
      parse({
        entries: [
          ENTRY,
          { ...ENTRY, name: 'house-2', minMemoryMiB: '512', sha: 1 },
          { ...ENTRY, name: undefined, url: 'file:///etc/shadow' },
          { ...ENTRY, name: 'ports', defaultPorts: [{ guestPort: 22 }, { guestPort: 0 }] },
        ],
      }),
    );
    expect(code).toBe('invalidCatalogue');
    expect(message.split('\n')).toEqual([
      `The catalogue ${PATH} is invalid:`,
      '  entry 2 ("house-2"): sha should not exist',
      '  entry 2 ("house-2"): minMemoryMiB must be a number',
      '  entry 3: name is required',
      '  entry 3: url must be an http or https address without user name and fragment',
      '  entry 4 ("ports"): defaultPorts.1.guestPort must not be less than 1',
    ]);
  });

  it('may have each name once', () => {
    expect(refusal(() => parse({ entries: [ENTRY, { ...ENTRY, title: 'Again' }] })).message).toBe(
      `The catalogue ${PATH} is invalid:\n  entry 2 ("house-1"): name is also that of entry 1`,
    );
  });

  it('reports a limited number of problems, on one line each', () => {
    const bad = { ...ENTRY, format: 'vmdk\n' };
    const entries = Array.from({ length: 50 }, (_, index) => ({ ...bad, name: `a\n${index}` }));
    const lines = refusal(() => parse({ entries })).message.split('\n');
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('  and 80 more');
  });

  it.each([
    [[], 'the file must be an object'],
    ['text', 'the file must be an object'],
    [{}, 'entries must be a list of 1000 entries at most'],
    [{ entries: {} }, 'entries must be a list of 1000 entries at most'],
    [
      { entries: Array.from({ length: 1001 }, () => ENTRY) },
      'entries must be a list of 1000 entries at most',
    ],
    [{ entries: [], replace: true }, 'replace should not exist'],
    [{ entries: [], replaces: 'yes' }, 'replaces must be true or false'],
    [{ entries: [], $schema: 1 }, '$schema must be text of 2048 characters at most'],
    [{ entries: [null] }, 'entry 1 must be an object'],
    [{ entries: [[]] }, 'entry 1 must be an object'],
  ])('is refused if the file is %j', (content, message) => {
    expect(refusal(() => parse(content)).message).toBe(
      `The catalogue ${PATH} is invalid:\n  ${message}`,
    );
  });

  it.each(['__proto__', 'constructor', 'prototype'])('is refused with a field %s', (field) => {
    const text = JSON.stringify({ entries: [{ ...ENTRY, note: {} }] }).replace('note', field);
    expect(refusal(() => parseCatalogue(text, PATH)).message).toBe(
      `Cannot read the catalogue ${PATH}: it is not valid JSON (a field has the name "${field}").`,
    );
  });

  it('is refused if the file is not JSON', () => {
    expect(refusal(() => parseCatalogue('{"entries": [}', PATH)).message).toMatch(
      /^Cannot read the catalogue .*: it is not valid JSON \(Unexpected token.*\)\.$/,
    );
  });
});

describe('the file of a catalogue', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'picostack-catalogue-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is read', () => {
    const path = join(folder, 'catalogue.json');
    writeFileSync(path, JSON.stringify({ entries: [ENTRY] }));
    expect(readCatalogueFile(path).entries).toMatchObject([ENTRY]);
  });

  it('may look like the example of the documentation', () => {
    const markdown = readFileSync(join(PROGRAM_FOLDER, 'docs', 'catalogue.md'), 'utf8');
    const [, example = ''] = /```json\n([^]*?)```/.exec(markdown) ?? [];
    expect(parseCatalogue(example, PATH).entries).toHaveLength(1);
  });

  it('must exist, be a regular file, be UTF-8 and have at most 1 MiB', () => {
    const reasonOf = (path: string) =>
      refusal(() => readCatalogueFile(path)).message.replace(
        `Cannot read the catalogue ${path}: `,
        '',
      );
    expect(reasonOf(join(folder, 'none.json'))).toBe('it does not exist.');
    expect(reasonOf(folder)).toBe('it is not a regular file.');
    const path = join(folder, 'bytes.json');
    writeFileSync(path, Buffer.from([0x22, 0xff, 0x22]));
    expect(reasonOf(path)).toBe('it is not UTF-8 text.');
    truncateSync(path, 1024 ** 2 + 1);
    expect(reasonOf(path)).toBe('it is larger than 1 MiB.');
  });
});
