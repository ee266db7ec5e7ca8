import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateIdentity1790000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE units (
        id uuid NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        region_path ltree NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT units_pk PRIMARY KEY (id),
        CONSTRAINT units_name_once UNIQUE (region_path, name),
        CONSTRAINT units_kind CHECK (kind IN ('street', 'community', 'department', 'company'))
      )`);
    await runner.query(`CREATE INDEX units_region ON units USING gist (region_path)`);
    await runner.query(`
      CREATE TABLE people (
        id uuid NOT NULL,
        login text,
        name text NOT NULL,
        phone text,
        unit_id uuid,
        password_hash text,
        language text NOT NULL DEFAULT 'zh',
        state text NOT NULL DEFAULT 'active',
        created_at timestamptz NOT NULL,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT people_pk PRIMARY KEY (id),
        CONSTRAINT people_login_once UNIQUE (login),
        CONSTRAINT people_login_lower CHECK (login = lower(login)),
        CONSTRAINT people_state CHECK (state IN ('active', 'suspended')),
        CONSTRAINT people_language CHECK (language IN ('zh', 'en')),
        CONSTRAINT people_unit_fk FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX people_unit ON people (unit_id)`);
    await runner.query(`CREATE INDEX people_by_name ON people (name COLLATE "C", id)`);
    await runner.query(`CREATE INDEX people_name_words ON people USING gin (name gin_trgm_ops)`);
    await runner.query(`
      CREATE TABLE roles (
        code text NOT NULL,
        zh text NOT NULL,
        en text NOT NULL,
        verbs text[] NOT NULL,
        shipped text[] NOT NULL,
        version integer NOT NULL DEFAULT 1,
        id uuid NOT NULL,
        CONSTRAINT roles_pk PRIMARY KEY (code)
      )`);
    await runner.query(`
      CREATE TABLE grants (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        role text NOT NULL,
        region_path ltree NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        given_by uuid,
        given_at timestamptz NOT NULL,
        CONSTRAINT grants_pk PRIMARY KEY (id),
        CONSTRAINT grants_dates CHECK (valid_to >= valid_from),
        CONSTRAINT grants_person_fk FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT,
        CONSTRAINT grants_role_fk FOREIGN KEY (role) REFERENCES roles (code) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX grants_person ON grants (person_id)`);
    await runner.query(`CREATE INDEX grants_region ON grants USING gist (region_path)`);
    await runner.query(`
      CREATE TABLE sessions (
        id uuid NOT NULL,
        token_hash text NOT NULL,
        person_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL,
        closed_at timestamptz,
        CONSTRAINT sessions_pk PRIMARY KEY (id),
        CONSTRAINT sessions_token_once UNIQUE (token_hash),
        CONSTRAINT sessions_person_fk FOREIGN KEY (person_id) REFERENCES people (id) ON DELETE RESTRICT
      )`);
    await runner.query(`CREATE INDEX sessions_person ON sessions (person_id)`);
    await runner.query(`
      CREATE TABLE login_attempts (
        key text NOT NULL,
        failures integer NOT NULL,
        last_at timestamptz NOT NULL,
        locked_until timestamptz,
        CONSTRAINT login_attempts_pk PRIMARY KEY (key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE login_attempts, sessions, grants, roles, people, units`);
  }
}
