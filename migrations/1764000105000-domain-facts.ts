import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What libvirt said of an instance's domain, as far as it decides what can be done with it. */
export class DomainFacts1764000105000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" ADD COLUMN "facts" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "facts"');
  }
}
