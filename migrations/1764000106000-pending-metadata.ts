import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record whether a domain's metadata must still be written. */
export class PendingMetadata1764000106000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE "instance" ADD COLUMN "metadataPending" boolean NOT NULL DEFAULT 0',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "metadataPending"');
  }
}
