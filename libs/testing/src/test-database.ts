import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** Where the test runner put the migrated template; see test/global-setup.mjs. */
function setting(name: 'INGRID_TEST_ADMIN_URL' | 'INGRID_TEST_TEMPLATE'): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: run through npm test or jest`);
  return value;
}

/** Each Jest worker has a database cluster to itself. */
function ownCluster(): string {
  const clusters = setting('INGRID_TEST_ADMIN_URL').split(' ');
  const worker = Number(process.env['JEST_WORKER_ID'] ?? 1) - 1;
  return clusters[worker % clusters.length] ?? '';
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own for one test file, copied from the migrated template. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const admin = ownCluster();
  const name = `ingrid_test_${randomBytes(6).toString('hex')}`;
  await asAdmin(admin, `CREATE DATABASE ${name} TEMPLATE ${setting('INGRID_TEST_TEMPLATE')}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => asAdmin(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
