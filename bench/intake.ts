import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { migrateDatabase } from '@ingrid/assembly';
import autocannon from 'autocannon';
import pg from 'pg';
import { type Begin, FIELD, KINDS, type Ready } from './intake/shapes.js';

/*
 * The complete POST of a report (session, validation, locate, duplicates, incident + activity + first timer) at 16
 * connections, against a bare Fastify handler that inserts the same two rows in one transaction. Each server stands in a
 * process of its own, on the same database, and they take turns; once with 10,000 and once with 1,000,000 stored incidents.
 */

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 8;
const SECONDS = 8;
const ROUNDS = 3;
const SIZES = [10_000, 1_000_000];

interface Context {
  readonly databaseUrl: string;
  readonly tempDir: string;
  readonly arguments?: readonly string[];
}

interface BenchResult {
  readonly bench: string;
  readonly ours: number;
  readonly baseline: number;
  readonly ratio: number;
  readonly unit: string;
}

interface Rates {
  readonly ours: number[];
  readonly baseline: number[];
}

/** Runs both sizes and prints them; answers the size with the worse ratio. */
export async function run(context: Context): Promise<BenchResult> {
  await migrateDatabase(context.databaseUrl);
  await measure('ours', context, 1);
  const results: BenchResult[] = [];
  for (const size of SIZES.slice(
    0,
    context.arguments?.includes('--small') === true ? 1 : SIZES.length,
  )) {
    await fill(context.databaseUrl, size);
    const rates: Rates = { ours: [], baseline: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, found] of [
        ['ours', rates.ours],
        ['bare', rates.baseline],
      ] as const) {
        await forget(context.databaseUrl);
        found.push(await measure(name, context, SECONDS));
      }
    }
    results.push(tell(size, rates));
  }
  results.sort((a, b) => a.ratio - b.ratio);
  const [worst] = results;
  if (!worst) throw new Error('nothing measured');
  return worst;
}

function tell(size: number, rates: Rates): BenchResult {
  const [ours, baseline] = [median(rates.ours), median(rates.baseline)];
  const ratio = ours / baseline;
  process.stdout.write(
    `${size.toLocaleString('en')} stored: ${ours} reports/s, bare ${baseline}/s, ratio ${ratio.toFixed(3)} ` +
      `(rounds ${rates.ours.join(', ')} against ${rates.baseline.join(', ')})\n`,
  );
  return {
    bench: 'intake',
    ours,
    baseline,
    ratio,
    unit: `reports/s at ${CONNECTIONS} connections`,
  };
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
}

async function measure(name: 'ours' | 'bare', context: Context, seconds: number): Promise<number> {
  const child = fork(new URL(`./intake/${name}.js`, import.meta.url), {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  try {
    const ready = await begin(child, {
      kind: 'begin',
      databaseUrl: context.databaseUrl,
      tempDir: context.tempDir,
    });
    if (seconds > 1) await fire(ready, WARM_UP_SECONDS);
    return await fire(ready, seconds);
  } finally {
    child.kill('SIGKILL');
  }
}

async function begin(child: ChildProcess, message: Begin): Promise<Ready> {
  child.send(message);
  const [answer] = (await once(child, 'message')) as [Ready]; // the child sends nothing else
  return answer;
}

async function fire({ address, token }: Ready, seconds: number): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
  const result = await autocannon({
    url: address,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: 'POST' as const,
        path: '/api/v1/incidents',
        headers,
        setupRequest: (request: object) => ({ ...request, body: nextReport() }),
      },
    ],
  });
  const refused = result.non2xx + result.errors + result.timeouts;
  if (refused > 0)
    throw new Error(
      `${refused} of ${result.requests.total} reports failed: ${JSON.stringify(result.statusCodeStats)}`,
    );
  return result.requests.total / result.duration;
}

let reports = 0;

