import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestServer } from '../support/test-server.js';
import { registerTiny } from '../support/tiny-image.js';
import { virsh } from '../support/virsh.js';

/** Pairs of runs that alternate, so that a host that becomes slower affects both. */
const ROUNDS = Number(process.env['PICOSTACK_TEST_BENCH_ROUNDS'] ?? 15);

let server: TestServer;
let imagePath: string;
let imageBytes: string;

beforeAll(async () => {
  server = await TestServer.start();
  const image = await registerTiny(server.api);
  imageBytes = String(image.virtualSizeBytes);
  const volume = ['vol-path', `${image.id}.qcow2`, '--pool', server.imagesPool];
  imagePath = (await virsh(...volume)).trim();
});
afterAll(() => server?.dispose());

it('compares creating and starting an instance with virsh', async () => {
  const create: Pairs = { ours: [], virsh: [] };
  const start: Pairs = { ours: [], virsh: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    const ours = await measureOurs(server.name(`ours-${round}`));
    const byVirsh = await measureVirsh(server.name(`virsh-${round}`), ours.xml);
    // The first pair warms up caches, connections and compiled code.
    if (round < 0) continue;
    create.ours.push(ours.createMs);
    create.virsh.push(byVirsh.createMs);
    start.ours.push(ours.startMs);
    start.virsh.push(byVirsh.startMs);
  }
  console.table({
    'POST to defined and stopped / vol-create-as + define': row(create),
    'start to running / virsh start': row(start),
  });
  expect(create.ours).toHaveLength(ROUNDS);
});

interface Pairs {
  readonly ours: number[];
  readonly virsh: number[];
}

/** Creates through the API and waits for each request. */
async function measureOurs(name: string) {
  const body = { name, image: 'tiny', flavour: 'tiny', ports: [], start: false };
  const created = await timed(() => server.api.finish('POST', '/instances', body));
  const xml = await virsh('dumpxml', '--inactive', name);
  const started = await timed(() => server.api.finish('POST', `/instances/${name}/start`));
  await server.api.finish('DELETE', `/instances/${name}?force=true`);
  return { createMs: created, startMs: started, xml };
}

/** Creates the same clone and the same domain XML with virsh. */
async function measureVirsh(name: string, templateXml: string) {
  const volume = `${name}.qcow2`;
  const file = join(server.folder, 'virsh.xml');
  const diskPath = join(server.folder, 'pools', 'disks', volume);
  const xml = templateXml
    .replace(/<name>.*<\/name>/, `<name>${name}</name>`)
    .replace(/\s*<uuid>.*<\/uuid>/, '')
    .replace(/<mac address='[^']*'\/>/, '')
    .replace(/(<source file=')[^']*/, `$1${diskPath}`);
  await writeFile(file, xml);
  expect(await readFile(file, 'utf8')).toContain(diskPath);
  const clone = ['--pool', server.disksPool, '--name', volume, '--capacity', imageBytes];
  const backing = [
    '--format',
    'qcow2',
    '--backing-vol',
    imagePath,
    '--backing-vol-format',
    'qcow2',
  ];
  const created = await timed(async () => {
    await virsh('vol-create-as', ...clone, ...backing);
    await virsh('define', '--validate', file);
  });
  const started = await timed(() => virsh('start', name));
  await virsh('destroy', name);
  await virsh('undefine', name);
  await virsh('vol-delete', volume, '--pool', server.disksPool);
  return { createMs: created, startMs: started };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function row({ ours, virsh: byVirsh }: Pairs) {
  const ratios = ours.map((ms, round) => ms / (byVirsh[round] ?? Number.NaN));
  return {
    'picostack ms': round1(median(ours)),
    'virsh ms': round1(median(byVirsh)),
    'ratio of medians': round2(median(ours) / median(byVirsh)),
    'median of ratios': round2(median(ratios)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

const round1 = (value: number): number => Math.round(value * 10) / 10;
const round2 = (value: number): number => Math.round(value * 100) / 100;
