import { randomUUID } from 'node:crypto';
import { type RecordWire } from '@ingrid/contract';
import { TestClient } from '@ingrid/testing';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, type ActivityEvent, Subjects, SYSTEM, UnitOfWork } from '../src/index.js';
import { explainSearch, type RecordFilter } from '../src/record/record.repository.js';
import { cloneDatabase, ground, PERSON, type TestDatabase, WORKER_TOKEN } from './support.js';

let database: TestDatabase;
let app: NestFastifyApplication;
let api: TestClient;

beforeAll(async () => {
  database = await cloneDatabase();
  app = await ground(database);
  api = new TestClient(await app.getUrl(), WORKER_TOKEN);
  app
    .get(Subjects)
    .register('person', { namesOf: () => Promise.resolve(new Map([[PERSON, '王敏']])) });
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const EVERYTHING: RecordFilter = {
  within: [''],
  knowsReporters: [''],
  region: null,
  subjectType: null,
  subjectId: null,
  actorId: null,
  type: null,
  from: null,
  to: null,
  before: null,
  limit: 51,
};

const clerk = new Actor({
  kind: 'person',
  personId: PERSON,
  unitId: null,
  sessionId: null,
  grants: [],
});

async function happen(event: Partial<ActivityEvent>, actor: Actor = SYSTEM): Promise<string> {
  const subjectId = event.subjectId ?? randomUUID();
  await app.get(UnitOfWork).run(actor, (tx) => {
    tx.record({
      type: 'incident.moved',
      subjectType: 'incident',
      regionPath: '44.4403.1',
      ...event,
      subjectId,
    });
    return Promise.resolve();
  });
  return subjectId;
}

async function search(
  query: string,
  headers: Record<string, string> = {},
): Promise<{ items: RecordWire[]; nextCursor: string | null }> {
  const answer = await api.get(`/activity?${query}`, headers);
  expect(answer.status).toBe(200);
  return answer.body as { items: RecordWire[]; nextCursor: string | null };
}

describe('the activity search', () => {
  it('shows the newest first, in pages, only within the area, and no notices unless asked', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1) ids.unshift(await happen({ regionPath: '44.4403.7' }));
    await happen({ regionPath: '44.44037' });
    await happen({ regionPath: '' });
    await happen({ regionPath: '44.4403.7', type: 'notice.sent', subjectType: 'notice' });
    const first = await search('region=44.4403.7&limit=3');
    const second = await search(`region=44.4403.7&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((row) => row.subjectId)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect(
      (await search('region=44')).items.every((row) => row.regionPath.startsWith('44.4403.')),
    ).toBe(true);
    expect((await search('region=44.4403.7&type=notice.sent')).items).toHaveLength(1);
  });

  it('finds by subject, actor, type and time, and says it in words with names', async () => {
    const begin = new Date().toISOString();
    const mine = await happen(
      { type: 'incident.followed', data: { to: 'filed', reporterId: randomUUID(), notify: [] } },
      clerk,
    );
    const [row] = (
      await search(
        `actor=${PERSON}&type=incident.followed&subjectType=incident&subjectId=${mine}&from=${begin}`,
      )
    ).items;
    expect(row).toMatchObject({
      subjectId: mine,
      words: '关注',
      actor: { id: PERSON, name: '王敏' },
      data: { to: 'filed' },
    });
    expect(row!.data).toEqual({ to: 'filed' });
    expect((await search(`actor=${PERSON}`, { 'accept-language': 'en' })).items[0]!.words).toBe(
      'followed',
    );
    expect((await search(`subjectId=${mine}&to=${begin}`)).items).toEqual([]);
    expect((await search(`subjectId=${mine}&subjectType=task`)).items).toEqual([]);
    const [system] = (await search(`subjectId=${await happen({})}`)).items;
    expect(system!.actor).toBeNull();
  });

  it('does not say what somebody reported to those who may not know reporters', async () => {
    const resident = new Actor({
      kind: 'person',
      personId: randomUUID(),
      unitId: null,
      sessionId: null,
      grants: [],
    });
    const reporterId = resident.personId;
    const place = { regionPath: '44.4403.8' };
    const subjectId = await happen(
      { ...place, type: 'incident.reported', data: { reporterId } },
      resident,
    );
    // The row of a photo does not say itself that it was the reporter.
    await happen({ ...place, subjectId, type: 'attachment.added' }, resident);
    await happen({ ...place, subjectId, data: { reporterId } }, clerk);
    await happen({
      ...place,
      type: 'notice.sent',
      subjectType: 'notice',
      data: { personId: reporterId, aboutId: subjectId },
    });
    const { items } = await search(`subjectId=${subjectId}`);
    expect(items.map((row) => row.actor)).toEqual([
      { id: PERSON, name: '王敏' },
      { id: null, name: '报告人' },
      { id: null, name: '报告人' },
    ]);
    const found = [items, (await search('region=44.4403.8&type=notice.sent')).items];
    expect(found[1]).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain(reporterId);
    // Nor by asking for everything this person did.
    expect((await search(`actor=${reporterId}`)).items).toEqual([]);
  });

  it('stays with the rows that fit, by kind, place and date, however long the record is', async () => {
    const work = app.get(UnitOfWork);
    await work.read((db) =>
      db.query(`
        INSERT INTO activity (seq, id, type, subject_type, subject_id, region_path, at, data)
        SELECT n, gen_random_uuid(), CASE WHEN n % 5000 = 0 THEN 'rule.changed' ELSE 'incident.moved' END, 'incident',
          gen_random_uuid(), ('45.' || n % 500 || '.' || n % 7)::ltree, '2020-01-01'::timestamptz + n * interval '1 minute', '{}'
        FROM generate_series(1, 60000) n`),
    );
    await work.read((db) => db.query('ANALYZE activity'));
    const plan = (wanted: Partial<RecordFilter>): Promise<string> =>
      work.read((db) => explainSearch(db, { ...EVERYTHING, ...wanted }));
    expect(await plan({ type: 'rule.changed' })).toContain('activity_type');
    expect(await plan({ region: '45.77' })).toContain('activity_region');
    expect(await plan({ within: ['45.77'] })).toContain('activity_region');
    expect(await plan({ from: '2020-01-03T00:00:00Z', to: '2020-01-03T02:00:00Z' })).toContain(
      'activity_at',
    );
  });

  it.each([
    'region=44..1',
    'region=a b',
    'type=x',
    'actor=1',
    'from=yesterday',
    'limit=0',
    'cursor=x',
    'subjectType=A',
    `cursor=${Buffer.from('["a"]').toString('base64url')}`,
  ])('refuses %s', async (query) => {
    const answer = await api.get(`/activity?${query}`);
    expect(answer.status).toBe(400);
  });

  it('is closed to those without the right', async () => {
    expect((await new TestClient(await app.getUrl()).get('/activity')).status).toBe(401);
  });
});
