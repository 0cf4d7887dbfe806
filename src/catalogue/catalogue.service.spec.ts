import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings, type Settings } from '../config/settings.js';
import { CatalogueService } from './catalogue.service.js';

const ENTRY = {
  name: 'house-1',
  title: 'House 1',
  osInfo: 'House Linux',
  architecture: 'x86_64',
  url: 'http://images.example/house-1.raw.gz',
  checksumUrl: 'http://images.example/SHA256SUMS',
  format: 'raw',
  compression: 'gz',
  minMemoryMiB: 64,
  minDiskGiB: 1,
  firmware: 'bios',
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-catalogue-'));
  path = join(folder, 'catalogue.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (content: unknown): void => writeFileSync(path, JSON.stringify(content));
const settingsWith = (catalogue?: string): Settings =>
  loadSettings({
    PICOSTACK_CONFIG: '/dev/null',
    ...(catalogue !== undefined && { PICOSTACK_CATALOGUE: catalogue }),
  });
const namesOf = (service: CatalogueService): string[] =>
  service.list({ limit: 1000 }).items.map(({ name }) => name);

describe('the shipped catalogue', () => {
  const shipped = new CatalogueService(settingsWith()).list({ limit: 1000 }).items;

  it('has the well-known systems', () => {
    expect(shipped.map(({ name }) => name)).toEqual([
      'alma-9',
      'alpine-3.24',
      'arch',
      'debian-12',
      'debian-13',
      'fedora-44',
      'flatcar-stable',
      'freebsd-14',
      'opensuse-leap-16.0',
      'rocky-9',
      'ubuntu-22.04',
      'ubuntu-24.04',
      'ubuntu-26.04',
    ]);
  });

  it.each(shipped)('$name has a user, the port of SSH, and addresses over TLS', (entry) => {
    expect(entry.defaultUser).toMatch(/./);
    expect(entry.defaultPorts).toEqual([{ protocol: 'tcp', guestPort: 22 }]);
    for (const address of [entry.url, entry.checksumUrl, entry.homepage ?? '']) {
      expect(new URL(address).protocol).toBe('https:');
    }
    expect(new URL(entry.checksumUrl).hostname).toBe(new URL(entry.url).hostname);
  });

  it.each(shipped)('$name is compressed as the name of its file says', ({ url, compression }) => {
    const [, ending = null] = /\.(gz|xz|zst|bz2)$/.exec(url) ?? [];
    expect(compression).toBe(ending);
  });
});

describe('the file of the administrator', () => {
  it('adds entries, and replaces those with the same name', () => {
    write({ entries: [ENTRY, { ...ENTRY, name: 'debian-13', title: 'Our Debian' }] });
    const before = namesOf(new CatalogueService(settingsWith()));
    const service = new CatalogueService(settingsWith(path));
    expect(namesOf(service)).toEqual([...before, 'house-1'].toSorted());
    expect(service.get('debian-13').title).toBe('Our Debian');
    expect(service.get('debian-12').title).toBe('Debian 12 (bookworm)');
  });

  it('replaces all entries with "replaces"', () => {
    write({ replaces: true, entries: [ENTRY] });
    expect(namesOf(new CatalogueService(settingsWith(path)))).toEqual(['house-1']);
    write({ replaces: true, entries: [] });
    expect(namesOf(new CatalogueService(settingsWith(path)))).toEqual([]);
  });

  it('prevents the start if it is invalid or missing', () => {
    expect(() => new CatalogueService(settingsWith(path))).toThrow(`${path}: it does not exist.`);
    write({ entries: [{ ...ENTRY, firmware: 'coreboot' }] });
    expect(() => new CatalogueService(settingsWith(path))).toThrow(
      `The catalogue ${path} is invalid:\n  entry 1 ("house-1"): firmware must be one of`,
    );
  });

  it('is not used when the settings do not name it', () => {
    write({ replaces: true, entries: [] });
    expect(namesOf(new CatalogueService(settingsWith()))).toContain('debian-13');
  });
});

describe('a reload', () => {
  it('applies a changed file, and tells whether there is a change', () => {
    write({ replaces: true, entries: [ENTRY] });
    const service = new CatalogueService(settingsWith(path));
    expect(service.reload()).toBeUndefined();
    write({ replaces: true, entries: [ENTRY, { ...ENTRY, name: 'house-2' }] });
    expect(namesOf(service)).toEqual(['house-1']);
    expect(service.reload()).toBe(2);
    expect(namesOf(service)).toEqual(['house-1', 'house-2']);
  });

  it('applies another path of the settings', () => {
    write({ replaces: true, entries: [ENTRY] });
    const settings = settingsWith();
    const service = new CatalogueService(settings);
    Object.assign(settings, { catalogue: path });
    expect(service.reload()).toBe(1);
    Object.assign(settings, { catalogue: undefined });
    service.reload();
    expect(namesOf(service)).toContain('debian-13');
  });

  it('keeps the entries if the file is invalid', () => {
    write({ replaces: true, entries: [ENTRY] });
    const service = new CatalogueService(settingsWith(path));
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('house-1', ''));
    expect(() => service.reload()).toThrow('entry 1 (""): name must be');
    rmSync(path);
    expect(() => service.reload()).toThrow('it does not exist');
    expect(namesOf(service)).toEqual(['house-1']);
  });
});

describe('the list', () => {
  const service = new CatalogueService(settingsWith());
  const found = (query: object) => service.list(query).items.map(({ name }) => name);

  it('is sorted by name unless the query says otherwise', () => {
    expect(found({ limit: 2 })).toEqual(['alma-9', 'alpine-3.24']);
    expect(found({ limit: 1, offset: 1 })).toEqual(['alpine-3.24']);
    expect(found({ sort: '-name', limit: 1 })).toEqual(['ubuntu-26.04']);
    expect(found({ sort: 'minMemoryMiB', limit: 1 })).toEqual(['alpine-3.24']);
    expect(found({ sort: '-title', limit: 1 })).toEqual(['ubuntu-26.04']);
    expect(() => service.list({ sort: 'url' })).toThrow('cannot be sorted by "url"');
  });

  it('is searched by name, title, description and operating system', () => {
    expect(found({ q: 'DEBIAN' })).toEqual(['debian-12', 'debian-13']);
    expect(found({ q: 'trixie' })).toEqual(['debian-13']);
    expect(found({ q: 'ignition' })).toEqual(['flatcar-stable']);
    expect(found({ q: 'https' })).toEqual([]);
    expect(service.list({ q: 'debian', limit: 1 }).total).toBe(2);
  });

  it('has no entry with an unknown name', () => {
    for (const name of ['none', 'Debian-13', '__proto__', '']) {
      expect(() => service.get(name)).toThrow(`There is no catalogue entry "${name}".`);
    }
  });
});
