import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record the names of a domain's snapshots instead of their number. Null until they are read. */
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
