import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Move the cause of an event from the detail `reason` to its own column. */
export class EventCause1764000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "event" ADD COLUMN "cause" text');
    await runner.query(
      `UPDATE "event" SET "cause" = json_extract("details", '$.reason'),
        "details" = json_remove("details", '$.reason')
        WHERE json_type("details", '$.reason') IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `UPDATE "event" SET "details" = json_set("details", '$.reason', "cause")
        WHERE "cause" IS NOT NULL`,
    );
    await runner.query('ALTER TABLE "event" DROP COLUMN "cause"');
  }
}
