import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { freePort } from '../support/free-port.js';
import { TestServer } from '../support/test-server.js';
import { volumeNames } from '../support/virsh.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const MIB = 1024 ** 2;
const SIZE_BYTES = 96 * MIB;
const LIMIT_MS = 60_000;
/** Slow enough to interrupt the upload in the middle. */
const BYTES_PER_SECOND = 20 * MIB;

describe('an upload in a browser', () => {
  let server: TestServer;
  let web: WebPage;
  const file = (name: string) => join(server.folder, name);

  beforeAll(async () => {
    const listen = `127.0.0.1:${await freePort()}`;
    server = await TestServer.start({ env: { PICOSTACK_LISTEN: listen } });
    const bytes = Buffer.alloc(SIZE_BYTES);
    for (let at = 0; at < SIZE_BYTES; at += 4) bytes.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
    bytes.writeUInt16LE(0xaa55, 510);
    await writeFile(file('disk.raw'), bytes);
    await writeFile(file('other.raw'), bytes);
    web = await WebPage.open(server, '/images');
  });
  afterAll(async () => {
    await web?.[Symbol.asyncDispose]();
    await server?.dispose();
  });

  /** Limit the speed of the uploads of the page. */
  const limitSpeed = async (bytesPerSecond: number): Promise<void> => {
    const session = await web.page.context().newCDPSession(web.page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond,
    });
  };

  const begin = async (name: string): Promise<void> => {
    await web.page.getByRole('button', { name: 'Upload image' }).first().click();
    await web.dialog.getByLabel('Image file').setInputFiles(file('disk.raw'));
    await web.dialog.getByLabel('Name', { exact: true }).fill(name);
    await web.submit('Upload');
  };

  const received = (name: string, bytes: number): Promise<ImageDto> =>
    eventually(`${bytes} bytes`, LIMIT_MS, async () => {
      const { items } = await server.api.images();
      return items.find((each) => each.name === name && (each.uploadedBytes ?? 0) >= bytes);
    });

  const expectReady = async (name: string): Promise<void> => {
    await web.row(name).getByText('Ready').waitFor();
    const image = await server.api.ask<ImageDto>('GET', `/images/${name}`);
    const sha256 = createHash('sha256')
      .update(await readFile(file('disk.raw')))
      .digest('hex');
    expect(image).toMatchObject({ status: 'ready', sha256 });
    expect(web.errors).toEqual([]);
  };

  it('continues by itself after kill -9 of the server', async () => {
    await limitSpeed(BYTES_PER_SECOND);
    await begin('restarted');
    await received('restarted', 20 * MIB);
    await server.kill();
    await web.row('restarted').getByText('Connection lost, trying again').waitFor();
    await server.start();
    await expectReady('restarted');
  });

  it('continues with the same file after its tab was closed', async () => {
    await limitSpeed(BYTES_PER_SECOND);
    await begin('closed');
    await received('closed', 20 * MIB);
    await web[Symbol.asyncDispose]();
    web = await WebPage.open(server, '/images');
    const row = web.row('closed');
    await row.getByText(/^Interrupted at \d+ %$/).waitFor();
    expect(await row.innerText()).toContain('Choose disk.raw again to continue.');
    await row.getByLabel('File of closed').setInputFiles(file('other.raw'));
    await web.page.getByText('this file is other.raw').waitFor();
    await row.getByLabel('File of closed').setInputFiles(file('disk.raw'));
    await expectReady('closed');
  });

  it('is cancelled, and leaves nothing', async () => {
    await limitSpeed(BYTES_PER_SECOND);
    await begin('cancelled');
    const { id } = await received('cancelled', 5 * MIB);
    await web.row('cancelled').getByRole('button', { name: 'Cancel upload' }).click();
    await web.row('cancelled').waitFor({ state: 'detached' });
    const names = await volumeNames(server.imagesPool);
    expect(names.filter((name) => name.startsWith(id))).toEqual([]);
  });
});
