import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The record is searched by kind, place and date too; these keep a search short when it has millions of rows. */
export class ActivityByTypePlaceTime1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX activity_type ON activity (type, seq)`);
    // In order of labels a region stands right before everything below it, so that a subtree is one range.
    await runner.query(`CREATE INDEX activity_region ON activity (region_path, seq)`);
    // Rows are written in order of time: the ends of each few pages are enough, and cost next to nothing to keep.
    await runner.query(
      `CREATE INDEX activity_at ON activity USING brin (at) WITH (pages_per_range = 16)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX activity_at, activity_region, activity_type`);
  }
}
