import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Words and places of what has ended are found by an index. Both indexes are partial: a report being written does not
 * pay for them, a matter does when it ends; what is open is small enough to be read through.
 *
 * Words are pairs of neighbouring characters. pg_trgm is of no use here: under the C character type it takes Chinese for
 * punctuation, and most Chinese words have two characters where it needs three.
 */
export class FindWhatEnded1790000400002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION text_pairs(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT coalesce(array_agg(DISTINCT pair), '{}') FROM (
          SELECT letter || lead(letter) OVER (ORDER BY n) AS pair
          FROM unnest(string_to_array(lower(words), NULL)) WITH ORDINALITY AS letters(letter, n)
        ) pairs WHERE pair IS NOT NULL
      $$`);
    await runner.query(
      `CREATE INDEX incidents_words ON incidents USING gin
         (text_pairs(number || E'\\n' || title || E'\\n' || coalesce(address, '') || E'\\n' || description))
       WHERE closed_at IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX incidents_closed_place ON incidents USING gist (location) WHERE closed_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX incidents_closed_place, incidents_words`);
    await runner.query(`DROP FUNCTION text_pairs(text)`);
  }
}
