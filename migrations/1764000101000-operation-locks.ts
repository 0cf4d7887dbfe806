import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What else an operation keeps others from working on, so that a later run of the server does the same. */
export class OperationLocks1764000101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "operation" ADD COLUMN "locks" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "operation" DROP COLUMN "locks"');
  }
}
