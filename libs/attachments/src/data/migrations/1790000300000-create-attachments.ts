import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateAttachments1790000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attachments (
        id uuid NOT NULL,
        state text NOT NULL,
        mime text NOT NULL,
        width integer NOT NULL,
        height integer NOT NULL,
        bytes integer NOT NULL,
        sha256 text NOT NULL,
        received_sha256 text NOT NULL,
        received_bytes integer NOT NULL,
        uploaded_by uuid,
        uploaded_at timestamptz NOT NULL,
        subject_type text,
        subject_id uuid,
        region_path ltree,
        claimed_by uuid,
        claimed_at timestamptz,
        CONSTRAINT attachments_pk PRIMARY KEY (id),
        CONSTRAINT attachments_state CHECK (
          (state = 'fresh' AND subject_id IS NULL) OR (state = 'claimed' AND subject_id IS NOT NULL AND subject_type IS NOT NULL)
        )
      )`);
    await runner.query(
      `CREATE INDEX attachments_subject ON attachments (subject_id) WHERE subject_id IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE attachment_secret (
        id smallint NOT NULL DEFAULT 1,
        secret text NOT NULL,
        CONSTRAINT attachment_secret_pk PRIMARY KEY (id),
        CONSTRAINT attachment_secret_one CHECK (id = 1)
      )`);
    await runner.query(`
      CREATE TABLE upload_counts (
        key text NOT NULL,
        hour timestamptz NOT NULL,
        uploads integer NOT NULL,
        CONSTRAINT upload_counts_pk PRIMARY KEY (key, hour)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE upload_counts, attachment_secret, attachments`);
  }
}
