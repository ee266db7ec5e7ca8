// Loaded by Node itself, not by Jest's transform: plain .mjs. Makes one migrated template database; every test file clones it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { compile, compiled } from '../scripts/shared/compile.mjs';
import { startTemporaryPostgres } from '../scripts/shared/temporary-postgres.mjs';
import { root } from '../scripts/shared/say.mjs';

/**
 * TEST_DATABASE_URL: an administrator's address on any PostgreSQL >= 15, or several with a space between them; without it,
 * embedded ones in the temporary folder. Each Jest worker has a cluster to itself: the activity reader waits for the oldest
 * transaction of the whole cluster, so another file's CREATE DATABASE would hold back the rows that a test waits for.
 * Tells the tests INGRID_TEST_ADMIN_URL (the addresses, in the order of workers) and INGRID_TEST_TEMPLATE (what to clone).
 */
export default async function setUp({ maxWorkers }) {
  const given = (process.env.TEST_DATABASE_URL ?? '').split(' ').filter(Boolean);
  const adminUrls = given.length > 0 ? given : await startEmbedded(maxWorkers);
  // On a database server that others use as well, two runs at once must not share a template.
  const template = given.length > 0 ? `ingrid_template_${process.pid}` : 'ingrid_template';
  await Promise.all(adminUrls.map((url) => recreate(url, template)));
  await migrate(adminUrls, template);
  globalThis.ingridTemplate = { adminUrls, template };
  process.env.INGRID_TEST_ADMIN_URL = adminUrls.join(' ');
  process.env.INGRID_TEST_TEMPLATE = template;
}

async function startEmbedded(count) {
  const clusters = await Promise.all(Array.from({ length: count }, () => startTemporaryPostgres()));
  globalThis.ingridTestClusters = clusters;
  return clusters.map((cluster) => cluster.urlOf('postgres'));
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

async function migrate(adminUrls, template) {
  if (!existsSync(join(root, 'libs/assembly/src/index.ts'))) return;
  await compile(['libs']);
  const { migrateDatabase } = await import(compiled('libs/assembly/src/index.ts'));
  for (const adminUrl of adminUrls) {
    const url = new URL(adminUrl);
    url.pathname = `/${template}`;
    await migrateDatabase(url.href);
  }
}
