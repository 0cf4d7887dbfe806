import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record whether an image has a boot signature, and whether the user allowed its absence. Unknown for existing images. */
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