/** Each at a place of its own, spread evenly (steps of the golden ratio and its like): people do not all report one lamp. */
function nextReport(): string {
  const i = (reports += 1);
  const place = { x: (i * 0.7548776662466927) % 1, y: (i * 0.5698402909980532) % 1 };
  return JSON.stringify({
    description: `${i} 号楼门口的路灯不亮，晚上看不清路，老人小孩经过容易摔倒，请尽快派人来修。`,
    categoryCode: KINDS[i % KINDS.length],
    location: {
      lat: FIELD.south + place.y * FIELD.side * FIELD.rows,
      lng: FIELD.west + place.x * FIELD.side * FIELD.columns,
    },
  });
}

/**
 * Removes what earlier rounds reported, so that each begins with as many as it says: 200,000 open reports of one minute in
 * one district would be nobody's day. The first remains as the sample of a row.
 */
async function forget(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('DELETE FROM timers');
    await client.query(`DELETE FROM incidents WHERE number NOT LIKE 'F%'
      AND id <> (SELECT id FROM incidents WHERE source = 'worker' ORDER BY reported_at LIMIT 1)`);
    await client.query('VACUUM (ANALYZE) incidents');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** Incidents of three years over the whole field, most of them long closed, each with its activity. */
async function fill(databaseUrl: string, size: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM incidents`);
    const missing = size - Number(rows[0]?.n ?? 0);
    if (missing > 0) {
      // Indexes of closed matters only; building them anew takes a part of the time of filling them row by row.
      const again = await dropped(client, ['incidents_words', 'incidents_closed_place']);
      await client.query(FILL, [
        missing,
        FIELD.west,
        FIELD.south,
        FIELD.side * FIELD.columns,
        KINDS,
      ]);
      await client.query(FILL_ACTIVITY);
      for (const index of again) await client.query(index);
    }
    await client.query('VACUUM (ANALYZE) incidents');
    await client.query('VACUUM (ANALYZE) activity');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** Drops these indexes; answers how to make them again. */
async function dropped(client: pg.Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE indexname = ANY ($1::text[])`,
    [names],
  );
  await client.query(`DROP INDEX ${names.join(', ')}`);
  return rows.map(({ indexdef }) => indexdef);
}

const FILL = `
  INSERT INTO incidents (id, number, definition_id, definition_version, state, ending, source, title, description,
    category_code, region_id, region_path, location, cell, reporter_id, attachment_ids, photos, clocks, due_at,
    approaching_at, reported_at, closed_at)
  SELECT gen_random_uuid(), 'F' || $1::int || '-' || g, 'incident-seven-stage', 1,
    CASE WHEN age > 20 THEN 'closed' ELSE 'filed' END, CASE WHEN age > 20 THEN 'verified' END, 'resident',
    '路灯不亮 ' || g, g || ' 号楼门口的路灯不亮，晚上看不清路，老人小孩经过容易摔倒。', ($5::text[])[1 + g % 6],
    s.region_id, s.region_path, point(x, y), floor((y + 90) * 1000) * 1000000 + floor((x + 180) * 1000), NULL, '{}', 0,
    s.clocks, CASE WHEN age <= 20 THEN now() END, CASE WHEN age <= 20 THEN now() END,
    now() - make_interval(secs => age * 86400), CASE WHEN age > 20 THEN now() - make_interval(secs => (age - 3) * 86400) END
  FROM (SELECT region_id, region_path, clocks FROM incidents WHERE source = 'worker' ORDER BY reported_at LIMIT 1) s,
    (SELECT g, 1 + 1095 * random() AS age, $2 + random() * $4::float8 AS x, $3 + random() * $4::float8 AS y
     FROM generate_series(1, $1::int) g) r`;

// Below zero, where no reader looks: these are the past.
const FILL_ACTIVITY = `
  INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, actor_id, at, data)
  SELECT (SELECT least(0, min(seq)) FROM activity) - row_number() OVER (), gen_random_uuid(), 'incident.reported', 'incident',
    i.id, i.region_path, NULL, i.reported_at, '{"to":"reported"}'
  FROM incidents i WHERE i.number LIKE 'F%' AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.subject_id = i.id)`;
