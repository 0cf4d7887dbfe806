import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: Readonly<Record<string, string>> = {
  version: 'integer NOT NULL DEFAULT 1',
  replacesId: 'text',
  replacedById: 'text',
  fileState: "text NOT NULL DEFAULT 'present'",
  fileStamp: 'text',
  fileSha256: 'text',
  verifiedAt: 'text',
};

/** Record the versions of images, and the state of their files. The files of existing images count as unchanged. */
export class ImageVersions1764000115000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of Object.entries(COLUMNS)) {
      await runner.query(`ALTER TABLE "image" ADD COLUMN "${name}" ${type}`);
    }
    // Until now, this was the only error of a ready image.
    await runner.query(
      `UPDATE "image" SET "fileState" = 'missing' WHERE "status" = 'ready' AND "lastError" IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(COLUMNS).toReversed()) {
      await runner.query(`ALTER TABLE "image" DROP COLUMN "${name}"`);
    }
  }
}
