import { randomUUID } from 'node:crypto';
import { type Problem } from '@ingrid/kernel';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { Actor, SYSTEM, UnitOfWork } from '../src/index.js';
import { cloneDatabase, ground, type TestDatabase } from './support.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let work: UnitOfWork;
let db: DataSource;

beforeAll(async () => {
  database = await cloneDatabase();
  app = await ground(database);
  work = app.get(UnitOfWork);
  db = app.get(DataSource);
  await db.query(`CREATE TABLE things (id uuid)`);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const person = (): Actor =>
  new Actor({ kind: 'person', personId: randomUUID(), unitId: null, sessionId: null, grants: [] });

function make(actor: Actor, key: string, request: unknown, fail = false): Promise<{ id: string }> {
  return work.run(
    actor,
    async (tx) => {
      const id = randomUUID();
      await tx.db.query(`INSERT INTO things VALUES ($1)`, [id]);
      tx.record({
        type: 'incident.reported',
        subjectType: 'incident',
        subjectId: id,
        regionPath: '44',
      });
      await new Promise((r) => setTimeout(r, 30));
      if (fail) throw new Error('no');
      return { id };
    },
    { key, request },
  );
}

const count = async (): Promise<number> => {
  const [{ n }] = await db.query(`SELECT count(*) AS n FROM things`);
  return n;
};

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (e: unknown) => (e as Problem).code,
  );

describe('a unit of work', () => {
  it('happens once for the same key sent several times at the same moment, with the same answer', async () => {
    const actor = person();
    const before = await count();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => make(actor, 'key-0000-0000-0001', { a: 1 })),
    );
    answers.push(await make(actor, 'key-0000-0000-0001', { a: 1 }));
    expect(new Set(answers.map((a) => a.id)).size).toBe(1);
    expect(await count()).toBe(before + 1);
    const rows = await db.query(`SELECT 1 FROM activity WHERE subject_id = $1`, [answers[0]!.id]);
    expect(rows).toHaveLength(1);
  });

  it('refuses a key that was used for other content, and keys of the wrong form', async () => {
    const actor = person();
    await make(actor, 'key-0000-0000-0002', { a: 1 });
    expect(await codeOf(make(actor, 'key-0000-0000-0002', { a: 2 }))).toBe(
      'idempotency.key_reused',
    );
    expect(await codeOf(make(actor, 'short', { a: 2 }))).toBe('idempotency.bad_key');
  });

  it('keeps the keys of two people apart', async () => {
    const [a, b] = await Promise.all(
      [person(), person()].map((p) => make(p, 'key-0000-0000-0003', { a: 1 })),
    );
    expect(a!.id).not.toBe(b!.id);
  });

  it('lets a key be used again when the first attempt failed', async () => {
    const actor = person();
    const before = await count();
    await expect(make(actor, 'key-0000-0000-0004', {}, true)).rejects.toThrow('no');
    expect(await count()).toBe(before);
    await make(actor, 'key-0000-0000-0004', {});
    expect(await count()).toBe(before + 1);
  });

  it('leaves neither effect nor record nor wake-up behind when it fails', async () => {
    const id = randomUUID();
    let woken = false;
    const failing = work.run(SYSTEM, async (tx) => {
      tx.record({
        type: 'incident.reported',
        subjectType: 'incident',
        subjectId: id,
        regionPath: '',
      });
      tx.onCommit(() => (woken = true));
      await tx.flush();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(woken).toBe(false);
    expect(await db.query(`SELECT 1 FROM activity WHERE subject_id = $1`, [id])).toEqual([]);
  });

  it('goes on without a part that failed, and without what that part had recorded', async () => {
    const [kept, lost, after] = [randomUUID(), randomUUID(), randomUUID()];
    const woken: string[] = [];
    await work.run(SYSTEM, async (tx) => {
      const note = async (id: string): Promise<void> => {
        await tx.db.query(`INSERT INTO things VALUES ($1)`, [id]);
        tx.record({
          type: 'incident.noted',
          subjectType: 'incident',
          subjectId: id,
          regionPath: '',
        });
        tx.onCommit(() => woken.push(id));
      };
      await note(kept);
      const part = tx.attempt(async () => {
        await note(lost);
        await tx.flush();
        await note(lost);
        await tx.attempt(() => Promise.resolve());
        throw new Error('no');
      });
      await expect(part).rejects.toThrow('no');
      await tx.attempt(() => note(after));
    });
    expect(woken).toEqual([kept, after]);
    const ids = [kept, lost, after];
    const rows: { id: string }[] = await db.query(
      `SELECT subject_id AS id FROM activity WHERE subject_id = ANY ($1) ORDER BY seq`,
      [ids],
    );
    expect(rows.map((r) => r.id)).toEqual([kept, after]);
    const things: { id: string }[] = await db.query(`SELECT id FROM things WHERE id = ANY ($1)`, [
      ids,
    ]);
    expect(things.map((r) => r.id).sort()).toEqual([kept, after].sort());
  });

  it('numbers the rows of one transaction in the order in which they were recorded', async () => {
    const id = randomUUID();
    await work.run(person(), async (tx) => {
      for (let i = 0; i < 30; i += 1) {
        tx.record({
          type: 'incident.noted',
          subjectType: 'incident',
          subjectId: id,
          regionPath: '',
          data: { i },
        });
        if (i % 7 === 0) await tx.flush();
      }
    });
    const rows: { data: { i: number } }[] = await db.query(
      `SELECT data FROM activity WHERE subject_id = $1 ORDER BY seq`,
      [id],
    );
    expect(rows.map((r) => r.data.i)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });
});
