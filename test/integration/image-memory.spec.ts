import { randomBytes } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ImageDto } from '../../src/images/dto.js';
import { peakResidentBytes, resetPeak, residentBytes } from '../support/process.js';
import { TestServer } from '../support/test-server.js';
import { run } from '../support/virsh.js';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const BLOCK_BYTES = 16 * MIB;
const MAX_EXTRA_BYTES = 100 * 1_000_000;

it('an upload of 1 GiB with curl takes less than 100 MB of memory, and has the right SHA-256', async () => {
  await using server = await TestServer.start();
  const path = join(server.folder, 'large.raw');
  await writeMixedFile(path);
  const [sha256] = (await run('sha256sum', path)).split(' ');
  // Measured before the first upload, so that the memory that every upload needs is included.
  const before = residentBytes(server.pid);
  resetPeak(server.pid);
  const image = await server.api.expectImage({ name: 'large', format: 'raw' });
  const startedAt = performance.now();
  const url = `${server.api.url}/api/v1/images/${image.id}/content`;
  const options = '--silent --show-error --fail-with-body --upload-file'.split(' ');
  const authorization = `Authorization: Bearer ${server.api.token}`;
  const output = await run('curl', ...options, path, '--header', authorization, url);
  const seconds = (performance.now() - startedAt) / 1000;
  const extra = peakResidentBytes(server.pid) - before;

  console.log(
    `1 GiB in ${seconds.toFixed(1)} s; the server took ${(extra / 1e6).toFixed(1)} MB more memory ` +
      `(${(before / 1e6).toFixed(1)} MB before)`,
  );
  const ready: ImageDto = JSON.parse(output);
  expect(ready).toMatchObject({ status: 'ready', sha256, virtualSizeBytes: GIB });
  expect(extra).toBeLessThan(MAX_EXTRA_BYTES);
}, 300_000);

/** Write 1 GiB, of which every fourth block is noise and the rest are holes. */
async function writeMixedFile(path: string): Promise<void> {
  const noise = randomBytes(BLOCK_BYTES);
  // The boot signature, without which the server refuses a raw image.
  noise.writeUInt16LE(0xaa55, 510);
  const file = await open(path, 'w');
  try {
    for (let at = 0; at < GIB; at += 4 * BLOCK_BYTES) await file.write(noise, 0, BLOCK_BYTES, at);
    await file.truncate(GIB);
  } finally {
    await file.close();
  }
}
