import { randomUUID } from 'node:crypto';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import {
  ActivityReaders,
  ActivityTail,
  SYSTEM,
  type Transaction,
  UnitOfWork,
} from '../src/index.js';
import { cloneDatabase, ground, type TestDatabase } from './support.js';

let database: TestDatabase;
let servers: NestFastifyApplication[] = [];

beforeEach(async () => {
  database = await cloneDatabase();
  servers = [];
});

afterEach(async () => {
  await Promise.all(servers.map((s) => s.close()));
  await database.drop();
});

/** A worker whose reader writes each subject down; `trouble` may fail before the effect or after it. */
async function worker(
  trouble: (subject: string) => void = () => undefined,
): Promise<NestFastifyApplication> {
  const app = await ground(database);
  servers.push(app);
  const readers = app.get(ActivityReaders);
  readers.register({
    name: 'notes',
    types: ['incident.noted'],
    handle: async (tx, row) => {
      await tx.db.query(`INSERT INTO seen (subject, seq) VALUES ($1, $2)`, [
        row.subjectId,
        row.seq,
      ]);
      trouble(row.subjectId);
    },
  });
  await readers.onApplicationBootstrap();
  return app;
}

async function note(
  app: NestFastifyApplication,
  subjectId: string,
  more?: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await app.get(UnitOfWork).run(SYSTEM, async (tx) => {
    await more?.(tx);
    tx.record({ type: 'incident.noted', subjectType: 'incident', subjectId, regionPath: '44' });
    tx.record({ type: 'incident.moved', subjectType: 'incident', subjectId, regionPath: '44' });
  });
}

async function seen(app: NestFastifyApplication): Promise<string[]> {
  const rows: { subject: string }[] = await app
    .get(DataSource)
    .query(`SELECT subject FROM seen ORDER BY seq`);
  return rows.map((r) => r.subject);
}

async function withTable(): Promise<NestFastifyApplication> {
  const app = await ground(database, { environment: { INGRID_ROLES: 'http' } });
  servers.push(app);
  await app.get(DataSource).query(`CREATE TABLE seen (subject uuid, seq bigint)`);
  return app;
}

describe('durable readers', () => {
  it('cause each effect exactly once with two workers and failures in between', async () => {
    const web = await withTable();
    let failures = 0;
    const trouble = (): void => {
      if (Math.random() < 0.1 && failures < 12) {
        failures += 1;
        throw new Error('bad luck');
      }
    };
    const workers = [await worker(trouble), await worker(trouble)];
    const subjects = Array.from({ length: 150 }, () => randomUUID());
    for (let i = 0; i < subjects.length; i += 10) {
      await Promise.all(subjects.slice(i, i + 10).map((s) => note(web, s)));
    }
    await Promise.all(workers.map((w) => w.get(ActivityReaders).settle()));
    expect((await seen(web)).sort()).toEqual([...subjects].sort());
    expect(failures).toBeGreaterThan(0);
  }, 30_000);

  it('set aside the one row that fails five times and go on with the others', async () => {
    const web = await withTable();
    const bad = randomUUID();
    const app = await worker((subject) => {
      if (subject === bad) throw new Error('always');
    });
    const others = Array.from({ length: 6 }, () => randomUUID());
    for (const subject of [...others.slice(0, 3), bad, ...others.slice(3)])
      await note(web, subject);
    await app.get(ActivityReaders).settle();
    expect(await seen(web)).toEqual(others);
  }, 30_000);

  it('hear of a change in another process', async () => {
    const web = await withTable();
    await worker();
    const subject = randomUUID();
    await note(web, subject);
    const until = Date.now() + 10_000;
    while ((await seen(web)).length === 0 && Date.now() < until)
      await new Promise((r) => setTimeout(r, 10));
    expect(await seen(web)).toEqual([subject]);
  });

  it('read the whole past when they are new', async () => {
    const web = await withTable();
    const subjects = [randomUUID(), randomUUID()];
    for (const s of subjects) await note(web, s);
    const app = await worker();
    await app.get(ActivityReaders).settle();
    expect(await seen(web)).toEqual(subjects);
  });
});

describe('the tail of the log', () => {
  it('tells every process everything once and in order, also when the listening connection breaks', async () => {
    const web = await withTable();
    const second = await ground(database, { environment: { INGRID_ROLES: 'live' } });
    servers.push(second);
    const heard: string[][] = [[], []];
    [web, second].forEach((app, i) =>
      app.get(ActivityTail).listen((rows) => {
        heard[i]!.push(...rows.filter((r) => r.type === 'incident.noted').map((r) => r.subjectId));
      }),
    );
    const subjects = Array.from({ length: 40 }, () => randomUUID());
    for (const [i, subject] of subjects.entries()) {
      if (i === 20) {
        await web.get(DataSource).query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'LISTEN%'`);
      }
      await note(web, subject);
    }
    await Promise.all([web, second].map((app) => app.get(ActivityTail).settled()));
    expect(heard).toEqual([subjects, subjects]);
  });
});
