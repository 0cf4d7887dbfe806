import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InstanceDatabase } from '../../../test/support/instance-database.js';
import { PortForwarding } from './port-forwarding.js';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const MAPPING = {
  protocol: 'tcp',
  guestPort: 80,
  hostAddress: '127.0.0.1',
  hostPort: 40_000,
} as const;

let database: InstanceDatabase;
let ports: PortForwarding;

beforeEach(async () => {
  database = await InstanceDatabase.open();
  await database.insert({ id: ID, name: 'web-1' });
  ports = new PortForwarding(
    database.mappings,
    database.records,
    { allocate: (requests: readonly object[]) => Promise.resolve(requests) } as never,
    {} as never,
    {} as never,
    { onConnect: () => undefined } as never,
    { onRefresh: () => undefined } as never,
  );
});

afterEach(async () => {
  ports.onModuleDestroy();
  await database.dispose();
});

const isPending = async () => (await database.records.load(ID))?.metadataPending;

describe('a port mapping', () => {
  it('is stored and deleted together with the mark that the metadata is pending', async () => {
    const [mapping] = await ports.reserve(ID, [MAPPING]);
    expect(await isPending()).toBe(true);
    await database.records.update(ID, { metadataPending: false });
    if (mapping) await ports.remove(mapping, undefined);
    expect(await isPending()).toBe(true);
    expect(await database.mappings.count()).toBe(0);
  });

  it('that cannot be stored leaves no mark', async () => {
    await expect(ports.reserve(ID, [MAPPING, MAPPING])).rejects.toThrow(/UNIQUE/);
    expect(await isPending()).toBe(false);
    expect(await database.mappings.count()).toBe(0);
  });
});

describe('a restored instance', () => {
  const restored = () =>
    database.records.create({
      id: OTHER,
      name: 'web-2',
      description: '',
      tags: [],
      notes: '',
      isProtected: false,
      origin: 'created',
      state: 'stopped',
      memoryMiB: 256,
      vcpus: 1,
      networkMode: 'user',
      diskSizeBytes: 0,
      autostart: false,
      createdAt: '2026-01-01T00:00:00.000Z',
    });

  it('is stored with its mappings, except those whose host port another instance has', async () => {
    await ports.reserve(ID, [MAPPING]);
    const refused = await ports.insertRestored(restored(), [
      MAPPING,
      { ...MAPPING, hostPort: 40_001 },
    ]);
    expect(refused).toEqual([{ index: 0, message: expect.stringContaining('"web-1"') }]);
    expect((await database.records.load(OTHER))?.ports).toMatchObject([{ hostPort: 40_001 }]);
  });

  it('is not stored if its mappings cannot be', async () => {
    await expect(ports.insertRestored(restored(), [MAPPING, MAPPING])).rejects.toThrow(/UNIQUE/);
    expect(await database.records.load(OTHER)).toBeNull();
  });
});
