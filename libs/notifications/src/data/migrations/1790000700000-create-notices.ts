import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateNotices1790000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE notices (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        seq bigint NOT NULL,
        type text NOT NULL,
        audience text NOT NULL,
        template text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        data jsonb NOT NULL,
        at timestamptz NOT NULL,
        read_at timestamptz,
        CONSTRAINT notices_pk PRIMARY KEY (id),
        CONSTRAINT notices_once UNIQUE (person_id, seq)
      )`);
    await runner.query(`CREATE INDEX notices_of_person ON notices (person_id, id)`);
    await runner.query(`CREATE INDEX notices_unread ON notices (person_id) WHERE read_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE notices`);
  }
}
