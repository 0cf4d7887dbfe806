import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether an image can be booted from, and whether that was confirmed not to matter. Unknown for what is there. */
export class BootSignature1764000103000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "image" ADD COLUMN "hasBootSignature" boolean');
    await runner.query(
      'ALTER TABLE "image" ADD COLUMN "allowsUnbootable" boolean NOT NULL DEFAULT 0',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "image" DROP COLUMN "allowsUnbootable"');
    await runner.query('ALTER TABLE "image" DROP COLUMN "hasBootSignature"');
  }
}
