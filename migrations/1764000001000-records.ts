import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Create the tables of images, flavours, instances, port mappings, operations and events. */
export class Records1764000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['event', 'operation', 'port_mapping', 'instance', 'flavour', 'image']) {
      await runner.query(`DROP TABLE "${table}"`);
    }
  }
}

const STATEMENTS = [
  `CREATE TABLE "image" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "description" text NOT NULL,
    "status" text NOT NULL,
    "format" text NOT NULL,
    "volume" text NOT NULL,
    "virtualSizeBytes" bigint,
    "fileSizeBytes" bigint,
    "sha256" text,
    "expectedSha256" text,
    "source" text NOT NULL,
    "osInfo" text,
    "defaultUser" text,
    "minMemoryMiB" integer,
    "defaultPorts" text NOT NULL,
    "lastError" text,
    "createdAt" text NOT NULL
  )`,
  `CREATE TABLE "flavour" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "memoryMiB" integer NOT NULL,
    "vcpus" integer NOT NULL,
    "diskGiB" integer,
    "createdAt" text NOT NULL
  )`,
  ...seed(
    'flavour',
    ['id', 'name', 'memoryMiB', 'vcpus', 'createdAt'],
    [
      ['d8b2f7e0-0000-4000-8000-000000000001', 'tiny', 256, 1, '2026-01-01T00:00:00.000Z'],
      ['d8b2f7e0-0000-4000-8000-000000000002', 'small', 1024, 1, '2026-01-01T00:00:00.000Z'],
      ['d8b2f7e0-0000-4000-8000-000000000003', 'medium', 2048, 2, '2026-01-01T00:00:00.000Z'],
      ['d8b2f7e0-0000-4000-8000-000000000004', 'large', 4096, 4, '2026-01-01T00:00:00.000Z'],
    ],
  ),
  `CREATE TABLE "instance" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "description" text NOT NULL,
    "state" text NOT NULL,
    "stateReason" text,
    "lastError" text,
    "imageId" text NOT NULL REFERENCES "image" ("id"),
    "flavourId" text NOT NULL REFERENCES "flavour" ("id"),
    "memoryMiB" integer NOT NULL,
    "vcpus" integer NOT NULL,
    "networkMode" text NOT NULL,
    "mac" text NOT NULL UNIQUE,
    "diskVolume" text NOT NULL,
    "diskSizeBytes" bigint NOT NULL,
    "autostart" boolean NOT NULL,
    "createdAt" text NOT NULL,
    "startedAt" text
  )`,
  `CREATE INDEX "instance_image" ON "instance" ("imageId")`,
  `CREATE TABLE "port_mapping" (
    "id" text PRIMARY KEY,
    "instanceId" text NOT NULL REFERENCES "instance" ("id") ON DELETE CASCADE,
    "protocol" text NOT NULL,
    "guestPort" integer NOT NULL,
    "hostAddress" text NOT NULL,
    "hostPort" integer NOT NULL,
    "active" boolean NOT NULL,
    UNIQUE ("protocol", "hostAddress", "hostPort")
  )`,
  `CREATE INDEX "port_mapping_instance" ON "port_mapping" ("instanceId")`,
  `CREATE TABLE "operation" (
    "id" text PRIMARY KEY,
    "kind" text NOT NULL,
    "resourceType" text NOT NULL,
    "resourceId" text NOT NULL,
    "resourceName" text NOT NULL,
    "status" text NOT NULL,
    "progress" real,
    "step" text,
    "errorCode" text,
    "errorDetail" text,
    "actor" text NOT NULL,
    "createdAt" text NOT NULL,
    "startedAt" text,
    "finishedAt" text
  )`,
  `CREATE INDEX "operation_resource" ON "operation" ("resourceId", "createdAt")`,
  `CREATE TABLE "event" (
    "id" integer PRIMARY KEY AUTOINCREMENT,
    "time" text NOT NULL,
    "kind" text NOT NULL,
    "resourceType" text,
    "resourceId" text,
    "resourceName" text,
    "actor" text NOT NULL,
    "details" text NOT NULL
  )`,
  `CREATE INDEX "event_resource" ON "event" ("resourceId", "id")`,
];

function seed(table: string, columns: string[], rows: (string | number)[][]): string[] {
  const names = columns.map((column) => `"${column}"`).join(', ');
  return rows.map((row) => {
    const values = row
      .map((value) => (typeof value === 'number' ? value : `'${value}'`))
      .join(', ');
    return `INSERT INTO "${table}" (${names}) VALUES (${values})`;
  });
}
