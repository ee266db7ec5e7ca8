import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateTasks1790000500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE tasks (
        id uuid NOT NULL,
        kind text NOT NULL,
        incident_id uuid NOT NULL,
        state text NOT NULL,
        region_path ltree NOT NULL,
        unit_id uuid,
        person_id uuid,
        reason text,
        opened_at timestamptz NOT NULL,
        accepted_at timestamptz,
        started_at timestamptz,
        ended_at timestamptz,
        CONSTRAINT tasks_pk PRIMARY KEY (id)
      )`);
    await runner.query(`CREATE INDEX tasks_incident ON tasks (incident_id)`);
    await runner.query(
      `CREATE INDEX tasks_open_person ON tasks (person_id, opened_at) WHERE ended_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX tasks_open_unit ON tasks (unit_id, opened_at) WHERE ended_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX tasks_open_kind ON tasks (kind, opened_at) WHERE ended_at IS NULL`,
    );
    await runner.query(`
      CREATE TABLE dispatch_rules (
        id uuid NOT NULL,
        category_code text NOT NULL,
        region_path ltree NOT NULL,
        unit_id uuid,
        person_id uuid,
        grid_worker boolean NOT NULL,
        automatic boolean NOT NULL,
        note text,
        version integer NOT NULL,
        created_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT dispatch_rules_pk PRIMARY KEY (id),
        CONSTRAINT dispatch_rules_one_target CHECK ((num_nonnulls(unit_id, person_id) + grid_worker::int) = 1)
      )`);
    await runner.query(`
      CREATE UNIQUE INDEX dispatch_rules_place ON dispatch_rules (region_path, category_code) WHERE ended_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE dispatch_rules, tasks`);
  }
}
