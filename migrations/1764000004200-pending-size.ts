import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the next start gives an instance that runs, where that differs from what it has. */
export class PendingSize1764000004200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" ADD COLUMN "pendingSize" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "pendingSize"');
  }
}
