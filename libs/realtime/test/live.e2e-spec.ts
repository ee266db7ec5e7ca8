import { newId } from '@ingrid/kernel';
import { ActivityTail, readConfig, SESSION_COOKIE, SYSTEM } from '@ingrid/platform';
import { createServer, type RunningServer } from '@ingrid/assembly';
import { TestServer } from '@ingrid/testing';
import { DataSource } from 'typeorm';
import { LiveClient, until } from './live-client.js';
import { Town } from './people.js';

let server: TestServer;
let second: RunningServer;
let town: Town;
const clients: LiveClient[] = [];

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
  town = new Town(server.server.app);
});

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

afterAll(async () => {
  await second.close();
  await server.close();
});

async function client(
  token: string,
  address = server.address,
  options: Record<string, unknown> = {},
): Promise<LiveClient> {
  // "From now on" begins after the people and grants of the test itself.
  await settled();
  const one = new LiveClient(address, token, [], options);
  clients.push(one);
  return one.connected();
}

const refusalOf = async (
  promise: Promise<unknown>,
): Promise<{ message: string; data: { status: number; detail: string } }> =>
  promise.then(
    () => {
      throw new Error('was let in');
    },
    (e: unknown) => e as { message: string; data: { status: number; detail: string } },
  );

async function settled(): Promise<void> {
  await server.get(ActivityTail).settled();
  await second.app.get(ActivityTail).settled();
}

async function heard(one: LiveClient, count: number): Promise<string[]> {
  await until(() => one.seen.length >= count, 2_000);
  // A moment more, for what must not come.
  await new Promise((r) => setTimeout(r, 30));
  expect(one.faults).toEqual([]);
  return one.seen.map((a) => `${a.type} ${a.regionPath}`);
}

