import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateGrids1790000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE imports (
        id uuid NOT NULL,
        kind text NOT NULL,
        file_name text NOT NULL,
        state text NOT NULL,
        region_path ltree NOT NULL,
        settings jsonb NOT NULL,
        progress jsonb NOT NULL,
        total integer,
        done integer NOT NULL DEFAULT 0,
        accepted integer NOT NULL DEFAULT 0,
        refused integer NOT NULL DEFAULT 0,
        failure jsonb,
        started_at timestamptz NOT NULL,
        started_by uuid NOT NULL,
        finished_at timestamptz,
        told_at timestamptz NOT NULL,
        CONSTRAINT imports_pk PRIMARY KEY (id),
        CONSTRAINT imports_state CHECK (state IN ('running', 'finished', 'failed', 'undoing', 'undone'))
      )`);
    await runner.query(`CREATE INDEX imports_started ON imports (started_at, id)`);
    await runner.query(`
      CREATE TABLE import_faults (
        id uuid NOT NULL,
        import_id uuid NOT NULL,
        position integer NOT NULL,
        code text NOT NULL,
        column_name text,
        zh text NOT NULL,
        en text NOT NULL,
        lng float8,
        lat float8,
        CONSTRAINT import_faults_pk PRIMARY KEY (id),
        CONSTRAINT import_faults_import_fk FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE
      )`);
    await runner.query(`CREATE INDEX import_faults_import ON import_faults (import_id, position)`);
    await runner.query(`
      CREATE TABLE import_rows (
        import_id uuid NOT NULL,
        n integer NOT NULL,
        position integer NOT NULL,
        subject_id uuid NOT NULL,
        deed text NOT NULL,
        before jsonb,
        CONSTRAINT import_rows_pk PRIMARY KEY (import_id, n),
        CONSTRAINT import_rows_import_fk FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE CASCADE
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX import_rows_subject ON import_rows (import_id, subject_id)`,
    );
    await runner.query(`
      CREATE TABLE regions (
        id uuid NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        level text NOT NULL,
        parent_id uuid,
        path ltree NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_to timestamptz,
        import_id uuid,
        version integer NOT NULL DEFAULT 1,
        CONSTRAINT regions_pk PRIMARY KEY (id),
        CONSTRAINT regions_parent_fk FOREIGN KEY (parent_id) REFERENCES regions (id) ON DELETE RESTRICT,
        CONSTRAINT regions_import_fk FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE RESTRICT,
        CONSTRAINT regions_level CHECK (level IN ('province', 'city', 'district', 'street', 'community', 'grid')),
        CONSTRAINT regions_valid CHECK (valid_to IS NULL OR valid_to >= valid_from)
      )`);
    await runner.query(
      `CREATE UNIQUE INDEX regions_current_code ON regions (code) WHERE valid_to IS NULL`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX regions_current_path ON regions (path) WHERE valid_to IS NULL`,
    );
    await runner.query(`CREATE INDEX regions_parent ON regions (parent_id, code)`);
    await runner.query(`CREATE INDEX regions_path_tree ON regions USING gist (path)`);
    await runner.query(`CREATE INDEX regions_name_words ON regions USING gin (name gin_trgm_ops)`);
    await runner.query(`
      CREATE TABLE grids (
        region_id uuid NOT NULL,
        kind text NOT NULL,
        polygon jsonb NOT NULL,
        bbox box NOT NULL,
        area_m2 bigint NOT NULL,
        extent text,
        households integer,
        supervision_phone text,
        published_at timestamptz NOT NULL,
        CONSTRAINT grids_pk PRIMARY KEY (region_id),
        CONSTRAINT grids_region_fk FOREIGN KEY (region_id) REFERENCES regions (id) ON DELETE RESTRICT,
        CONSTRAINT grids_kind CHECK (kind IN ('general', 'special')),
        CONSTRAINT grids_area CHECK (area_m2 > 0),
        CONSTRAINT grids_households CHECK (households >= 0)
      )`);
    await runner.query(`CREATE INDEX grids_bbox ON grids USING gist (bbox)`);
    await runner.query(`
      CREATE TABLE grid_staff (
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        grid_id uuid NOT NULL,
        post text NOT NULL,
        work_phone text,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz,
        CONSTRAINT grid_staff_pk PRIMARY KEY (id),
        CONSTRAINT grid_staff_grid_fk FOREIGN KEY (grid_id) REFERENCES regions (id) ON DELETE RESTRICT,
        CONSTRAINT grid_staff_dates CHECK (ends_at IS NULL OR ends_at >= starts_at),
        CONSTRAINT grid_staff_once EXCLUDE
          USING gist (person_id WITH =, grid_id WITH =, post WITH =, tstzrange(starts_at, ends_at) WITH &&)
      )`);
    await runner.query(`CREATE INDEX grid_staff_grid ON grid_staff (grid_id, ends_at)`);
    await runner.query(`CREATE INDEX grid_staff_person ON grid_staff (person_id, ends_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE grid_staff, grids, regions, import_rows, import_faults, imports`,
    );
  }
}
