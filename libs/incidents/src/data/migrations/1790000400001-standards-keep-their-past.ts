import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A changed case standard becomes a new row: incidents that run under the old one keep it. */
export class StandardsKeepTheirPast1790000400001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE case_standards DROP CONSTRAINT case_standards_once`);
    await runner.query(
      `CREATE UNIQUE INDEX case_standards_once ON case_standards (category_code, condition) WHERE NOT retired`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX case_standards_once`);
    await runner.query(
      `ALTER TABLE case_standards ADD CONSTRAINT case_standards_once UNIQUE (category_code, condition)`,
    );
  }
}
