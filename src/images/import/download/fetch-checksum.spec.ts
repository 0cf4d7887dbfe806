import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  RemoteServer,
  serveFile,
  type ServedFile,
} from '../../../../test/support/remote-server.js';
import { AddressPolicy } from './address-policy.js';
import { fetchChecksum } from './fetch-checksum.js';

const LOOPBACK = new AddressPolicy(['127.0.0.0/8']);
const HASH = createHash('sha256').update('a').digest('hex');

const serving = (file: ServedFile) =>
  RemoteServer.start((request, response) => serveFile(request, response, file));

it('finds the checksum in a file on another server', async () => {
  await using remote = await serving({ content: Buffer.from(`${HASH}  a.qcow2\n`) });
  expect(await fetchChecksum(remote.url('/SHA256SUMS'), 'a.qcow2', LOOPBACK)).toEqual({
    algorithm: 'sha256',
    hash: HASH,
  });
  await expect.poll(() => remote.openSockets).toBe(0);
});

it('follows the rules for addresses', async () => {
  await using remote = await serving({ content: Buffer.from(HASH) });
  await expect(
    fetchChecksum(remote.url('/SHA256SUMS'), 'a.qcow2', new AddressPolicy()),
  ).rejects.toMatchObject({ code: 'addressNotAllowed' });
  expect(remote.requests).toEqual([]);
});

it.each([
  ['that announces its length', false, 1],
  ['without a length', true, 2],
])('refuses a file of more than 1 MiB %s', async (_, chunked, requests) => {
  await using remote = await serving({ content: Buffer.alloc(1024 ** 2 + 1, 'a'), chunked });
  await expect(fetchChecksum(remote.url('/SHA256SUMS'), 'a.qcow2', LOOPBACK)).rejects.toMatchObject(
    { code: 'checksumFileTooLarge' },
  );
  expect(remote.requests).toHaveLength(requests);
  await expect.poll(() => remote.openSockets).toBe(0);
});

it('accepts a file of 1 MiB', async () => {
  const line = `${HASH}  a.qcow2\n`;
  const content = Buffer.from(`${'#'.repeat(1023)}\n`.repeat(1024).slice(line.length) + line);
  await using remote = await serving({ content });
  expect((await fetchChecksum(remote.url('/a'), 'a.qcow2', LOOPBACK)).hash).toBe(HASH);
});
