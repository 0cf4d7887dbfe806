import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Create the tables of users, sessions and API tokens. Secrets are stored only as hashes. */
export class Auth1764000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['token', 'session', 'user']) await runner.query(`DROP TABLE "${table}"`);
  }
}

const STATEMENTS = [
  `CREATE TABLE "user" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "role" text NOT NULL,
    "passwordHash" text NOT NULL,
    "disabled" boolean NOT NULL,
    "createdAt" text NOT NULL
  )`,
  `CREATE TABLE "session" (
    "idHash" text PRIMARY KEY,
    "userId" text NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    "createdAt" text NOT NULL,
    "expiresAt" text NOT NULL,
    "lastSeenAt" text NOT NULL,
    "userAgent" text NOT NULL
  )`,
  `CREATE INDEX "session_user" ON "session" ("userId")`,
  `CREATE TABLE "token" (
    "id" text PRIMARY KEY,
    "name" text NOT NULL UNIQUE,
    "role" text NOT NULL,
    "tokenHash" text NOT NULL UNIQUE,
    "createdAt" text NOT NULL,
    "lastUsedAt" text,
    "expiresAt" text
  )`,
];
