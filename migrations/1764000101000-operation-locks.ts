import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record which other resources an operation locks, so that a restarted server locks them again. */
export class OperationLocks1764000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "operation" ADD COLUMN "locks" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "operation" DROP COLUMN "locks"');
  }
}
