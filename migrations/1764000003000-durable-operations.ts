import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Add the input and the current step to operations, so that they survive a restart of the server.
 * Add tags, notes, protection and the last definition to instances. Make image, flavour, MAC address and disk optional
 * for adopted instances.
 */
export class DurableOperations1764000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('An adopted instance has no place in the older records.'));
  }
}

const KEPT_COLUMNS = [
  'id',
  'name',
  'description',
  'state',
  'stateReason',
  'lastError',
  'imageId',
  'flavourId',
  'memoryMiB',
  'vcpus',
  'networkMode',
  'mac',
  'diskVolume',
  'diskSizeBytes',
  'autostart',
  'createdAt',
  'startedAt',
]
  .map((column) => `"${column}"`)
  .join(', ');

const STATEMENTS = [
  `ALTER TABLE "operation" ADD COLUMN "input" text`,
  `ALTER TABLE "operation" ADD COLUMN "stepIndex" integer`,
  `ALTER TABLE "operation" ADD COLUMN "isUndoing" boolean NOT NULL DEFAULT 0`,
  `CREATE INDEX "operation_status" ON "operation" ("status")`,
  // SQLite cannot make a column nullable, so this creates a new table, and a new one that refers to it.
  `CREATE TABLE "instance_next" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "description" text NOT NULL,
    "tags" text NOT NULL DEFAULT '[]',
    "notes" text NOT NULL DEFAULT '',
    "isProtected" boolean NOT NULL DEFAULT 0,
    "origin" text NOT NULL DEFAULT 'created',
    "state" text NOT NULL,
    "stateReason" text,
    "lastError" text,
    "imageId" text REFERENCES "image" ("id"),
    "flavourId" text REFERENCES "flavour" ("id"),
    "memoryMiB" integer NOT NULL,
    "vcpus" integer NOT NULL,
    "networkMode" text NOT NULL,
    "mac" text UNIQUE,
    "diskVolume" text,
    "diskSizeBytes" bigint NOT NULL,
    "autostart" boolean NOT NULL,
    "snapshotCount" integer NOT NULL DEFAULT 0,
    "definition" text,
    "createdAt" text NOT NULL,
    "startedAt" text
  )`,
  `INSERT INTO "instance_next" (${KEPT_COLUMNS}) SELECT ${KEPT_COLUMNS} FROM "instance"`,
  `CREATE TABLE "port_mapping_next" (
    "id" text PRIMARY KEY,
    "instanceId" text NOT NULL REFERENCES "instance_next" ("id") ON DELETE CASCADE,
    "protocol" text NOT NULL,
    "guestPort" integer NOT NULL,
    "hostAddress" text NOT NULL,
    "hostPort" integer NOT NULL,
    "active" boolean NOT NULL,
    UNIQUE ("protocol", "hostAddress", "hostPort")
  )`,
  `INSERT INTO "port_mapping_next" SELECT * FROM "port_mapping"`,
  `DROP TABLE "port_mapping"`,
  `DROP TABLE "instance"`,
  // Renaming a table also renames references to it.
  `ALTER TABLE "instance_next" RENAME TO "instance"`,
  `ALTER TABLE "port_mapping_next" RENAME TO "port_mapping"`,
  `CREATE INDEX "instance_image" ON "instance" ("imageId")`,
  `CREATE INDEX "port_mapping_instance" ON "port_mapping" ("instanceId")`,
];
