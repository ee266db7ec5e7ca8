import { randomUUID } from 'node:crypto';
import { TestClock } from '@ingrid/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { SYSTEM, type TimerHandler, Timers, UnitOfWork } from '../src/index.js';
import { cloneDatabase, ground, type TestDatabase } from './support.js';

let database: TestDatabase;
let workers: NestFastifyApplication[] = [];
const clock = new TestClock();

beforeEach(async () => {
  database = await cloneDatabase();
  // Without the role no tick of its own: the test says when the workers look.
  const environment = { INGRID_ROLES: 'http' };
  workers = [];
  for (let i = 0; i < 3; i += 1) workers.push(await ground(database, { clock, environment }));
  await workers[0]!
    .get(DataSource)
    .query(`CREATE TABLE fired (id bigserial, name text, worker int)`);
});

afterEach(async () => {
  await Promise.all(workers.map((w) => w.close()));
  await database.drop();
});

function handle(act: (worker: number) => TimerHandler): void {
  workers.forEach((app, i) => app.get(Timers).handle('test', act(i)));
}

const writeDown =
  (worker: number): TimerHandler =>
  async (tx, timer) => {
    await tx.db.query(`INSERT INTO fired (name, worker) VALUES ($1, $2)`, [timer.name, worker]);
  };

async function plan(names: readonly string[], dueInMs: (i: number) => number): Promise<void> {
  await workers[0]!.get(UnitOfWork).run(SYSTEM, async (tx) => {
    for (const [i, name] of names.entries()) {
      await tx.setTimer({
        kind: 'test',
        subjectId: randomUUID(),
        name,
        dueAt: new Date(clock.now().getTime() + dueInMs(i)),
      });
    }
  });
}

async function fired(): Promise<string[]> {
  const rows: { name: string }[] = await workers[0]!
    .get(DataSource)
    .query(`SELECT name FROM fired ORDER BY id`);
  return rows.map((r) => r.name);
}

const runAll = (): Promise<number[]> => Promise.all(workers.map((w) => w.get(Timers).runDue()));
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `t${String(i).padStart(3, '0')}`);

describe('timers', () => {
  it('are each fired by exactly one of three workers', async () => {
    handle(writeDown);
    await plan(names(120), () => -1_000);
    const counts = await runAll();
    expect((await fired()).sort()).toEqual(names(120));
    expect(counts.reduce((a, b) => a + b)).toBe(120);
    expect(counts.filter((c) => c > 0).length).toBeGreaterThan(1);
  });

  it('fire in the order of their due time, and not before it', async () => {
    handle(writeDown);
    await plan(names(20), (i) => 60_000 - i * 1_000);
    await plan(['later'], () => 120_000);
    expect(await workers[0]!.get(Timers).runDue()).toBe(0);
    clock.advance(90_000);
    await workers[0]!.get(Timers).runDue();
    expect(await fired()).toEqual(names(20).reverse());
    clock.advance(60_000);
    await workers[1]!.get(Timers).runDue();
    expect((await fired()).at(-1)).toBe('later');
  });

  it('put off the one that fails, with a growing pause, while the others fire', async () => {
    let broken = true;
    let tries = 0;
    handle((i) => async (tx, timer) => {
      if (timer.name === 't001') tries += 1;
      if (timer.name === 't001' && broken) throw new Error('not today');
      await writeDown(i)(tx, timer);
    });
    await plan(names(4), () => -1_000);
    await runAll();
    expect((await fired()).sort()).toEqual(['t000', 't002', 't003']);
    expect(tries).toBe(1);
    clock.advance(11_000);
    await runAll();
    clock.advance(11_000);
    await runAll();
    expect(tries).toBe(2);
    broken = false;
    clock.advance(10_000);
    await runAll();
    expect((await fired()).filter((n) => n === 't001')).toHaveLength(1);
  });

  it('fire once although the worker that had claimed it lost its connection in the middle', async () => {
    const claimed: number[] = [];
    handle((i) => async (tx, timer) => {
      await writeDown(i)(tx, timer);
      const [{ pid }] = await tx.db.query(`SELECT pg_backend_pid() AS pid`);
      claimed.push(pid);
      if (claimed.length === 1) await tx.db.query(`SELECT pg_sleep(20)`);
    });
    await plan(['only'], () => -1_000);
    const first = workers[0]!
      .get(Timers)
      .runDue()
      .catch(() => 0);
    while (claimed.length === 0) await new Promise((r) => setTimeout(r, 5));
    expect(await workers[1]!.get(Timers).runDue()).toBe(0);
    await workers[1]!.get(DataSource).query(`SELECT pg_terminate_backend($1)`, [claimed[0]]);
    await first;
    clock.advance(20_000);
    await runAll();
    expect(await fired()).toEqual(['only']);
  });

  it('can be moved and cancelled by name', async () => {
    handle(writeDown);
    const subjectId = randomUUID();
    const set = (name: string, inMs: number): Promise<void> =>
      workers[0]!.get(UnitOfWork).run(SYSTEM, (tx) =>
        tx.setTimer({
          kind: 'test',
          subjectId,
          name,
          dueAt: new Date(clock.now().getTime() + inMs),
        }),
      );
    await set('accept', -1_000);
    await set('accept', 60_000);
    await set('finish', -1_000);
    await workers[0]!
      .get(UnitOfWork)
      .run(SYSTEM, (tx) => tx.cancelTimer('test', subjectId, 'finish'));
    await runAll();
    expect(await fired()).toEqual([]);
    clock.advance(61_000);
    await runAll();
    expect(await fired()).toEqual(['accept']);
  });
});
