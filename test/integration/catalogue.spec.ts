import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueEntryDto } from '../../src/catalogue/dto.js';
import { Api } from '../support/api.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';

const run = promisify(execFile);

/** The catalogue needs no libvirt. */
const NO_LIBVIRT = 'qemu:///system?socket=/nonexistent';

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

interface Page {
  readonly items: readonly CatalogueEntryDto[];
  readonly total: number;
}

let server: TestServer;
let path: string;
beforeAll(async () => {
  server = await TestServer.prepare();
  path = join(server.folder, 'catalogue.json');
  write({ entries: [ENTRY] });
  await server.start({ PICOSTACK_CATALOGUE: path, PICOSTACK_LIBVIRT_URI: NO_LIBVIRT });
});
afterAll(() => server?.dispose());

const write = (content: unknown): void => writeFileSync(path, JSON.stringify(content));
const list = (query = ''): Promise<Page> => server.api.ask('GET', `/catalogue${query}`);

describe('GET /catalogue', () => {
  it("lists picostack's entries and those of the administrator, in pages", async () => {
    const all = await list();
    expect(all.total).toBe(all.items.length);
    expect(all.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['debian-12', 'debian-13', 'house-1']),
    );
    const page = await list('?limit=2&offset=1&sort=-name');
    expect(page).toEqual({ items: all.items.toReversed().slice(1, 3), total: all.total });
    expect((await list('?q=TRIXIE')).items.map(({ name }) => name)).toEqual(['debian-13']);
    expect(await server.api.refused('GET', '/catalogue?sort=url')).toMatchObject({
      status: 400,
      code: 'invalidInput',
    });
  });

  it('has every field of an entry, null or empty if the file has none', async () => {
    expect(await server.api.ask('GET', '/catalogue/house-1')).toEqual({
      ...ENTRY,
      description: '',
      homepage: null,
      defaultUser: null,
      defaultPorts: [],
    });
    expect(await server.api.refused('GET', '/catalogue/none')).toMatchObject({
      status: 404,
      code: 'catalogueEntryNotFound',
      detail: 'There is no catalogue entry "none".',
    });
  });

  it('needs a viewer', async () => {
    const { token } = await server.api.ask<{ token: string }>('POST', '/tokens', {
      name: 'catalogue-viewer',
      role: 'viewer',
    });
    const viewer = new Api(server.api.url, token);
    expect((await viewer.ask<Page>('GET', '/catalogue')).total).toBeGreaterThan(10);
    const stranger = new Api(server.api.url, 'wrong');
    expect(await stranger.refused('GET', '/catalogue')).toMatchObject({ status: 401 });
  });
});

describe('picostk image catalogue', () => {
  const picostk = async (...args: string[]): Promise<string> => {
    const env = { PICOSTACK_URL: server.api.url, PICOSTACK_TOKEN: server.api.token };
    const main = resolve('dist/src/cli/main.js');
    return (await run(process.execPath, [main, ...args], { env })).stdout;
  };

  it('prints a table', async () => {
    const lines = (await picostk('image', 'catalogue')).split('\n');
    expect(lines[0]).toMatch(/^NAME +TITLE +MEMORY +DISK +FIRMWARE *$/);
    expect(lines.find((line) => line.startsWith('house-1'))).toMatch(
      /^house-1 +House 1 +64 MiB +1 GiB +bios *$/,
    );
  });

  it('prints the entries as JSON', async () => {
    const entries: unknown = JSON.parse(await picostk('image', 'catalogue', '--json'));
    expect(entries).toEqual((await list('?limit=1000')).items);
  });
});

describe('the file of the administrator', () => {
  const reload = async (expected: string): Promise<void> => {
    const before = server.output.length;
    process.kill(server.pid, 'SIGHUP');
    await eventually(expected, 10_000, () => server.output.includes(expected, before) || undefined);
  };

  it('is read again by SIGHUP; with an invalid file the old entries stay', async () => {
    write({ replaces: true, entries: [ENTRY, { ...ENTRY, name: 'house-2' }] });
    await reload('the catalogue has 2 entries now');
    expect((await list()).total).toBe(2);
    write({ entries: [ENTRY, { ...ENTRY, name: 'house-3', minDiskGiB: 0 }] });
    await reload('picostack keeps its catalogue.');
    expect(server.output).toContain('entry 2 ("house-3"): minDiskGiB must not be less than 1');
    expect((await list()).total).toBe(2);
  });

  it('prevents the start of the server if it is invalid', async () => {
    await server.stop();
    const { code, output } = await server.startRefused({
      PICOSTACK_CATALOGUE: path,
      PICOSTACK_LIBVIRT_URI: NO_LIBVIRT,
    });
    expect(code).toBe(1);
    expect(output).toContain(
      `picostack could not start: The catalogue ${path} is invalid:\n  entry 2 ("house-3"): minDiskGiB must not be less than 1\n`,
    );
  });
});
