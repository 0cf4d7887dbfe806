import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record firmware and device profile of instances. The firmware of existing ones is in their definitions. */
export class InstanceHardware1764000114000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "instance" ADD COLUMN "firmware" text NOT NULL DEFAULT 'bios'`);
    await runner.query(
      `ALTER TABLE "instance" ADD COLUMN "deviceProfile" text NOT NULL DEFAULT 'linux'`,
    );
    await runner.query(
      `UPDATE "instance" SET "firmware" = 'uefi'
        WHERE "definition" LIKE '%<os firmware=''efi''%' OR "definition" LIKE '%type=''pflash''%'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "deviceProfile"');
    await runner.query('ALTER TABLE "instance" DROP COLUMN "firmware"');
  }
}
