import { createHash, randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { RemoteServer } from '../support/remote-server.js';
import { TestServer } from '../support/test-server.js';
import { run } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const MIB = 1024 ** 2;
const LIMIT_MS = 30_000;
/** In the first cluster of a qcow2 file, which has zeros there. */
const AFTER_THE_HEADER = 40_000;

/** A raw disk with a boot sector. */
function disk(): Buffer {
  const bytes = randomBytes(MIB);
  bytes.fill(0, 0, 16);
  bytes.writeUInt16LE(0xaa55, 510);
  return bytes;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the life of an image in a browser', () => {
  let remote: RemoteServer;
  let server: TestServer;
  let web: WebPage;
  const second = disk();

  beforeAll(async () => {
    // It sends the beginning of a file, and then nothing more.
    remote = await RemoteServer.start((request, response) => {
      response.writeHead(200, { 'Content-Length': 2 * MIB });
      if (request.method === 'HEAD') response.end();
      else response.write(second);
    });
    server = await TestServer.start({ env: { PICOSTACK_IMPORT_NETWORKS: '127.0.0.1' } });
    const { id } = await server.api.expectImage({ name: 'base', format: 'raw' });
    await server.api.ask('PUT', `/images/${id}/content`, disk());
    web = await WebPage.open(server, '/images');
  });
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
    await remote?.[Symbol.asyncDispose]();
  });

  const image = (name: string): Promise<ImageDto> => server.api.ask('GET', `/images/${name}`);

  /** Choose from the menu of an image what opens no dialog. */
  const choose = async (name: string, item: RegExp): Promise<void> => {
    await web.page.getByRole('button', { name: `More actions for ${name}`, exact: true }).click();
    await web.page.getByRole('menuitem', { name: item }).click();
  };

  it('gets a new version, which takes the name over', async () => {
    const { dialog } = web;
    const old = await image('base');
    await web.choose('base', 'Upload new version');
    await dialog.getByLabel('Image file').setInputFiles({
      name: 'other.raw',
      mimeType: 'application/octet-stream',
      buffer: second,
    });
    await dialog.getByRole('group', { name: 'other.raw' }).waitFor();
    expect(await dialog.getByLabel('Name').inputValue()).toBe('base');
    await web.submit('Upload');
    await eventually('the new version', LIMIT_MS, async () => {
      const { id, status } = await image('base');
      return (id !== old.id && status === 'ready') || undefined;
    });
    expect(await image('base')).toMatchObject({ version: 2, sha256: sha256(second) });
  });

  it('arrives as a downloaded file', async () => {
    for (const [item, ending] of [
      [/^Download as qcow2/, 'qcow2'],
      [/^Download as raw/, 'raw'],
    ] as const) {
      const started = web.page.waitForEvent('download');
      await choose('base', item);
      const download = await started;
      expect(download.suggestedFilename()).toBe(`base.${ending}`);
      const path = join(server.folder, `downloaded.${ending}`);
      await download.saveAs(path);
      const raw = join(server.folder, 'back.raw');
      await run('qemu-img', 'convert', '-f', ending, '-O', 'raw', path, raw);
      expect(sha256(await readFile(raw))).toBe(sha256(second));
    }
  });

  it('is verified, and a changed file is shown and accepted', async () => {
    const { page } = web;
    await choose('base', /^Verify$/);
    await eventually('the verification', LIMIT_MS, async () => {
      const { verifiedAt } = await image('base');
      return verifiedAt ?? undefined;
    });
    const { id } = await image('base');
    await using file = await open(join(server.folder, 'pools', 'images', `${id}.qcow2`), 'r+');
    await file.write('changed', AFTER_THE_HEADER);
    await web.row('base').getByText('File changed').waitFor();
    await web.choose('base', 'Accept change');
    await web.submit('Accept change');
    await web.row('base').getByText('Ready').waitFor();
    await page.getByText('File changed').waitFor({ state: 'detached' });
    expect(await image('base')).toMatchObject({ fileState: 'present', lastError: null });
  });

  it('is not imported after all, when the import is cancelled', async () => {
    const { page } = web;
    const url = remote.url('/disk.raw').href;
    await server.api.ask('POST', '/images', { name: 'unwanted', format: 'raw', url });
    const row = web.row('unwanted');
    await row.getByText('Receiving').waitFor();
    await row.getByRole('button', { name: 'Cancel import of unwanted' }).click();
    await row.waitFor({ state: 'detached' });
    await eventually(
      'the end of the download',
      LIMIT_MS,
      () => remote.openSockets === 0 || undefined,
    );
    expect((await server.api.images()).items.map(({ name }) => name)).toEqual(['base']);
    await page.getByRole('link', { name: 'base', exact: true }).waitFor();
    expect(web.errors).toEqual([]);
  });
});
