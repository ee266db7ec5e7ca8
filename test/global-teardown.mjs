import pg from 'pg';

export default async function tearDown() {
  const embedded = globalThis.ingridTestClusters;
  if (embedded) return embedded.forEach((cluster) => cluster.stop());
  const { adminUrls, template } = globalThis.ingridTemplate ?? { adminUrls: [] };
  await Promise.all(adminUrls.map((url) => dropTemplate(url, template)));
}

async function dropTemplate(connectionString, template) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(`drop database if exists ${template} with (force)`);
  } finally {
    await client.end();
  }
}
