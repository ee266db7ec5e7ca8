import Fastify from 'fastify';
import pg from 'pg';
import { v7 } from 'uuid';
import { type Begin, type Ready } from './shapes.js';

/** A bare Fastify handler that inserts the same two rows in one transaction, and does nothing else. */
process.on('message', (begin: Begin) => {
  void start(begin).then((ready) => process.send?.(ready));
});

const INCIDENT = `
  INSERT INTO incidents (id, number, definition_id, definition_version, state, source, title, description, category_code,
    region_id, region_path, location, cell, reporter_id, attachment_ids, photos, clocks, due_at, approaching_at, reported_at)
  VALUES ($1, $2, 'incident-seven-stage', 1, 'reported', 'worker', $3, $4, $5, $6, $7, $8, $9, $10, '{}', 0, $11, $12, $13, $14)`;

const ACTIVITY = `
  INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, actor_id, at, data)
  VALUES (((SELECT base FROM activity_epoch) + pg_current_xact_id()::text::bigint) * 4096, $1, 'incident.reported', 'incident', $2, $3, $4, $5, $6)`;

interface Body {
  readonly description: string;
  readonly categoryCode: string;
  readonly location: { readonly lat: number; readonly lng: number };
}

interface Sample {
  readonly region_id: string;
  readonly region_path: string;
  readonly reporter_id: string;
  readonly clocks: unknown;
  readonly data: unknown;
}

async function start({ databaseUrl }: Begin): Promise<Ready> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  const sample = await sampleOf(pool);
  const clocks = JSON.stringify(sample.clocks);
  const data = JSON.stringify(sample.data);
  let count = 0;
  const app = Fastify();
  app.post('/api/v1/incidents', async (request, reply) => {
    const body = request.body as Body; // the bench itself is the client
    const id = v7();
    const number = `B${process.pid}-${String((count += 1))}`;
    const now = new Date();
    const cell =
      Math.floor((body.location.lat + 90) * 1000) * 1_000_000 +
      Math.floor((body.location.lng + 180) * 1000);
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(INCIDENT, [
        id,
        number,
        body.description.slice(0, 30),
        body.description,
        body.categoryCode,
        sample.region_id,
        sample.region_path,
        `(${body.location.lng},${body.location.lat})`,
        cell,
        sample.reporter_id,
        clocks,
        now,
        now,
        now,
      ]);
      await client.query(ACTIVITY, [v7(), id, sample.region_path, sample.reporter_id, now, data]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return reply.status(201).send({ id, number, state: 'reported' });
  });
  return { kind: 'ready', address: await app.listen({ port: 0, host: '127.0.0.1' }), token: '' };
}

/** A row that the product wrote, so that the bare handler's rows are as large. */
async function sampleOf(pool: pg.Pool): Promise<Sample> {
  const { rows } = await pool.query<Sample>(`
    SELECT i.region_id, i.region_path::text AS region_path, i.reporter_id, i.clocks, a.data
    FROM incidents i JOIN activity a ON a.subject_id = i.id AND a.type = 'incident.reported'
    WHERE i.source = 'worker' AND i.number LIKE '2%' ORDER BY i.reported_at DESC LIMIT 1`);
  const [sample] = rows;
  if (!sample) throw new Error('the product must have written an incident first');
  return sample;
}
