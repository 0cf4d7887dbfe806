import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Add the size that a running instance will have after its next start. */
export class PendingSize1764000004200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" ADD COLUMN "pendingSize" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "pendingSize"');
  }
}
