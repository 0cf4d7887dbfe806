import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { TusUpload } from '../support/tus-upload.js';
import { run, virsh } from '../support/virsh.js';
import { eventually } from '../support/wait.js';

const MIB = 1024 ** 2;
const LARGE_BYTES = 1024 * MIB;
const SMALL_BYTES = 100_000_000;
const SMALL_COUNT = 10;
const READY_WITHIN_MS = 120_000;
/** Rounds in which picostack and its peers alternate, so that a host that becomes slower affects all. */
const ROUNDS = Number(process.env['PICOSTACK_TEST_BENCH_ROUNDS'] ?? 5);

let server: TestServer;
let large: string;
let small: string[];

beforeAll(async () => {
  server = await TestServer.start();
  large = join(server.folder, 'import', 'large.raw');
  await writeNoise(large, LARGE_BYTES);
  small = Array.from({ length: SMALL_COUNT }, (_, index) =>
    join(server.folder, 'import', `small-${index}.raw`),
  );
  for (const path of small) await writeNoise(path, SMALL_BYTES);
}, 120_000);
afterAll(() => server?.dispose());

it('compares uploads of 1 GiB with virsh vol-upload and qemu-img convert', async () => {
  const ms = { volUpload: [], convert: [], patch: [], put: [] } satisfies Record<string, number[]>;
  const times: Record<keyof typeof ms, number[]> = ms;
  // The first round warms up caches, connections and compiled code.
  for (let round = -1; round < ROUNDS; round += 1) {
    const measured = {
      volUpload: await volUpload(),
      patch: await patch(round),
      convert: await timed(() => convert(large)),
      put: await put(round),
    };
    if (round < 0) continue;
    times.volUpload.push(measured.volUpload);
    times.patch.push(measured.patch);
    times.convert.push(measured.convert);
    times.put.push(measured.put);
  }
  const peer = median(times.volUpload);
  const both = median(times.volUpload.map((each, round) => each + (times.convert[round] ?? 0)));
  console.table({
    'upload in parts: rate / virsh vol-upload (at least 0.9)': {
      'picostack ms': Math.round(median(times.patch)),
      'peer ms': Math.round(peer),
      ratio: round2(peer / median(times.patch)),
    },
    'PUT with import / vol-upload + qemu-img convert (at most 1.2)': {
      'picostack ms': Math.round(median(times.put)),
      'peer ms': Math.round(both),
      ratio: round2(median(times.put) / both),
    },
  });
  expect(times.put).toHaveLength(ROUNDS);
}, 600_000);

it('compares ten imports at once with xargs -P2 qemu-img convert', async () => {
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const measured = {
      ours: await importAll(round),
      peer: await timed(() => convertAll()),
    };
    if (round < 0) continue;
    ours.push(measured.ours);
    peer.push(measured.peer);
  }
  console.table({
    'ten imports of 100 MB / xargs -P2 qemu-img convert (at most 1.3)': {
      'picostack ms': Math.round(median(ours)),
      'peer ms': Math.round(median(peer)),
      ratio: round2(median(ours) / median(peer)),
    },
  });
  expect(ours).toHaveLength(ROUNDS);
}, 600_000);

async function volUpload(): Promise<number> {
  const name = 'peer.raw';
  const pool = ['--pool', server.imagesPool];
  const create = ['vol-create-as', server.imagesPool, name, String(LARGE_BYTES)];
  await virsh(...create, '--allocation', '0', '--format', 'raw');
  const ms = await timed(() => virsh('vol-upload', name, large, ...pool));
  await virsh('vol-delete', name, ...pool);
  return ms;
}

/** Until the server has stored the last byte; the import follows. */
async function patch(round: number): Promise<number> {
  const image = await server.api.expectImage({ name: `patch-${round}`, format: 'raw' });
  const upload = new TusUpload(server.api, image.id);
  await upload.create(LARGE_BYTES);
  const headers = ['Content-Type: application/offset+octet-stream', 'Tus-Resumable: 1.0.0'];
  const ms = await timed(() =>
    curl('PATCH', upload.path, [...headers, 'Upload-Offset: 0']).then(() => undefined),
  );
  await becomesReady(image.id);
  await server.api.request('DELETE', `/api/v1/images/${image.id}`);
  return ms;
}

async function put(round: number): Promise<number> {
  const image = await server.api.expectImage({ name: `put-${round}`, format: 'raw' });
  const ms = await timed(() => curl('PUT', `/api/v1/images/${image.id}/content`, []));
  await becomesReady(image.id);
  await server.api.request('DELETE', `/api/v1/images/${image.id}`);
  return ms;
}

function curl(method: string, path: string, headers: readonly string[]): Promise<string> {
  const all = [...headers, `Authorization: Bearer ${server.api.token}`, 'Expect:'];
  const options = '--silent --show-error --fail-with-body --request'.split(' ');
  const sent = all.flatMap((header) => ['--header', header]);
  return run('curl', ...options, method, '--upload-file', large, ...sent, server.api.url + path);
}

async function importAll(round: number): Promise<number> {
  const ids: string[] = [];
  const ms = await timed(async () => {
    await Promise.all(
      small.map(async (path, index) => {
        const body = { name: `import-${round}-${index}`, format: 'raw', path };
        const operation = await server.api.finish('POST', '/images', body);
        ids.push(operation.resource?.id ?? '');
      }),
    );
  });
  for (const id of ids) {
    await becomesReady(id);
    await server.api.request('DELETE', `/api/v1/images/${id}`);
  }
  return ms;
}

async function convertAll(): Promise<void> {
  const list = small.join('\n');
  const command = `printf '%s\\n' "$1" | xargs -P2 -I{} qemu-img convert -f raw -O qcow2 {} {}.qcow2`;
  await run('bash', '-c', command, 'bash', list);
  for (const path of small) await rm(`${path}.qcow2`);
}

async function convert(path: string): Promise<void> {
  await run('qemu-img', 'convert', '-f', 'raw', '-O', 'qcow2', path, `${path}.qcow2`);
  await rm(`${path}.qcow2`);
}

function becomesReady(id: string): Promise<true> {
  return eventually('the image to be ready', READY_WITHIN_MS, async () => {
    const { items } = await server.api.images();
    return items.find((image) => image.id === id)?.status === 'ready' ? true : undefined;
  });
}

/** Write a file that does not compress and has no holes, with the signature that a raw image must have. */
async function writeNoise(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    const noise = randomBytes(16 * MIB);
    noise.writeUInt16LE(0xaa55, 510);
    for (let at = 0; at < bytes; at += noise.length) {
      await file.write(noise, 0, Math.min(noise.length, bytes - at), at);
    }
  } finally {
    await file.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
