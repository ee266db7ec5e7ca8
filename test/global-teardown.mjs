import pg from 'pg';

export default async function tearDown() {
  const embedded = globalThis.ingridTestCluster;
  if (embedded) {
    embedded.stop();
    return;
  }
  const { adminUrl, template } = globalThis.ingridTemplate ?? {};
  if (!template) return;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${template} with (force)`);
  } finally {
    await client.end();
  }
}
