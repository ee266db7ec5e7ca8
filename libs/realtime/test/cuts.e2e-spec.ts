import { type ActivityWire } from '@ingrid/contract';
import { createServer, type RunningServer } from '@ingrid/assembly';
import { currentPosition, readActivity, readConfig } from '@ingrid/platform';
import { cloneDatabase, type TestDatabase } from '@ingrid/testing';
import { DataSource } from 'typeorm';
import { LiveClient, until } from './live-client.js';
import { type Somebody, Town } from './people.js';
import { freePort, Network, ServerProcess } from './server-process.js';

const PEOPLE = 40;
const CLIENTS = 200;
const CUTS = 50;
const KILLS = 5;

let database: TestDatabase;
let desk: RunningServer;
const servers: ServerProcess[] = [];
const network = new Network(() => servers.filter((s) => s.ready).map((s) => s.port));
let town: Town;
let clients: LiveClient[] = [];

beforeAll(async () => {
  database = await cloneDatabase();
  const environment = {
    DATABASE_URL: database.url,
    LOG_LEVEL: 'error',
    DATABASE_POOL: '8',
    WEB_DIR: '',
  };
  // The desk only writes; what clients hear comes from the two processes that are killed.
  desk = await createServer(readConfig({ ...environment, PORT: '0', INGRID_ROLES: 'http' }));
  town = new Town(desk.app);
  for (let i = 0; i < 2; i += 1) servers.push(new ServerProcess(await freePort(), environment));
  await Promise.all(servers.map((s) => s.start()));
}, 60_000);

afterAll(async () => {
  for (const client of clients) client.close();
  network.close();
  await Promise.all(servers.map((s) => s.kill()));
  await desk.close();
  await database.drop();
});

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)]!;
const pause = (ms: number): Promise<void> => new Promise((r) => setTimeout(r, ms));

const STREETS = Array.from({ length: 6 }, (_, i) => `44.4403.${i}`);
const GRIDS = STREETS.flatMap((street) => Array.from({ length: 5 }, (_, i) => `${street}.${i}`));

async function somebody(i: number): Promise<Somebody> {
  if (i % 5 === 0) return town.person('resident', ['44']);
  if (i % 5 === 1) return town.person('worker', [pick(GRIDS), pick(GRIDS)]);
  if (i % 5 === 2) return town.person('handler', [pick(STREETS)]);
  if (i % 5 === 3) return town.person('worker', ['44.4403', pick(GRIDS)]);
  return town.person('worker', [pick(STREETS), pick(GRIDS)]);
}

/** What a person may see, said once more and independently of the server's way of finding it. */
function maySee(person: Somebody, row: ActivityWire): boolean {
  const { reporterId, assigneeId, followerIds } = row.data as {
    reporterId?: string;
    assigneeId?: string;
    followerIds?: string[];
  };
  if ([reporterId, assigneeId, ...(followerIds ?? [])].includes(person.id)) return true;
  if (person.grants.length === 0 || person.paths.includes('44')) return false;
  return person.paths.some((path) => `${row.regionPath}.`.startsWith(`${path}.`));
}

async function load(people: readonly Somebody[], going: () => boolean): Promise<void> {
  const writer = async (): Promise<void> => {
    while (going()) {
      const events = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, () => ({
        regionPath: pick(GRIDS),
        ...(Math.random() < 0.3 ? { type: 'task.moved' as const, subjectType: 'task' } : {}),
        data: {
          reporterId: pick(people).id,
          ...(Math.random() < 0.3
            ? { assigneeId: pick(people).id, followerIds: [pick(people).id] }
            : {}),
        },
      }));
      await town.happen(events, undefined, Math.random() < 0.1 ? 60 : 0);
      await pause(20 + Math.random() * 120);
    }
  };
  await Promise.all(Array.from({ length: 4 }, writer));
}

async function disturb(): Promise<void> {
  for (let i = 0; i < CUTS; i += 1) {
    await pause(150 + Math.random() * 250);
    // A cut is worth something only where there are connections; a busy machine needs longer to restore them.
    await until(() => clients.filter((c) => c.socket.connected).length > CLIENTS / 2, 1_000);
    // Half on the way, half by the client itself.
    if (i % 2 === 0) network.cut(0.3);
    else for (const client of clients) if (Math.random() < 0.3) client.socket.io.engine.close();
    if (i % (CUTS / KILLS) === 5) {
      const victim = pick(servers.filter((s) => s.alive));
      await victim.kill();
      // Sometimes nobody is there for a while.
      void victim.start();
    }
  }
}

describe('200 clients with different rights, 50 cuts and 5 kills under load', () => {
  it('end with exactly what each may see, in order, none missing, none twice', async () => {
    const db = desk.app.get(DataSource);
    const people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => somebody(i)));
    const address = await network.open();
    const owners = Array.from({ length: CLIENTS }, (_, i) => people[i % PEOPLE]!);
    const start = await currentPosition(db);
    clients = owners.map((person) => {
      const rooms = person.paths.includes('44')
        ? [`person:${person.id}`]
        : person.paths.map((p) => `region:${p}`);
      return new LiveClient(address, person.token, rooms);
    });
    expect(await until(() => clients.every((c) => c.start !== undefined), 20_000)).toBe(true);

    let going = true;
    const loading = load(people, () => going);
    await disturb();
    await until(() => servers.every((s) => s.ready), 20_000);
    await pause(500);
    going = false;
    await loading;

    const { rows } = await readActivity(db, start, 100_000);
    const expected = clients.map((client, i) =>
      rows
        .filter((row) => row.seq > client.start! && maySee(owners[i]!, row))
        .map((row) => row.seq),
    );
    await until(
      () => clients.every((c, i) => c.seen.length >= expected[i]!.length && c.socket.connected),
      20_000,
    );
    await pause(300);

    expect(clients.flatMap((c) => c.faults)).toEqual([]);
    clients.forEach((client, i) => {
      expect(client.seen.map((a) => a.seq)).toEqual(expected[i]);
    });
    const reconnections = clients.reduce((sum, c) => sum + c.connections - 1, 0);
    // Otherwise this test would show nothing.
    expect(rows.length).toBeGreaterThan(200);
    expect(reconnections).toBeGreaterThan(CLIENTS / 2);
    expect(new Set(expected.map((e) => e.length)).size).toBeGreaterThan(20);
    process.stderr.write(
      `${rows.length} activities, ${expected.reduce((s, e) => s + e.length, 0)} deliveries, ${reconnections} reconnections\n`,
    );
  }, 180_000);
});
