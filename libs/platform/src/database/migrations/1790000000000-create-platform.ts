import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreatePlatform1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS ltree`);
    await runner.query(`CREATE EXTENSION IF NOT EXISTS pg_trgm`);
    await runner.query(`CREATE EXTENSION IF NOT EXISTS btree_gist`);
    await runner.query(`
      CREATE TABLE activity_epoch (
        id smallint NOT NULL DEFAULT 1,
        base bigint NOT NULL,
        CONSTRAINT activity_epoch_pk PRIMARY KEY (id),
        CONSTRAINT activity_epoch_one CHECK (id = 1)
      )`);
    await runner.query(`INSERT INTO activity_epoch (base) VALUES (0)`);
    await runner.query(`
      CREATE TABLE activity (
        seq bigint NOT NULL,
        id uuid NOT NULL,
        type text NOT NULL,
        subject_type text NOT NULL,
        subject_id uuid NOT NULL,
        region_path ltree NOT NULL,
        actor_id uuid,
        at timestamptz NOT NULL,
        data jsonb NOT NULL,
        CONSTRAINT activity_pk PRIMARY KEY (seq)
      )`);
    await runner.query(`CREATE INDEX activity_subject ON activity (subject_id, seq)`);
    await runner.query(`CREATE INDEX activity_actor ON activity (actor_id, seq)`);
    // The record is append-only: whoever changes it must first remove this guard, which leaves a trace of its own.
    await runner.query(`
      CREATE FUNCTION activity_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'activity rows are never changed'; END $$`);
    await runner.query(`
      CREATE TRIGGER activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON activity
      FOR EACH STATEMENT EXECUTE FUNCTION activity_is_append_only()`);
    await runner.query(`
      CREATE TABLE reader_positions (
        reader text NOT NULL,
        seq bigint NOT NULL,
        moved_at timestamptz NOT NULL,
        failures integer NOT NULL DEFAULT 0,
        last_error text,
        CONSTRAINT reader_positions_pk PRIMARY KEY (reader)
      )`);
    await runner.query(`
      CREATE TABLE timers (
        id uuid NOT NULL,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        name text NOT NULL,
        due_at timestamptz NOT NULL,
        data jsonb NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        last_error text,
        CONSTRAINT timers_pk PRIMARY KEY (id),
        CONSTRAINT timers_once UNIQUE (kind, subject_id, name)
      )`);
    await runner.query(`CREATE INDEX timers_due ON timers (due_at)`);
    await runner.query(`
      CREATE TABLE idempotency_keys (
        scope text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL,
        CONSTRAINT idempotency_keys_pk PRIMARY KEY (scope, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE idempotency_keys, timers, reader_positions, activity, activity_epoch`,
    );
    await runner.query(`DROP FUNCTION activity_is_append_only`);
  }
}