describe('a live connection', () => {
  it('is refused without a session, with a forged token or with nonsense', async () => {
    for (const token of ['', 'x'.repeat(43), 7, { a: 1 }, null]) {
      const refused = await refusalOf(
        client(token as string, server.address, { reconnection: false }),
      );
      expect(refused.message).toBe('access.unauthenticated');
      expect(refused.data).toMatchObject({ status: 401, code: 'access.unauthenticated' });
    }
  });

  it('is opened by the cookie from our own page, never from another site', async () => {
    const resident = await town.person('resident', ['44']);
    const cookie = `${SESSION_COOKIE}=${resident.token}`;
    const open = (origin: string): Promise<LiveClient> =>
      client(resident.token, server.address, {
        auth: {},
        extraHeaders: { cookie, origin },
        reconnection: false,
      });
    expect((await open(server.address)).socket.connected).toBe(true);
    await refusalOf(open('https://evil.example'));
    await refusalOf(open('null'));
  });

  it('joins only what may be seen there', async () => {
    const worker = await town.person('worker', ['44.4403']);
    const one = await client(worker.token);
    const answer = await one.subscribe([
      'region:44.4403',
      'region:44.4403.440305',
      'region:44',
      'region:',
      `incident:${newId()}`,
      `person:${newId()}`,
      'grid:1',
      'x',
    ]);
    expect(answer.joined.sort()).toEqual(
      [`person:${worker.id}`, 'region:44.4403', 'region:44.4403.440305'].sort(),
    );
    expect(answer.refused.map((r) => r.code)).toEqual([
      'live.not_allowed',
      'live.not_allowed',
      'live.not_allowed',
      'live.not_allowed',
      'live.no_such_room',
      'live.no_such_room',
    ]);
  });

  it('gets each activity once although it comes by several rooms, and nothing from elsewhere', async () => {
    const worker = await town.person('worker', ['44.4403']);
    const one = await client(worker.token);
    await one.subscribe(['region:44.4403', 'region:44.4403.1']);
    await town.happen([
      { regionPath: '44.4403.1', data: { assigneeId: worker.id } },
      { regionPath: '44.4403.2' },
      { regionPath: '44.4404' },
      { regionPath: '44.44031' },
      { regionPath: '44' },
      { regionPath: '44.9', data: { reporterId: worker.id } },
      { regionPath: '44.9', data: { followerIds: [newId(), worker.id] } },
      { type: 'task.moved', subjectType: 'task', regionPath: '44.4403.3' },
    ]);
    expect(await heard(one, 5)).toEqual([
      'incident.moved 44.4403.1',
      'incident.moved 44.4403.2',
      'incident.moved 44.9',
      'incident.moved 44.9',
      'task.moved 44.4403.3',
    ]);
  });

  it('is not told who reported, who logged in or who else was notified', async () => {
    const worker = await town.person('worker', ['']);
    const one = await client(worker.token);
    await one.subscribe(['region:']);
    const other = await town.person('resident', ['44']);
    await town.happen([
      {
        type: 'notice.sent',
        subjectType: 'notice',
        regionPath: '44',
        data: { personId: other.id },
      },
      {
        regionPath: '44',
        data: { to: 'filed', reporterId: other.id, followerIds: [other.id], notify: [] },
      },
    ]);
    expect(await heard(one, 1)).toEqual(['incident.moved 44']);
    expect(one.seen[0]!.data).toEqual({ to: 'filed' });
  });

  it('gets what happened since a position, then the stream, from either server', async () => {
    const worker = await town.person('worker', ['44.5']);
    const first = await client(worker.token);
    const { seq } = await first.subscribe(['region:44.5']);
    first.close();
    for (let i = 0; i < 5; i += 1)
      await town.happen([{ regionPath: `44.5.${i}` }, { regionPath: '44.6' }]);
    const both = [await client(worker.token), await client(worker.token, second.address)];
    for (const back of both) {
      await back.subscribe(['region:44.5'], seq);
      expect(await heard(back, 5)).toEqual([0, 1, 2, 3, 4].map((i) => `incident.moved 44.5.${i}`));
    }
    await town.happen([{ regionPath: '44.5.9' }]);
    for (const back of both) expect((await heard(back, 6)).at(-1)).toBe('incident.moved 44.5.9');
  });

  it('gets of a room added later only what it had not got before', async () => {
    const worker = await town.person('worker', ['44.7']);
    const one = await client(worker.token);
    const { seq } = await one.subscribe(['region:44.7.1']);
    await town.happen([{ regionPath: '44.7.1' }, { regionPath: '44.7.2' }]);
    await heard(one, 1);
    one.position = seq;
    await one.subscribe(['region:44.7'], seq);
    expect(await heard(one, 2)).toEqual(['incident.moved 44.7.1', 'incident.moved 44.7.2']);
    await one.send('unsubscribe', { rooms: ['region:44.7', 'region:nothing'] });
    await town.happen([{ regionPath: '44.7.2' }, { regionPath: '44.7.1' }]);
    expect((await heard(one, 3)).slice(2)).toEqual(['incident.moved 44.7.1']);
  });

  it('is told to load again when it is too far behind or from the future', async () => {
    const worker = await town.person('worker', ['44.8']);
    const one = await client(worker.token);
    expect((await one.subscribe(['region:44.8'], 2 ** 52)).code).toBe('live.too_far_behind');
    expect((await one.subscribe(['region:44.8'])).joined).toContain('region:44.8');
  });

  it('is replayed from the database what is too old to be kept in memory, up to a limit', async () => {
    const worker = await town.person('worker', ['44.10', '44.11']);
    const one = await client(worker.token);
    const { seq } = await one.subscribe(['region:44.10']);
    one.close();
    for (let i = 0; i < 3; i += 1)
      await town.happen(
        Array.from({ length: 2_000 }, (_, n) => ({ regionPath: n % 2 ? '44.10.1' : '44.12' })),
      );
    await town.happen(
      Array.from({ length: 10 }, () => ({ regionPath: '44.9', data: { reporterId: worker.id } })),
    );
    await settled();
    const back = await client(worker.token);
    await back.subscribe(['region:44.10'], seq);
    expect(await heard(back, 3_010)).toHaveLength(3_010);
    for (let i = 0; i < 5; i += 1)
      await town.happen(Array.from({ length: 3_200 }, () => ({ regionPath: '44.11.1' })));
    await settled();
    const far = await client(worker.token);
    await far.subscribe(['region:44.11'], seq);
    await until(() => far.ended.length > 0);
    expect(far.ended.map(({ room, code }) => ({ room, code }))).toEqual([
      { room: null, code: 'live.too_far_behind' },
    ]);
  }, 30_000);
});

