import pg from 'pg';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { SnakeNaming } from './naming.js';

/** What a module keeps in the database; `assembly` lists all of them. */
export interface ModuleSchema {
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

// Positions, counts and square metres stay far below 2^53, so plain numbers are exact and easier to live with.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface DatabaseSettings {
  readonly url: string;
  readonly pool: number;
}

export function databaseOptions(
  settings: DatabaseSettings,
  schemas: readonly ModuleSchema[],
): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    driver: pg,
    entities: schemas.flatMap((s) => [...s.entities]),
    migrations: schemas.flatMap((s) => [...s.migrations]),
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNaming(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logging: false,
    extra: {
      max: settings.pool,
      statement_timeout: 60_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  };
}

const MIGRATION_LOCK = 7_294_001;

/** Brings a database to the newest schema; several servers starting at once wait for one another. */
export async function migrate(
  settings: DatabaseSettings,
  schemas: readonly ModuleSchema[],
): Promise<number> {
  const source = new DataSource(databaseOptions({ ...settings, pool: 3 }, schemas));
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await source.runMigrations();
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return done.length;
  } finally {
    await lock.release();
    await source.destroy();
  }
}
