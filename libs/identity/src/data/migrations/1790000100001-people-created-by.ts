import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Who created a person: that administrator may appoint the person before anybody else knows him or her. */
export class PeopleCreatedBy1790000100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE people ADD COLUMN created_by uuid`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE people DROP COLUMN created_by`);
  }
}