describe('a live connection whose rights change', () => {
  it('stops within a second when a grant is taken back, on every server', async () => {
    const worker = await town.person('worker', ['44.20', '44.21']);
    const both = [await client(worker.token), await client(worker.token, second.address)];
    for (const one of both) await one.subscribe(['region:44.20', 'region:44.21.1']);
    await server
      .get(DataSource)
      .query(`UPDATE grants SET valid_to = now() WHERE id = $1`, [worker.grants[0]]);
    const at = Date.now();
    await town.work.run(SYSTEM, (tx) => {
      tx.record({
        type: 'grant.ended',
        subjectType: 'grant',
        subjectId: worker.grants[0]!,
        regionPath: '44.20',
        data: { personId: worker.id },
      });
      // In the same transaction, right behind it.
      tx.record({
        type: 'incident.moved',
        subjectType: 'incident',
        subjectId: newId(),
        regionPath: '44.20.1',
      });
      tx.record({
        type: 'incident.moved',
        subjectType: 'incident',
        subjectId: newId(),
        regionPath: '44.21.1',
      });
      return Promise.resolve();
    });
    for (const one of both) {
      await until(() => one.ended.length > 0);
      expect(one.ended.map(({ room, code }) => ({ room, code }))).toEqual([
        { room: 'region:44.20', code: 'live.not_allowed' },
      ]);
      expect(one.ended[0]!.at - at).toBeLessThan(5_000);
      expect(await heard(one, 2)).toEqual(['grant.ended 44.20', 'incident.moved 44.21.1']);
      expect((await one.subscribe(['region:44.20'])).refused).toHaveLength(1);
    }
  });

  it('is cut when the session is closed', async () => {
    const worker = await town.person('worker', ['44.22']);
    const both = [await client(worker.token), await client(worker.token, second.address)];
    for (const one of both) await one.subscribe(['region:44.22']);
    const at = Date.now();
    expect((await server.client().withToken(worker.token).delete('/session')).status).toBe(204);
    for (const one of both) {
      await until(() => !one.socket.connected);
      expect(Date.now() - at).toBeLessThan(5_000);
      expect(one.ended.at(-1)).toMatchObject({ room: null, code: 'access.unauthenticated' });
    }
  });

  it('hears more when a right is added to a room it follows', async () => {
    const person = await town.person('resident', ['44.23']);
    const one = await client(person.token);
    expect((await one.subscribe(['region:44.23'])).refused).toHaveLength(1);
    await town.work.run(SYSTEM, (tx) =>
      town.identity.grant(tx, { personId: person.id, role: 'worker', regionPath: '44.23' }),
    );
    await until(() => one.seen.some((a) => a.type === 'grant.given'));
    expect((await one.subscribe(['region:44.23'])).joined).toContain('region:44.23');
  });
});

describe('a live connection that misbehaves', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'region:44'],
    ['a list', []],
    ['rooms that are no list', { rooms: 'region:44' }],
    ['rooms that are no texts', { rooms: [1, {}, null] }],
    ['too many rooms', { rooms: Array.from({ length: 201 }, (_, i) => `region:${i}`) }],
    ['a position that is none', { rooms: [], since: '5' }],
    ['half a position', { rooms: [], since: 1.5 }],
    ['a negative position', { rooms: [], since: -1 }],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('with %s is answered with a problem', async (_, payload) => {
    const resident = await town.person('resident', ['44']);
    const one = await client(resident.token);
    expect(await one.send('subscribe', payload)).toMatchObject({
      status: 400,
      code: 'live.bad_message',
      detail: expect.stringContaining('实时消息'),
    });
    expect(await one.send('unsubscribe', { rooms: 5 })).toMatchObject({ code: 'live.bad_message' });
    expect(await one.subscribe([])).toMatchObject({ joined: [`person:${resident.id}`] });
  });

  it('with a message nobody declared is refused', async () => {
    const one = await client((await town.person('resident', ['44'])).token);
    expect(await one.send('publish', { type: 'incident.moved' })).toMatchObject({
      status: 404,
      code: 'live.unknown_message',
    });
    one.socket.emit('activity', { seq: 1 });
    one.socket.emit('subscribe');
    expect(await one.subscribe([])).toMatchObject({ refused: [] });
  });

  it('with more rooms than one connection may follow is refused', async () => {
    const one = await client((await town.person('worker', ['44'])).token);
    await one.subscribe(Array.from({ length: 150 }, (_, i) => `region:44.${i}`));
    const more = await one.subscribe(Array.from({ length: 100 }, (_, i) => `region:44.x${i}`));
    expect(more.code).toBe('live.too_many_rooms');
  });

  it('with a flood of messages is slowed down, with a huge one cut off', async () => {
    const one = await client((await town.person('resident', ['44'])).token);
    const answers = await Promise.all(
      Array.from({ length: 80 }, () => one.send('subscribe', { rooms: [] })),
    );
    expect(
      answers.filter((a) => (a as { code?: string }).code === 'live.too_many_messages'),
    ).toHaveLength(20);
    one.socket.emit('subscribe', { rooms: ['x'.repeat(100_000)] });
    await until(() => one.connections > 1);
    expect((await server.client().get('/healthz')).status).toBe(200);
  });
});
