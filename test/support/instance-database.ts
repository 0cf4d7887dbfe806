import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource, Logger, Repository } from 'typeorm';
import { createDataSource } from '../../src/database/database-access.js';
import { dataSourceOptions } from '../../src/database/data-source-options.js';
import { FlavourEntity } from '../../src/flavours/flavour.entity.js';
import { ImageEntity } from '../../src/images/image.entity.js';
import { InstanceEntity, PortMappingEntity } from '../../src/instances/records/instance.entity.js';
import { InstanceRecords } from '../../src/instances/records/instance-records.js';

/** A temporary database with the tables of instances. */
export class InstanceDatabase {
  /** The queries since the database was opened. */
  readonly queries: string[] = [];

  private constructor(
    private readonly folder: string,
    private readonly source: DataSource,
  ) {}

  static async open(): Promise<InstanceDatabase> {
    const folder = mkdtempSync(join(tmpdir(), 'picostack-instances-'));
    const queries: string[] = [];
    const source = createDataSource({
      ...dataSourceOptions(folder),
      entities: [InstanceEntity, PortMappingEntity, ImageEntity, FlavourEntity],
      logging: ['query'],
      logger: queryLogger((query) => void queries.push(query)),
    });
    await source.initialize();
    await source.runMigrations();
    const database = new InstanceDatabase(folder, source);
    queries.length = 0;
    return Object.assign(database, { queries });
  }

  get mappings(): Repository<PortMappingEntity> {
    return this.source.getRepository(PortMappingEntity);
  }

  get records(): InstanceRecords {
    return new InstanceRecords(this.source.getRepository(InstanceEntity));
  }

  /** Insert an instance with these fields. */
  async insert(fields: Partial<InstanceEntity> & Pick<InstanceEntity, 'id' | 'name'>) {
    await this.records.insert(
      this.records.create({
        description: '',
        tags: [],
        notes: '',
        isProtected: false,
        origin: 'created',
        state: 'stopped',
        stateReason: null,
        lastError: null,
        memoryMiB: 256,
        vcpus: 1,
        networkMode: 'user',
        diskSizeBytes: 0,
        autostart: false,
        snapshotNames: [],
        createdAt: '2026-01-01T00:00:00.000Z',
        ...fields,
      }),
    );
  }

  /** Insert an image and a flavour with the same id and name. */
  async insertImageAndFlavour(fields: { readonly id: string; readonly name: string }) {
    const createdAt = '2026-01-01T00:00:00.000Z';
    const own = { description: '', format: 'qcow2', volume: '', source: 'upload' } as const;
    const state = {
      status: 'ready' as const,
      defaultPorts: [],
      tags: [],
      allowsUnbootable: false,
      isProtected: false,
    };
    const guests = { firmware: 'bios', deviceProfile: 'linux' } as const;
    await this.source
      .getRepository(ImageEntity)
      .insert({ ...own, ...state, ...guests, ...fields, createdAt });
    const size = { memoryMiB: 256, vcpus: 1, diskGiB: null };
    await this.source.getRepository(FlavourEntity).insert({ ...size, ...fields, createdAt });
  }

  async dispose(): Promise<void> {
    await this.source.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function queryLogger(logQuery: (query: string) => void): Logger {
  const ignore = (): void => undefined;
  return {
    logQuery,
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  };
}
