import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type Logger } from 'typeorm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dataSourceOptions } from '../../database/data-source-options.js';
import { FlavourEntity } from '../../flavours/flavour.entity.js';
import { ImageEntity } from '../../images/image.entity.js';
import { InstanceEntity, PortMappingEntity } from './instance.entity.js';
import { InstanceRecords } from './instance-records.js';

const ID = '00000000-0000-4000-8000-000000000001';
const DEFINITION = '<domain>large</domain>';

let folder: string;
let source: DataSource;
let records: InstanceRecords;
let queries: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'picostack-records-'));
  queries = [];
  const ignore = (): void => undefined;
  const logger: Logger = {
    logQuery: (query) => void queries.push(query),
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
  source = new DataSource({
    ...dataSourceOptions(folder),
    entities: [InstanceEntity, PortMappingEntity, ImageEntity, FlavourEntity],
    logging: ['query'],
    logger,
  });
  await source.initialize();
  await source.runMigrations();
  records = new InstanceRecords(source.getRepository(InstanceEntity));
  await records.insert(
    records.create({
      id: ID,
      name: 'web-1',
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
      definition: DEFINITION,
      createdAt: '2026-01-01T00:00:00.000Z',
    }),
  );
  queries = [];
});

afterEach(async () => {
  await source.destroy();
  rmSync(folder, { recursive: true, force: true });
});

it('reads the definition only when it is requested', async () => {
  const { items } = await records.list({}, {});
  const instances = [
    ...items,
    await records.find('web-1'),
    await records.load(ID),
    await records.findOneBy({ name: 'web-1' }),
    ...(await records.findBy({ state: 'stopped' })),
  ];
  for (const instance of instances) {
    expect(instance).toMatchObject({ name: 'web-1' });
    expect(instance?.definition).toBeUndefined();
  }
  expect(queries.length).toBeGreaterThan(0);
  for (const query of queries) expect(query).not.toContain('definition');
  expect(await records.definitionOf(ID)).toBe(DEFINITION);
  expect(queries.at(-1)).toContain('definition');
});

it('keeps the definition when other fields change', async () => {
  expect(await records.update(ID, { notes: 'changed' })).toBe(true);
  expect(await records.definitionOf(ID)).toBe(DEFINITION);
  expect(await records.update({ id: ID, notes: 'other' }, { notes: 'again' })).toBe(false);
  expect((await records.find(ID)).notes).toBe('changed');
});
