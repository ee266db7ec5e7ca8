import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreateBaseFeatures1790000210000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE base_features (
        id uuid NOT NULL,
        kind text NOT NULL,
        name text,
        geometry jsonb NOT NULL,
        bbox box NOT NULL,
        span float8 NOT NULL,
        source text NOT NULL,
        import_id uuid,
        CONSTRAINT base_features_pk PRIMARY KEY (id),
        CONSTRAINT base_features_import_fk FOREIGN KEY (import_id) REFERENCES imports (id) ON DELETE RESTRICT,
        CONSTRAINT base_features_kind CHECK (kind IN ('building', 'road', 'water', 'park', 'other'))
      )`);
    await runner.query(`CREATE INDEX base_features_bbox ON base_features USING gist (bbox)`);
    await runner.query(`CREATE INDEX base_features_source ON base_features (source)`);
    await runner.query(`CREATE INDEX base_features_import ON base_features (import_id)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE base_features`);
  }
}
