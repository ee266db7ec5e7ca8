import { createServer, type RunningServer } from '@ingrid/assembly';
import { ActivityTail, readConfig } from '@ingrid/platform';
import { type TestClient, TestServer, type TestStreet } from '@ingrid/testing';
import { LiveClient, until } from './live-client.js';
import { type Somebody, Town } from './people.js';

let server: TestServer;
let second: RunningServer;
let town: Town;
let street: TestStreet;
const clients: LiveClient[] = [];

const FILE = { move: 'file', categoryCode: 'C01.16' };
const COMMENT = { move: 'comment', note: '已联系' };

beforeAll(async () => {
  server = await TestServer.start();
  second = await createServer(
    readConfig({
      DATABASE_URL: server.database.url,
      LOG_LEVEL: 'error',
      DATABASE_POOL: '6',
      WEB_DIR: '',
      PORT: '0',
    }),
  );
  street = await server.aStreet();
  town = new Town(server.server.app);
  const admin = server.client().withToken((await town.person('admin', [''])).token);
  const role = { zh: '只处置', en: 'Only handles', verbs: ['incident.handle'] };
  expect((await admin.put('/roles/only_handles', role)).status).toBe(200);
}, 60_000);

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await second.close();
  await server.close();
});

/** One connection to each server; "from now on" begins after what the test prepared. */
async function onBoth(token: string, rooms: string[]): Promise<LiveClient[]> {
  await server.get(ActivityTail).settled();
  await second.app.get(ActivityTail).settled();
  const both = [server.address, second.address].map((at) => new LiveClient(at, token));
  clients.push(...both);
  for (const one of both) {
    await one.connected();
    expect((await one.subscribe(rooms)).joined).toEqual(expect.arrayContaining(rooms));
  }
  return both;
}

interface Reported {
  readonly id: string;
  readonly reporter: Somebody;
  readonly dispatcher: TestClient;
}

async function reported(): Promise<Reported> {
  const reporter = await town.person('resident', ['44']);
  const dispatcher = await town.person('dispatcher', ['']);
  const report = { description: '学府路口路灯不亮，晚上看不清', location: street.grids[0].inside };
  const answer = await server.client().withToken(reporter.token).post('/incidents', report);
  expect(answer.status).toBe(201);
  const { id } = answer.body as { id: string };
  return { id, reporter, dispatcher: server.client().withToken(dispatcher.token) };
}

async function move(by: TestClient, id: string, body: object): Promise<void> {
  expect(await by.post(`/incidents/${id}/moves`, body)).toMatchObject({ status: 200 });
}

/** The room of this incident was closed; answers what was heard of it, after waiting for what must not come. */
async function heardUntilEnd(one: LiveClient, id: string): Promise<string[]> {
  await until(() => one.ended.length > 0);
  await new Promise((r) => setTimeout(r, 100));
  expect(one.ended.map(({ room, code }) => ({ room, code }))).toEqual([
    { room: `incident:${id}`, code: 'live.not_allowed' },
  ]);
  return one.seen
    .filter((a) => a.subjectId === id)
    .map(({ type, data: { move } }) => (typeof move === 'string' ? `${type} ${move}` : type));
}

describe('a live connection to one incident', () => {
  it('is opened to whom the incident is, and to nobody else', async () => {
    const [mine, foreign] = [await reported(), await reported()];
    const [one] = await onBoth(mine.reporter.token, [`incident:${mine.id}`]);
    expect((await one!.subscribe([`incident:${foreign.id}`])).refused).toEqual([
      { room: `incident:${foreign.id}`, code: 'live.not_allowed' },
    ]);
    await move(foreign.dispatcher, foreign.id, FILE);
    await move(mine.dispatcher, mine.id, FILE);
    await until(() => one!.seen.length > 0);
    expect(one!.seen.map((a) => a.subjectId)).toEqual([mine.id]);
  });

  it('does not say who acted, which may be the reporter', async () => {
    const { path } = street.street;
    const worker = await town.person('worker', [path]);
    const [one] = await onBoth(worker.token, [`region:${path}`]);
    const { reporter } = await reported();
    await until(() => one!.seen.some((a) => a.type === 'incident.reported'));
    expect(Object.keys(one!.seen.at(-1)!).sort()).toEqual(
      ['at', 'data', 'regionPath', 'seq', 'subjectId', 'subjectType', 'type'].sort(),
    );
    expect(JSON.stringify(one!.seen)).not.toContain(reporter.id);
  });

  it('ends for whoever stops following it, before anything later goes out', async () => {
    const { id, dispatcher } = await reported();
    await move(dispatcher, id, FILE);
    const follower = await town.person('resident', ['44']);
    const api = server.client().withToken(follower.token);
    expect((await api.post(`/incidents/${id}/followers`, {})).status).toBe(201);
    const both = await onBoth(follower.token, [`incident:${id}`]);
    expect((await api.delete(`/incidents/${id}/followers`)).status).toBe(204);
    await move(dispatcher, id, COMMENT);
    for (const one of both) expect(await heardUntilEnd(one, id)).toEqual(['incident.followed']);
  });

  it('ends for the people of a unit whose dispatch is taken back', async () => {
    const { id, dispatcher } = await reported();
    await move(dispatcher, id, FILE);
    const unit = await server.aUnit({ regionPath: street.street.path });
    // Handles here, reads nowhere: sees the matter only while it is the unit's.
    const handler = await server.aPerson({
      unit: unit.id,
      roles: [{ role: 'only_handles', path: street.street.path }],
    });
    await move(dispatcher, id, { move: 'dispatch', assigneeUnitId: unit.id });
    const { token } = await town.identity.openSession(handler.id);
    const both = await onBoth(token, [`incident:${id}`]);
    await move(dispatcher, id, { move: 'recall' });
    await move(dispatcher, id, COMMENT);
    for (const one of both) expect(await heardUntilEnd(one, id)).toEqual(['incident.moved recall']);
  });
});
