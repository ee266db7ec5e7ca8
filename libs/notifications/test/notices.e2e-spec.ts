import { type NoticesWire, type ReportAnswer } from '@ingrid/contract';
import { createServer } from '@ingrid/assembly';
import { IdentityService } from '@ingrid/identity';
import { newId } from '@ingrid/kernel';
import {
  ActivityReaders,
  type ActivityEvent,
  readConfig,
  SYSTEM,
  UnitOfWork,
} from '@ingrid/platform';
import { type TestClient, TestServer } from '@ingrid/testing';
import { DataSource } from 'typeorm';

let server: TestServer;
const path = '44.4403.1';

beforeAll(async () => {
  server = await TestServer.start({ INGRID_ROLES: 'http' });
  server
    .get(IdentityService)
    .registerRegionNames((paths) => Promise.resolve(new Map(paths.map((p) => [p, p]))));
});

afterAll(() => server.close());

interface Somebody {
  id: string;
  api: TestClient;
}

async function somebody(role: string, regionPath = path, unitId?: string): Promise<Somebody> {
  const identity = server.get(IdentityService);
  const { id } = await server.get(UnitOfWork).run(SYSTEM, async (tx) => {
    const person = await identity.createPerson(tx, {
      name: '某人',
      ...(unitId === undefined ? {} : { unitId }),
    });
    await identity.grant(tx, { personId: person.id, role, regionPath });
    return person;
  });
  const { token } = await identity.openSession(id);
  return { id, api: server.client().withToken(token) };
}

async function happen(event: Partial<ActivityEvent>): Promise<string> {
  const subjectId = newId();
  await server.get(UnitOfWork).run(SYSTEM, (tx) => {
    tx.record({
      type: 'incident.moved',
      subjectType: 'incident',
      subjectId,
      regionPath: path,
      ...event,
    });
    return Promise.resolve();
  });
  await server.settled();
  return subjectId;
}

async function notices(who: Somebody, query = ''): Promise<NoticesWire> {
  const answer = await who.api.get(`/notices${query}`);
  expect(answer.status).toBe(200);
  return answer.body as NoticesWire;
}

const told = async (who: Somebody): Promise<(string | null)[]> =>
  (await notices(who)).items.map((n) => n.subjectId);

describe('a notice', () => {
  it('goes to the reporter, the followers, the assignee and those who hold the work of the place, each once', async () => {
    const [reporter, follower, assignee, stranger] = await Promise.all(
      ['resident', 'resident', 'handler', 'handler'].map((r) => somebody(r)),
    );
    const [near, far, elsewhere] = [
      await somebody('dispatcher'),
      await somebody('dispatcher', '44'),
      await somebody('dispatcher', '44.4403.2'),
    ];
    const id = await happen({
      data: {
        reporterId: reporter!.id,
        assigneeId: assignee!.id,
        followerIds: [follower!.id, reporter!.id],
        notify: [
          { audience: 'reporter', template: 'incident.filed' },
          { audience: 'followers', template: 'incident.filed' },
          { audience: 'assignee', template: 'incident.dispatched' },
          { audience: 'dispatchers', template: 'incident.reported' },
        ],
      },
    });
    for (const who of [reporter!, follower!, assignee!, near, far])
      expect(await told(who)).toEqual([id]);
    for (const who of [stranger!, elsewhere]) expect(await told(who)).toEqual([]);
  });

  it('for a unit reaches all of its people', async () => {
    const { id: unitId } = await server
      .get(UnitOfWork)
      .run(SYSTEM, (tx) =>
        server
          .get(IdentityService)
          .ensureUnit(tx, { name: '市政所', kind: 'department', regionPath: path }),
      );
    const [a, b] = [
      await somebody('handler', path, unitId),
      await somebody('handler', path, unitId),
    ];
    const id = await happen({
      data: {
        notify: [{ audience: 'assignee', template: 'incident.dispatched', unitId, personId: null }],
      },
    });
    expect([await told(a), await told(b)]).toEqual([[id], [id]]);
  });

  it('does not reach administrators while others hold the work, and does where nobody does', async () => {
    const admin = await somebody('admin', '');
    const inspector = await somebody('inspector');
    const checked = await happen({
      data: { notify: [{ audience: 'inspectors', template: 'incident.to_verify' }] },
    });
    expect([await told(inspector), await told(admin)]).toEqual([[checked], []]);
    const lonely = await happen({
      regionPath: '51',
      data: { notify: [{ audience: 'inspectors', template: 'incident.to_verify' }] },
    });
    expect(await told(admin)).toEqual([lonely]);
  });

  it('is written exactly once by two workers and recorded for the person', async () => {
    const reporter = await somebody('resident');
    const settings = {
      DATABASE_URL: server.database.url,
      LOG_LEVEL: 'error',
      DATABASE_POOL: '6',
      WEB_DIR: '',
      PORT: '0',
    };
    const workers = await Promise.all([1, 2].map(() => createServer(readConfig(settings))));
    try {
      for (let i = 0; i < 60; i += 1) {
        await server.get(UnitOfWork).run(SYSTEM, (tx) => {
          const data = {
            reporterId: reporter.id,
            notify: [{ audience: 'reporter', template: 'incident.started' }],
          };
          tx.record({
            type: 'incident.moved',
            subjectType: 'incident',
            subjectId: newId(),
            regionPath: path,
            data,
          });
          return Promise.resolve();
        });
      }
      await Promise.all(workers.map((w) => w.app.get(ActivityReaders, { strict: false }).settle()));
    } finally {
      await Promise.all(workers.map((w) => w.close()));
    }
    expect((await notices(reporter)).unread).toBe(60);
    const recorded = await server
      .get(DataSource)
      .query(
        `SELECT subject_id FROM activity WHERE type = 'notice.sent' AND data->>'personId' = $1`,
        [reporter.id],
      );
    expect(new Set(recorded.map((r: { subject_id: string }) => r.subject_id)).size).toBe(60);
    expect(recorded).toHaveLength(60);
  }, 30_000);

  it('survives an activity that names its audience oddly', async () => {
    const reporter = await somebody('resident');
    await happen({ data: { notify: 'all' } });
    await happen({
      data: {
        notify: [null, 5, {}, { audience: 'everybody', template: 'x' }, { audience: 'reporter' }],
      },
    });
    const id = await happen({
      data: { reporterId: reporter.id, notify: [{ audience: 'reporter', template: 'no.such' }] },
    });
    expect(await told(reporter)).toEqual([id]);
    expect((await notices(reporter)).items[0]!.words).toBe('流转');
  });

  it('speaks plain Chinese about a real report, or English when asked', async () => {
    const dispatcher = await somebody('dispatcher', '');
    const resident = await somebody('resident', '');
    const report = {
      description: '人民路口的路灯不亮，晚上很黑',
      title: '路灯不亮',
      address: '人民路口',
      contact: { phone: '13800138000' },
    };
    const answer = await resident.api.post('/incidents', report, { 'idempotency-key': newId() });
    expect([answer.status, answer.body]).toEqual([201, expect.any(Object)]);
    const { number, id } = answer.body as ReportAnswer;
    await server.settled();
    const [zh] = (await notices(dispatcher)).items;
    expect(zh).toMatchObject({ subjectType: 'incident', subjectId: id, readAt: null });
    expect(zh!.words).toBe(`新上报：路灯不亮（${number}），请立案。`);
    const en = (await dispatcher.api.get('/notices', { 'accept-language': 'en' }))
      .body as NoticesWire;
    expect(en.items[0]!.words).toBe(`New report: 路灯不亮 (${number}).`);
  });
});

