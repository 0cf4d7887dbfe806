import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record how the volumes of images are compressed. Existing ones are not. */
export class ImageCompression1764000117000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "image" ADD COLUMN "compression" text NOT NULL DEFAULT 'none'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "image" DROP COLUMN "compression"');
  }
}
