import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Idempotency keys belong to a person or a token by its id: one of the same name that is made later gets none of them.
 * A key of a token or person that is gone, or younger than the key, belongs to nobody.
 */
export class IdempotencyIdentity1764000102000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  /** Keys are kept for a day; without them nothing is lost but the answer to a repeated request. */
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
