import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The names of a domain's snapshots instead of their number: null where they were not read yet. */
export class SnapshotNames1764000108000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" ADD COLUMN "snapshotNames" text');
    await runner.query('ALTER TABLE "instance" DROP COLUMN "snapshotCount"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE "instance" ADD COLUMN "snapshotCount" integer NOT NULL DEFAULT 0',
    );
    await runner.query('ALTER TABLE "instance" DROP COLUMN "snapshotNames"');
  }
}
