import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type LiveActivityWire, type ReportAnswer } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { UnitOfWork } from '@ingrid/platform';
import { TestClient, type TestPerson, TestServer, type TestStreet } from '@ingrid/testing';
import { LiveClient, until } from '../libs/realtime/test/live-client.js';
import { freePort, ServerProcess } from '../libs/realtime/test/server-process.js';

const DAY_MS = 86_400_000;
/** Long enough that every step of the ladder is due, whatever holidays lie between. */
const LONG_AGO_MS = 30 * DAY_MS;

interface Escalation {
  readonly subject: string;
  readonly clock: string;
  readonly level: number;
  readonly seq: number;
}

describe('two servers and three workers on one database', () => {
  // Sets the scene and does nothing by itself.
  let ground: TestServer;
  let street: TestStreet;
  let dispatcher: TestPerson;
  const servers: ServerProcess[] = [];
  const workers: ServerProcess[] = [];

  beforeAll(async () => {
    ground = await TestServer.start({ INGRID_ROLES: 'http' });
    street = await ground.aStreet();
    dispatcher = await ground.aPerson({
      roles: [{ role: 'dispatcher', path: street.street.path }],
    });
    const process = async (roles: string): Promise<ServerProcess> =>
      new ServerProcess(await freePort(), {
        DATABASE_URL: ground.database.url,
        DATABASE_POOL: '5',
        FILES_DIR: ground.config.FILES_DIR,
        INGRID_ROLES: roles,
        LOG_LEVEL: 'error',
        WEB_DIR: '',
      });
    for (let i = 0; i < 2; i += 1) servers.push(await process('http,live'));
    for (let i = 0; i < 3; i += 1) workers.push(await process('worker'));
    await Promise.all([...servers, ...workers].map((each) => each.start()));
  }, 120_000);

  afterAll(async () => {
    await Promise.all([...servers, ...workers].map((each) => each.kill()));
    await ground.close();
  });

  const addressOf = (process: ServerProcess | undefined): string =>
    `http://127.0.0.1:${String(process?.port)}`;

  /** The same session at both servers. */
  async function atBoth(person: TestPerson): Promise<[TestClient, TestClient, string]> {
    const { token } = await ground.get(IdentityService).openSession(person.id);
    const [first, second] = servers.map((each) =>
      new TestClient(addressOf(each)).withToken(token),
    ) as [TestClient, TestClient]; // there are two
    return [first, second, token];
  }

  /** Matters reported so long ago that the workers have reminders to send at once. */
  async function longAgo(count: number): Promise<string[]> {
    ground.clock.set(new Date(Date.now() - LONG_AGO_MS));
    const made = [];
    for (let i = 0; i < count; i += 1) made.push((await street.incident()).id);
    ground.clock.set(new Date());
    return made;
  }

  async function escalations(): Promise<Escalation[]> {
    return ground.get(UnitOfWork).read((db) =>
      db.query(
        `SELECT subject_id AS subject, data->>'clock' AS clock, (data->>'level')::int AS level, seq::int
         FROM activity WHERE type = 'incident.escalated' ORDER BY seq`,
      ),
    );
  }

  const dueTimers = async (): Promise<number> => {
    const [row] = await ground
      .get(UnitOfWork)
      .read((db) =>
        db.query<{ due: number }[]>(
          `SELECT count(*)::int AS due FROM timers WHERE due_at <= now()`,
        ),
      );
    return row?.due ?? -1;
  };

  const nothingIsDue = (): Promise<boolean> =>
    until(async () => (await dueTimers()) === 0 && (await dueTimers()) === 0, 30_000);

  it('send every reminder once and tell it at both servers once, though workers are killed', async () => {
    const { token } = await ground.get(IdentityService).openSession(dispatcher.id);
    const clients = servers.map(
      (each) => new LiveClient(addressOf(each), token, [`region:${street.street.path}`]),
    );
    expect(await until(() => clients.every(({ caughtUp }) => caughtUp > 0))).toBe(true);

    const incidents = await longAgo(30);
    expect(await nothingIsDue()).toBe(true);
    for (const worker of workers.slice(0, 2)) {
      const more = await longAgo(20);
      // In the middle of its work, or just before or after.
      await until(async () => (await escalations()).some(({ subject }) => more.includes(subject)));
      await worker.kill();
      incidents.push(...more);
      expect(await nothingIsDue()).toBe(true);
    }

    const sent = await escalations();
    const names = sent.map(({ subject, clock, level }) => `${subject} ${clock} ${level}`);
    expect(new Set(names).size).toBe(names.length);
    for (const id of incidents) {
      const levels = sent.filter(({ subject, clock }) => subject === id && clock === 'file');
      expect(levels.map(({ level }) => level)).toEqual([1, 2, 3]);
    }
    const heard = (client: LiveClient): number[] =>
      client.seen.filter(isEscalation).map(({ seq }) => seq);
    await until(() => clients.every((client) => heard(client).length >= sent.length), 15_000);
    for (const client of clients) {
      expect(heard(client)).toEqual(sent.map(({ seq }) => seq));
      expect(client.faults).toEqual([]);
      client.close();
    }
    await Promise.all(workers.filter((worker) => !worker.alive).map((worker) => worker.start()));
  }, 120_000);

  it('make one incident of one report that reaches both at once, and both show it', async () => {
    const [first, second] = await atBoth(dispatcher);
    const { lat, lng } = street.grids[2].inside;
    const body = {
      description: '井盖松动',
      location: { lat, lng },
      contact: { phone: '13800138000' },
    };
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([
      new TestClient(addressOf(servers[0])).post('/incidents', body, key),
      new TestClient(addressOf(servers[1])).post('/incidents', body, key),
    ]);
    const told = answers.filter(({ status }) => status === 201);
    expect(told.length).toBeGreaterThan(0);
    const [id, ...others] = new Set(told.map((answer) => (answer.body as ReportAnswer).id));
    expect(others).toEqual([]);
    for (const desk of [first, second]) {
      const { body: list } = await desk.get('/incidents?state=reported&query=井盖松动');
      expect(list).toMatchObject({ items: [{ id }] });
    }
  }, 60_000);

  it('know one log-in, and forget it together', async () => {
    const [first, second, token] = await atBoth(dispatcher);
    const live = new LiveClient(addressOf(servers[1]), token, [`region:${street.street.path}`]);
    await live.connected();
    expect(await second.get('/session')).toMatchObject({ status: 200 });
    expect(await first.delete('/session')).toMatchObject({ status: 204 });
    const forgotten = async (): Promise<boolean> => (await second.get('/session')).status === 401;
    expect(await until(forgotten, 1_000)).toBe(true);
    expect(await until(() => !live.socket.connected || live.ended.length > 0, 1_000)).toBe(true);
    live.close();
  }, 60_000);

  it('find a place in a grid that the other server was told of', async () => {
    const other = await ground.aStreet();
    const { lat, lng } = other.grids[3].inside;
    const path = `/regions/locate?lat=${lat}&lng=${lng}`;
    const clients = servers.map((each) => new TestClient(addressOf(each)));
    const found = async (): Promise<boolean> => {
      const answers = await Promise.all(clients.map((client) => client.get(path)));
      return answers.every(({ body }) => JSON.stringify(body).includes(other.grids[3].id));
    };
    expect(await until(found, 1_500)).toBe(true);
  }, 60_000);
});

function isEscalation({ type }: LiveActivityWire): boolean {
  return type === 'incident.escalated';
}
