import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Create the table of the uploads that can be resumed: one for each image that is receiving its content in parts. */
export class ImageUploads1764000112000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "image_upload" (
        "imageId" text PRIMARY KEY REFERENCES "image" ("id") ON DELETE CASCADE,
        "lengthBytes" bigint NOT NULL,
        "offsetBytes" bigint NOT NULL,
        "fileName" text,
        "expiresAt" text NOT NULL,
        "createdBy" text NOT NULL
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "image_upload"');
  }
}
