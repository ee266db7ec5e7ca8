import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateIncidents1790000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE process_definitions (
        id text NOT NULL,
        version integer NOT NULL,
        document jsonb NOT NULL,
        published_at timestamptz NOT NULL,
        CONSTRAINT process_definitions_pk PRIMARY KEY (id, version)
      )`);
    await runner.query(`
      CREATE TABLE category_imports (
        version integer NOT NULL,
        origin text NOT NULL,
        document jsonb NOT NULL,
        imported_by uuid,
        imported_at timestamptz NOT NULL,
        CONSTRAINT category_imports_pk PRIMARY KEY (version)
      )`);
    await runner.query(`
      CREATE TABLE categories (
        code text NOT NULL,
        parent_code text,
        family text NOT NULL,
        name text NOT NULL,
        questions jsonb NOT NULL,
        near_metres integer NOT NULL,
        position integer NOT NULL,
        version integer NOT NULL,
        retired boolean NOT NULL DEFAULT false,
        CONSTRAINT categories_pk PRIMARY KEY (code),
        CONSTRAINT categories_parent_fk FOREIGN KEY (parent_code) REFERENCES categories (code),
        CONSTRAINT categories_family CHECK (family IN ('component', 'event', 'grid'))
      )`);
    await runner.query(`
      CREATE TABLE case_standards (
        id uuid NOT NULL,
        category_code text NOT NULL,
        condition text NOT NULL,
        closing text NOT NULL,
        limits jsonb NOT NULL,
        responsible text,
        supervising text,
        evidence text,
        legal_basis text,
        source text,
        position integer NOT NULL,
        version integer NOT NULL,
        retired boolean NOT NULL DEFAULT false,
        CONSTRAINT case_standards_pk PRIMARY KEY (id),
        CONSTRAINT case_standards_once UNIQUE (category_code, condition),
        CONSTRAINT case_standards_category_fk FOREIGN KEY (category_code) REFERENCES categories (code)
      )`);
    await runner.query(`
      CREATE TABLE incident_numbers (
        prefix text NOT NULL,
        next integer NOT NULL,
        CONSTRAINT incident_numbers_pk PRIMARY KEY (prefix)
      )`);
    await this.createIncidents(runner);
    await this.createCompanions(runner);
  }

  private async createIncidents(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incidents (
        id uuid NOT NULL,
        number text COLLATE "C" NOT NULL,
        definition_id text NOT NULL,
        definition_version integer NOT NULL,
        state text NOT NULL,
        ending text,
        source text NOT NULL,
        title text NOT NULL,
        description text NOT NULL,
        category_code text,
        standard_id uuid,
        region_id uuid,
        region_path ltree NOT NULL,
        location point,
        cell bigint,
        address text,
        answers jsonb,
        reporter_id uuid,
        reported_by_id uuid,
        contact_name text,
        contact_phone text,
        tracking_hash text,
        attachment_ids uuid[] NOT NULL,
        assignee_unit_id uuid,
        assignee_person_id uuid,
        duplicate_of_id uuid,
        clocks jsonb NOT NULL,
        due_at timestamptz,
        approaching_at timestamptz,
        paused boolean NOT NULL DEFAULT false,
        photos integer NOT NULL,
        followers integer NOT NULL DEFAULT 0,
        moves integer NOT NULL DEFAULT 0,
        moderation text,
        moderation_reasons jsonb,
        reported_at timestamptz NOT NULL,
        closed_at timestamptz,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT incidents_pk PRIMARY KEY (id),
        CONSTRAINT incidents_number UNIQUE (number),
        CONSTRAINT incidents_moderation CHECK (moderation IN ('held', 'discarded'))
      )`);
    // Newest first, everywhere and in one grid.
    await runner.query(`CREATE INDEX incidents_reported ON incidents (reported_at, id)`);
    await runner.query(`CREATE INDEX incidents_region ON incidents (region_id, reported_at, id)`);
    // Duplicates: the nine cells around a point, newest first.
    await runner.query(`CREATE INDEX incidents_near ON incidents (cell, reported_at)`);
    await runner.query(
      `CREATE INDEX incidents_reporter ON incidents (reporter_id, reported_at, id) WHERE reporter_id IS NOT NULL`,
    );
    // What is open stays a few thousand rows however many are stored: these indexes stay small.
    await runner.query(
      `CREATE INDEX incidents_due ON incidents (due_at, id) WHERE closed_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_open ON incidents (reported_at, id) WHERE closed_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_open_place ON incidents USING gist (location) WHERE closed_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_held ON incidents (reported_at, id) WHERE moderation = 'held'`,
    );
    // Nothing of this costs anything while a report is written: these columns are filled later.
    await runner.query(
      `CREATE INDEX incidents_assignee ON incidents (assignee_person_id, reported_at, id) WHERE assignee_person_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_unit ON incidents (assignee_unit_id, reported_at, id) WHERE assignee_unit_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_closed ON incidents (closed_at) WHERE closed_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_merged ON incidents (duplicate_of_id) WHERE duplicate_of_id IS NOT NULL`,
    );
  }

  private async createCompanions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE incident_moves (
        incident_id uuid NOT NULL,
        n integer NOT NULL,
        kind text NOT NULL,
        move text NOT NULL,
        from_state text NOT NULL,
        to_state text NOT NULL,
        actor_id uuid,
        actor_kind text NOT NULL,
        at timestamptz NOT NULL,
        note text,
        reason text,
        attachment_ids uuid[] NOT NULL,
        assignee_unit_id uuid,
        assignee_person_id uuid,
        done_at timestamptz,
        CONSTRAINT incident_moves_pk PRIMARY KEY (incident_id, n),
        CONSTRAINT incident_moves_incident_fk FOREIGN KEY (incident_id) REFERENCES incidents (id) ON DELETE CASCADE,
        CONSTRAINT incident_moves_kind CHECK (kind IN ('move', 'note'))
      )`);
    await runner.query(`
      CREATE TABLE incident_followers (
        id uuid NOT NULL,
        incident_id uuid NOT NULL,
        person_id uuid,
        phone text,
        tracking_hash text,
        since timestamptz NOT NULL,
        CONSTRAINT incident_followers_pk PRIMARY KEY (id),
        CONSTRAINT incident_followers_incident_fk FOREIGN KEY (incident_id) REFERENCES incidents (id) ON DELETE CASCADE,
        CONSTRAINT incident_followers_person UNIQUE (incident_id, person_id),
        CONSTRAINT incident_followers_phone UNIQUE (incident_id, phone)
      )`);
    await runner.query(
      `CREATE INDEX incident_followers_mine ON incident_followers (person_id, since)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE incident_followers, incident_moves, incidents, incident_numbers, case_standards, categories, category_imports, process_definitions`,
    );
  }
}
