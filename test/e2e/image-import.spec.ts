import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RemoteServer, serveFile } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const MIB = 1024 ** 2;
const LIMIT_MS = 60_000;

describe('images that a browser imports', () => {
  let remote: RemoteServer;
  let server: TestServer;
  let folder: string;
  let web: WebPage;
  const disk = randomBytes(2 * MIB);
  disk.fill(0, 0, 16);
  disk.writeUInt16LE(0xaa55, 510);
  const compressed = gzipSync(disk);
  const hash = createHash('sha256').update(compressed).digest('hex');

  beforeAll(async () => {
    remote = await RemoteServer.start((request, response) => {
      if (request.url === '/SHA256SUMS') response.end(`${hash}  small.raw.gz\n`);
      else if (request.url === '/small.raw.gz') {
        serveFile(request, response, { content: compressed, etag: '"1"' });
      } else response.writeHead(404).end();
    });
    const entry = {
      name: 'small',
      title: 'Small Linux 1',
      osInfo: 'Small Linux 1',
      architecture: 'x86_64',
      url: remote.url('/small.raw.gz').href,
      checksumUrl: remote.url('/SHA256SUMS').href,
      format: 'raw',
      compression: 'gz',
      defaultUser: 'small',
      minMemoryMiB: 64,
      minDiskGiB: 1,
      firmware: 'bios',
      defaultPorts: [{ protocol: 'tcp', guestPort: 22 }],
    };
    folder = await mkdtemp(join(tmpdir(), 'picostack-catalogue-'));
    const catalogue = join(folder, 'catalogue.json');
    await writeFile(catalogue, JSON.stringify({ entries: [entry] }));
    const env = { PICOSTACK_IMPORT_NETWORKS: '127.0.0.1', PICOSTACK_CATALOGUE: catalogue };
    server = await TestServer.start({ env });
    web = await WebPage.open(server, '/images');
  });
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
    await remote?.[Symbol.asyncDispose]();
    if (folder) await rm(folder, { recursive: true });
  });

  const ready = (name: string) =>
    eventually(`the image ${name}`, LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.find((image) => image.name === name && image.status === 'ready');
    });

  it('come from the catalogue with one click, also as the first image', async () => {
    const { page, dialog } = web;
    await page.getByRole('heading', { name: 'No images yet' }).waitFor();
    await page.getByRole('button', { name: 'Import image' }).click();
    await dialog.getByText('Debian 13').first().waitFor();
    await dialog.getByLabel('Search the catalogue').fill('small linux');
    await dialog.getByRole('button', { name: 'Import Small Linux 1' }).click();
    expect(await ready('small')).toMatchObject({
      osInfo: 'Small Linux 1',
      defaultUser: 'small',
      minMemoryMiB: 64,
      sha256: hash,
      virtualSizeBytes: 2 * MIB,
    });
    await web.row('small').getByText('Ready').waitFor();
  });

  it('come from a URL, which is looked up first', async () => {
    const { page, dialog } = web;
    await page.getByRole('button', { name: 'Import image' }).click();
    await dialog.getByRole('tab', { name: 'URL' }).click();
    const url = dialog.getByRole('textbox', { name: 'URL' });
    await url.fill('http://169.254.169.254/disk.raw');
    await dialog.getByRole('button', { name: 'Look up' }).click();
    await dialog.getByText('is not a public address').waitFor();
    await url.fill(remote.url('/small.raw.gz').href);
    await dialog.getByRole('button', { name: 'Look up' }).click();
    await dialog.getByText('Found small.raw.gz').waitFor();
    const name = dialog.getByRole('textbox', { name: 'Name' });
    // The name of the file is taken, so the next one is suggested.
    expect(await name.inputValue()).toBe('small-1');
    expect(await dialog.getByLabel('Format').inputValue()).toBe('raw');

    const start = dialog.getByRole('button', { name: 'Import', exact: true });
    await dialog.getByLabel('Checksum').fill('abc');
    await dialog.getByText('Enter 64 or 128 hexadecimal digits').waitFor();
    expect(await start.isEnabled()).toBe(false);
    await dialog.getByLabel('Checksum').fill(hash);
    await name.fill('small');
    await start.click();
    await dialog.getByText('is taken by another image').waitFor();
    await name.fill('other');
    await start.click();
    expect(await ready('other')).toMatchObject({ sha256: hash });
    await web.row('other').getByText('Ready').waitFor();
  });

  it('come from a volume of libvirt', async () => {
    const { page, dialog } = web;
    const poolName = server.name('outside');
    await writeFile(join(folder, 'old server.raw'), disk);
    await virsh('pool-create-as', poolName, 'dir', '--target', folder);
    try {
      await page.getByRole('button', { name: 'Import image' }).click();
      await dialog.getByRole('tab', { name: 'Volume of libvirt' }).click();
      const start = dialog.getByRole('button', { name: 'Import', exact: true });
      expect(await start.isEnabled()).toBe(false);
      await dialog
        .getByRole('combobox', { name: 'Volume' })
        .selectOption(`${poolName}\nold server.raw`);
      expect(await dialog.getByLabel('Name').inputValue()).toBe('old-server');
      expect(await dialog.getByLabel('Format').inputValue()).toBe('raw');
      // Only an OVA has several disks.
      await dialog.getByLabel('Format').selectOption('ova');
      await dialog.getByLabel('Disk of the OVA').fill('first');
      await dialog.getByText('Enter a number from 1 to 256').waitFor();
      await dialog.getByLabel('Format').selectOption('raw');
      await start.click();
      expect(await ready('old-server')).toMatchObject({
        source: `volume:${poolName}/old server.raw`,
        virtualSizeBytes: 2 * MIB,
      });
    } finally {
      await virsh('pool-destroy', poolName);
    }
    expect(web.errors).toEqual([]);
  });
});
