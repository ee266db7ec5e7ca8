import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemas } from '@ingrid/assembly';
import { databaseOptions } from '@ingrid/platform';
import { cloneDatabase, type TestDatabase } from '@ingrid/testing';
import { DataSource } from 'typeorm';

describe('the migrated database and the entities of all modules', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await cloneDatabase();
    source = new DataSource(databaseOptions({ url: database.url, pool: 2 }, schemas));
    await source.initialize();
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('say the same', async () => {
    const drift = await source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('leave no table without an entity', async () => {
    const rows: { name: string }[] = await source.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const known = new Set([...source.entityMetadatas.map((m) => m.tableName), 'migrations']);
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('can be taken back, migration by migration, and made again', async () => {
    const [{ n } = { n: 0 }]: { n: number }[] = await source.query(
      `SELECT count(*) AS n FROM migrations`,
    );
    for (let at = 0; at < n; at += 1) await source.undoLastMigration();
    expect(await source.runMigrations()).toHaveLength(n);
  });
});
