import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { freePort } from '../support/free-port.js';
import { peakResidentBytes, residentBytes, resetPeak } from '../support/process.js';
import { random } from '../support/random.js';
import { TestServer } from '../support/test-server.js';
import { eventually } from '../support/wait.js';
import { WebPage } from '../support/web-page.js';

const MIB = 1024 ** 2;
const SIZE_BYTES = 3 * 1024 * MIB;
const LIMIT_MS = 300_000;
const MAX_GROWTH_BYTES = 60 * MIB;

let server: TestServer;
let web: WebPage;
let path: string;

beforeAll(async () => {
  const listen = `127.0.0.1:${await freePort()}`;
  server = await TestServer.start({ env: { PICOSTACK_LISTEN: listen } });
  path = join(server.folder, 'large.raw');
  await using file = await open(path, 'w');
  for (let at = 0; at < SIZE_BYTES; at += 16 * MIB) {
    const bytes = randomBytes(16 * MIB);
    if (at === 0) bytes.fill(0, 0, 16).writeUInt16LE(0xaa55, 510);
    await file.write(bytes);
  }
  web = await WebPage.open(server, '/images');
}, LIMIT_MS);
afterAll(async () => {
  await web?.[Symbol.asyncDispose]();
  await server?.dispose();
});

it('uploads 3 GiB in Chromium, cut five times, in little memory', async () => {
  const cuts = Array.from({ length: 5 }, (_, index) => (index + random()) / 5);
  await web.page.getByRole('button', { name: 'Upload image' }).first().click();
  await web.dialog.getByLabel('Image file').setInputFiles(path);
  await web.dialog.getByLabel('Name', { exact: true }).fill('large');
  await web.submit('Upload');

  const growths: number[] = [];
  const begun = performance.now();
  for (const [index, cut] of cuts.entries()) {
    growths.push(await growthUntil(cut * SIZE_BYTES));
    if (index % 2 === 0) {
      await web[Symbol.asyncDispose]();
      web = await WebPage.open(server, '/images');
      await web
        .row('large')
        .getByText(/^Interrupted at \d+ %$/)
        .waitFor();
      await web.row('large').getByLabel('File of large').setInputFiles(path);
    } else {
      await server.kill();
      await server.start();
    }
  }
  growths.push(await growthUntil(undefined));
  const seconds = (performance.now() - begun) / 1000;
  console.table({
    '3 GiB in Chromium': {
      cuts: cuts.map((cut) => `${Math.round(cut * 100)} %`).join(', '),
      seconds: Math.round(seconds),
      'largest growth of the server in MiB': Math.round(Math.max(...growths) / MIB),
    },
  });
  const { sha256 } = await image();
  expect(sha256).toBe(await sha256Of(path));
  expect(Math.max(...growths)).toBeLessThan(MAX_GROWTH_BYTES);
  expect(web.errors).toEqual([]);
}, 600_000);

const image = (): Promise<ImageDto> => server.api.ask('GET', '/images/large');

/**
 * Wait until the server has so many bytes.
 * @param bytes undefined: until the image is ready
 * @returns how much the memory of the server grew meanwhile, in bytes
 */
async function growthUntil(bytes: number | undefined): Promise<number> {
  const { pid } = server;
  const before = residentBytes(pid);
  resetPeak(pid);
  await eventually('the content', LIMIT_MS, async () => {
    const { status, uploadedBytes } = await image();
    return (bytes === undefined ? status === 'ready' : (uploadedBytes ?? 0) >= bytes) || undefined;
  });
  return peakResidentBytes(pid) - before;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
