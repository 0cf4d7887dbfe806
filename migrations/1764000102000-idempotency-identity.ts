import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bind idempotency keys to the id of a user or token instead of its name, which a later user or token could reuse.
 * Keys whose user or token no longer exists, or is younger than the key, are deleted.
 */
export class IdempotencyIdentity1764000102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Keys expire after a day. Without them, only the responses to repeated requests are lost. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM "idempotency_key"`);
  }
}

const STATEMENTS = [
  `UPDATE "idempotency_key" SET "actor" = COALESCE(
    (SELECT 'token:' || t."id" FROM "token" t
      WHERE "idempotency_key"."actor" = 'token:' || t."name"
        AND t."createdAt" <= "idempotency_key"."createdAt"),
    (SELECT 'user:' || u."id" FROM "user" u
      WHERE "idempotency_key"."actor" = u."name"
        AND u."createdAt" <= "idempotency_key"."createdAt"),
    CASE "actor" WHEN 'local' THEN 'local' ELSE 'nobody:' || "actor" END
  )`,
  `DELETE FROM "idempotency_key" WHERE "actor" LIKE 'nobody:%'`,
];
