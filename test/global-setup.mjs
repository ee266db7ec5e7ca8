// Loaded by Node itself, not by Jest's transform: plain .mjs. Makes one migrated template database; every test file clones it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { compile, compiled } from '../scripts/shared/compile.mjs';
import { startTemporaryPostgres } from '../scripts/shared/temporary-postgres.mjs';
import { root } from '../scripts/shared/say.mjs';

/**
 * TEST_DATABASE_URL: an administrator's address on any PostgreSQL >= 15; without it an embedded one in a temporary folder.
 * Tells the tests INGRID_TEST_ADMIN_URL (to create databases) and INGRID_TEST_TEMPLATE (what to clone).
 */
export default async function setUp() {
  const adminUrl = process.env.TEST_DATABASE_URL || (await startEmbedded());
  // On a database server that others use as well, two runs at once must not share a template.
  const template = process.env.TEST_DATABASE_URL
    ? `ingrid_template_${process.pid}`
    : 'ingrid_template';
  await recreate(adminUrl, template);
  await migrate(adminUrl, template);
  globalThis.ingridTemplate = { adminUrl, template };
  process.env.INGRID_TEST_ADMIN_URL = adminUrl;
  process.env.INGRID_TEST_TEMPLATE = template;
}

async function startEmbedded() {
  const cluster = await startTemporaryPostgres();
  globalThis.ingridTestCluster = cluster;
  return cluster.urlOf('postgres');
}

async function recreate(adminUrl, template) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`create database ${template} template template0 encoding 'UTF8'`);
  } finally {
    await client.end();
  }
}

async function migrate(adminUrl, template) {
  if (!existsSync(join(root, 'libs/assembly/src/index.ts'))) return;
  await compile(['libs']);
  const assembly = await import(compiled('libs/assembly/src/index.ts'));
  if (typeof assembly.migrateDatabase !== 'function') return;
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  await assembly.migrateDatabase(url.href);
}
