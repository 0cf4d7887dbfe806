import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Record the facts about a domain that decide which actions are legal. */
export class DomainFacts1764000105000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" ADD COLUMN "facts" text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "instance" DROP COLUMN "facts"');
  }
}
