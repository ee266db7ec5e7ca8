import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type ActivityWire } from '@ingrid/contract';
import { schema } from '@ingrid/schema/platform';
import { cloneDatabase, type TestDatabase } from '@ingrid/testing';
import fc from 'fast-check';
import { DataSource, type QueryRunner } from 'typeorm';
import {
  alignEpoch,
  currentPosition,
  readActivity,
  writeActivity,
} from '../src/activity/activity-log.js';
import { databaseOptions } from '../src/index.js';

const CONNECTIONS = 5;

let database: TestDatabase;
let db: DataSource;

beforeAll(async () => {
  database = await cloneDatabase();
  db = new DataSource(databaseOptions({ url: database.url, pool: CONNECTIONS + 6 }, [schema]));
  await db.initialize();
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

/** One connection whose transactions the test opens and closes by hand; knows what it has committed. */
class Writer {
  private first = 0;
  private open: string[] = [];

  constructor(
    private readonly runner: QueryRunner,
    private readonly committed: string[],
  ) {}

  async begin(): Promise<void> {
    if (this.runner.isTransactionActive) return;
    await this.runner.startTransaction();
    this.first = 0;
    this.open = [];
  }

  async record(count: number): Promise<void> {
    await this.begin();
    const subjects = Array.from({ length: count }, () => randomUUID());
    const events = subjects.map((subjectId) => ({
      type: 'incident.noted' as const,
      subjectType: 'incident',
      subjectId,
      regionPath: '44.4403',
    }));
    await writeActivity(this.runner.manager, events, {
      actorId: null,
      at: new Date(),
      first: this.first,
    });
    this.first += count;
    this.open.push(...subjects);
  }

  /** Writes something else, so that a transaction has its id long before it records. */
  async touch(): Promise<void> {
    await this.begin();
    await this.runner.query('SELECT pg_current_xact_id()');
  }

  async commit(): Promise<void> {
    if (!this.runner.isTransactionActive) return;
    await this.runner.commitTransaction();
    this.committed.push(...this.open);
  }

  async rollback(): Promise<void> {
    if (this.runner.isTransactionActive) await this.runner.rollbackTransaction();
  }

  async end(): Promise<void> {
    await this.rollback();
    await this.runner.release();
  }
}

class Reader {
  readonly seen: ActivityWire[] = [];
  constructor(private at: number) {}

  async read(limit: number): Promise<number> {
    const { rows, position } = await readActivity(db, this.at, limit);
    expect(position).toBeGreaterThanOrEqual(this.at);
    this.seen.push(...rows);
    this.at = position;
    return rows.length;
  }

  async drain(limit: number): Promise<void> {
    while ((await this.read(limit)) > 0) continue;
  }
}

type Step =
  | { do: 'touch' | 'commit' | 'rollback'; on: number }
  | { do: 'record'; on: number; count: number }
  | { do: 'read'; reader: number; limit: number };

const on = fc.nat({ max: CONNECTIONS - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('touch' as const), on }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      on,
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('commit' as const), on }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rollback' as const), on }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      reader: fc.nat({ max: 1 }),
      limit: fc.integer({ min: 1, max: 5 }),
    }),
  },
);

async function act(s: Step, writers: Writer[], readers: Reader[]): Promise<void> {
  if (s.do === 'read') await readers[s.reader]!.read(s.limit);
  else if (s.do === 'record') await writers[s.on]!.record(s.count);
  else await writers[s.on]![s.do]();
}

async function play(steps: readonly Step[], lift?: number): Promise<void> {
  const committed: string[] = [];
  const start = await currentPosition(db);
  const readers = [new Reader(start), new Reader(start)];
  const writers = Array.from(
    { length: CONNECTIONS },
    () => new Writer(db.createQueryRunner(), committed),
  );
  try {
    for (const [i, s] of steps.entries()) {
      if (i === lift) await alignEpoch(db);
      await act(s, writers, readers);
    }
  } finally {
    for (const writer of writers) await writer.end();
  }
  for (const reader of readers) {
    await reader.drain(3);
    const order = reader.seen.map((row) => row.seq);
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
    expect(reader.seen.map((row) => row.subjectId).sort()).toEqual([...committed].sort());
  }
  expect(readers[0]!.seen.map((row) => row.seq)).toEqual(readers[1]!.seen.map((row) => row.seq));
}