describe('my notices', () => {
  it('come in pages, newest first, with the count of unread ones', async () => {
    const reporter = await somebody('resident');
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) {
      ids.unshift(
        await happen({
          data: {
            reporterId: reporter.id,
            notify: [{ audience: 'reporter', template: 'incident.started' }],
          },
        }),
      );
    }
    const first = await notices(reporter, '?limit=2');
    const second = await notices(reporter, `?limit=2&cursor=${first.nextCursor}`);
    const third = await notices(reporter, `?limit=2&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items].map((n) => n.subjectId)).toEqual(ids);
    expect([first.unread, third.nextCursor]).toEqual([5, null]);
    const read = await reporter.api.post('/notices/read', { ids: first.items.map((n) => n.id) });
    expect(read.body).toEqual({ unread: 3 });
    expect((await notices(reporter)).items.map((n) => n.readAt !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect((await reporter.api.post('/notices/read', { all: true })).body).toEqual({ unread: 0 });
  });

  it('are mine alone', async () => {
    const [mine, other] = [await somebody('resident'), await somebody('resident')];
    await happen({
      data: {
        reporterId: mine.id,
        notify: [{ audience: 'reporter', template: 'incident.started' }],
      },
    });
    const [notice] = (await notices(mine)).items;
    expect((await other.api.post('/notices/read', { ids: [notice!.id] })).status).toBe(200);
    expect((await notices(mine)).unread).toBe(1);
    expect((await server.client().get('/notices')).status).toBe(401);
  });

  it.each([
    ['/notices?cursor=abc', 'page.bad_cursor'],
    [`/notices?cursor=${Buffer.from('[5]').toString('base64url')}`, 'page.bad_cursor'],
    ['/notices?limit=1000', 'request.invalid'],
  ])('refuse %s', async (address, code) => {
    const somebodyElse = await somebody('resident');
    expect((await somebodyElse.api.get(address)).body).toMatchObject({ code });
  });

  it('are not marked without saying which', async () => {
    const one = await somebody('resident');
    expect((await one.api.post('/notices/read', {})).body).toMatchObject({
      code: 'notices.nothing_named',
    });
    expect((await one.api.post('/notices/read', { ids: ['x'] })).body).toMatchObject({
      code: 'request.invalid',
    });
  });
});
