import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record which disk of an OVA becomes an image. */
export class OvaDisk1764000116100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "image" ADD COLUMN "ovaDisk" integer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "image" DROP COLUMN "ovaDisk"');
  }
}