describe('the activity log', () => {
  it('skips no committed row and gives none twice, whatever the order of commits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => play(steps)),
      { numRuns: 120 },
    );
  }, 120_000);

  it('holds rows back while an older transaction runs, and says so', async () => {
    const committed: string[] = [];
    const reader = new Reader(await currentPosition(db));
    const [slow, quick] = [
      new Writer(db.createQueryRunner(), committed),
      new Writer(db.createQueryRunner(), committed),
    ];
    await slow.touch();
    await quick.record(3);
    await quick.commit();
    const early = await readActivity(db, await currentPosition(db), 10);
    expect({ rows: early.rows.length, held: early.held }).toEqual({ rows: 0, held: true });
    await slow.record(1);
    await slow.commit();
    await reader.drain(2);
    // The older transaction comes first although it committed last.
    expect(reader.seen.map((row) => row.subjectId)).toEqual([
      committed[3],
      ...committed.slice(0, 3),
    ]);
    await slow.end();
    await quick.end();
  });

  it('gives a large batch in order and refuses more rows than positions in one transaction', async () => {
    const committed: string[] = [];
    const writer = new Writer(db.createQueryRunner(), committed);
    const reader = new Reader(await currentPosition(db));
    await writer.record(4096);
    await writer.commit();
    await reader.drain(500);
    expect(reader.seen.map((row) => row.subjectId)).toEqual(committed);
    await writer.record(4000);
    await expect(writer.record(97)).rejects.toThrow('commit in batches');
    await writer.end();
  });

  it('passes everything written by several servers at full speed to readers that run meanwhile', async () => {
    const committed: string[] = [];
    const start = await currentPosition(db);
    const readers = [new Reader(start), new Reader(start)];
    let writing = true;
    const reading = readers.map(async (reader) => {
      while (writing) await reader.read(7);
      await reader.drain(7);
    });
    const writers = Array.from(
      { length: CONNECTIONS },
      () => new Writer(db.createQueryRunner(), committed),
    );
    await Promise.all(
      writers.map(async (writer) => {
        for (let i = 0; i < 60; i += 1) {
          if (i % 3 === 0) await writer.touch();
          await writer.record(1 + (i % 5));
          await (i % 7 === 6 ? writer.rollback() : writer.commit());
        }
        await writer.end();
      }),
    );
    writing = false;
    await Promise.all(reading);
    for (const reader of readers) {
      expect(reader.seen.map((row) => row.subjectId).sort()).toEqual([...committed].sort());
    }
  });

  it('refuses to change or remove a row', async () => {
    await expect(db.query(`UPDATE activity SET data = '{}'`)).rejects.toThrow('never changed');
    await expect(db.query(`DELETE FROM activity`)).rejects.toThrow('never changed');
    await expect(db.query(`TRUNCATE activity`)).rejects.toThrow('never changed');
  });
});

describe('a database restored from a dump', () => {
  it('puts new rows behind the old ones, and readers go on where they were', async () => {
    const far = (await currentPosition(db)) + 4096 * 5_000_000;
    await db.query(
      `INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, at, data)
       VALUES ($1, gen_random_uuid(), 'incident.noted', 'incident', gen_random_uuid(), '', now(), '{}')`,
      [far],
    );
    const starts = Array.from({ length: 4 }, () => alignEpoch(db));
    await Promise.all(starts);
    const [{ base }] = await db.query(`SELECT base FROM activity_epoch`);
    await alignEpoch(db);
    expect(await db.query(`SELECT base FROM activity_epoch`)).toEqual([{ base }]);

    const committed: string[] = [];
    const reader = new Reader(far);
    const writer = new Writer(db.createQueryRunner(), committed);
    await writer.record(3);
    await writer.commit();
    await writer.end();
    await reader.drain(2);
    expect(reader.seen.map((row) => row.subjectId)).toEqual(committed);
    expect(reader.seen[0]!.seq).toBeGreaterThan(far);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.nat({ max: 20 }),
        (steps, lift) => play(steps, lift),
      ),
      { numRuns: 15 },
    );
  }, 60_000);
});
