import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS: Readonly<Record<string, string>> = {
  minDiskGiB: 'integer',
  tags: "text NOT NULL DEFAULT '[]'",
  recommendedFlavour: 'text',
  firmware: "text NOT NULL DEFAULT 'bios'",
  deviceProfile: "text NOT NULL DEFAULT 'linux'",
  isProtected: 'boolean NOT NULL DEFAULT 0',
};

/** Record tags, requirements, hardware and protection of images. Existing images boot with BIOS, as before. */
export class ImageLife1764000113000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, type] of Object.entries(COLUMNS)) {
      await runner.query(`ALTER TABLE "image" ADD COLUMN "${name}" ${type}`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(COLUMNS).toReversed()) {
      await runner.query(`ALTER TABLE "image" DROP COLUMN "${name}"`);
    }
  }
}
