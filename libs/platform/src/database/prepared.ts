import { DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';

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
  const open = db instanceof DataSource ? undefined : db.queryRunner;
  const runner: QueryRunner =
    open ?? (db instanceof DataSource ? db : db.dataSource).createQueryRunner();
  try {
    // The driver's own client; TypeORM has no way to name a statement.
    const client = (await runner.connect()) as Named;
    const { rows } = await client.query({ ...statement, values });
    // The columns are those of the statement.
    return rows as T[];
  } catch (error) {
    throw error instanceof Error ? new QueryFailedError(statement.text, [...values], error) : error;
  } finally {
    if (!open) await runner.release();
  }
}
