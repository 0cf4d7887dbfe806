import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Create the table of idempotency keys and recorded responses. */
export class Idempotency1764000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "idempotency_key"`);
  }
}

const STATEMENTS = [
  `CREATE TABLE "idempotency_key" (
    "actor" text NOT NULL,
    "key" text NOT NULL,
    "fingerprint" text NOT NULL,
    "createdAt" text NOT NULL,
    "status" integer,
    "location" text,
    "contentType" text,
    "body" text,
    PRIMARY KEY ("actor", "key")
  )`,
  `CREATE INDEX "idempotency_key_age" ON "idempotency_key" ("createdAt")`,
];
