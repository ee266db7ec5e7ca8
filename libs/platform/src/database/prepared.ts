import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';

interface Named {
  query(statement: {
    name: string;
    text: string;
    values: readonly unknown[];
  }): Promise<{ rows: unknown[] }>;
}

/**
 * Runs one of the few hot statements as a named one: PostgreSQL parses and plans it once per connection instead of each
 * time. The name stands for the text, so it changes when the text does. Inside a transaction it runs there.
 */
export async function prepared<T>(
  db: EntityManager | DataSource,
  statement: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<T[]> {
  try {
    // The driver's own pool and client; TypeORM has no way to name a statement.
    const target =
      db instanceof DataSource || !db.queryRunner
        ? poolOf(db instanceof DataSource ? db : db.dataSource)
        : ((await db.queryRunner.connect()) as Named);
    const { rows } = await target.query({ ...statement, values });
    // The columns are those of the statement.
    return rows as T[];
  } catch (error) {
    throw error instanceof Error ? new QueryFailedError(statement.text, [...values], error) : error;
  }
}

function poolOf(source: DataSource): Named {
  // TypeORM's type of all drivers does not name what only this one has.
  return (source.driver as unknown as { readonly master: Named }).master;
}
