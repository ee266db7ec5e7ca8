import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type IncidentCountsWire,
  type IncidentPointsWire,
  type IncidentRowWire,
} from '@ingrid/contract';
import { type TestClient, type TestStreet } from '@ingrid/testing';
import { codeOf, finish, go, inHand, move, type Office, openOffice, report } from './office.js';

let office: Office;
let other: TestStreet;
beforeAll(async () => {
  office = await openOffice();
  other = await office.server.aStreet();
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

interface Listed {
  readonly items: IncidentRowWire[];
  readonly nextCursor: string | null;
}

async function list(client: TestClient, query = ''): Promise<Listed> {
  const answer = await client.get(`/incidents?${query}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as Listed;
}

const ids = async (client: TestClient, query = ''): Promise<string[]> =>
  (await list(client, `limit=100&${query}`)).items.map((row) => row.id);

describe('who sees what', () => {
  it('is filtered by region subtree, own reports and charge', async () => {
    const here = await report(office.resident, office);
    const there = await other.incident();
    expect(await ids(office.dispatcher.client)).toContain(here.id);
    expect(await ids(office.dispatcher.client)).not.toContain(there.id);
    expect(await ids(office.resident.client)).toContain(here.id);
    expect(await ids(office.stranger.client)).toEqual([]);
  });

  it('gives a resident who guesses an id the same answer as for one that does not exist', async () => {
    const { id } = await report(office.resident, office);
    const nothing = crypto.randomUUID();
    const strip = ({ reference: _reference, ...rest }: Record<string, unknown>): unknown => rest;
    for (const path of ['', '/timeline', '/moves']) {
      const guessed = await office.stranger.client.get(`/incidents/${id}${path}`);
      const unknown = await office.stranger.client.get(`/incidents/${nothing}${path}`);
      expect(guessed.status).toBe(404);
      expect(strip(guessed.body as Record<string, unknown>)).toEqual(
        strip(unknown.body as Record<string, unknown>),
      );
    }
    expect(codeOf(await move(office.stranger, id, { move: 'comment', note: '你好' }))).toBe(
      'incidents.not_found',
    );
    expect((await office.stranger.client.get('/incidents/not-an-id')).status).toBe(400);
    expect((await office.server.client().get(`/incidents/${id}`)).status).toBe(401);
  });

  it('shows who reported only with the right to know', async () => {
    const { id } = await report(office.resident, office);
    expect((await office.handler.client.get(`/incidents/${id}`)).body).toMatchObject({
      reporter: { masked: true },
    });
    expect((await office.dispatcher.client.get(`/incidents/${id}`)).body).toMatchObject({
      reporter: { name: '刘居民' },
    });
    expect((await office.resident.client.get(`/incidents/${id}`)).body).toMatchObject({
      reporter: { name: '刘居民' },
      mine: true,
    });
  });

  it('keeps a matter with whoever worked on it, also from another region', async () => {
    const far = await office.server.aUnit({ name: '区水务局', regionPath: '44.4403.440305' });
    const person = await office.server.aPerson({
      unit: far.id,
      roles: [{ role: 'handler', path: other.street.path }],
    });
    const client = await office.server.as(person);
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'file', categoryCode: 'E04.06' });
    expect((await client.get(`/incidents/${id}`)).status).toBe(404);
    await go(office.dispatcher, id, { move: 'dispatch', assigneeUnitId: far.id });
    expect((await client.get(`/incidents/${id}`)).status).toBe(200);
    expect(await ids(client)).toContain(id);
  });
});

describe('lists', () => {
  it('page by key, newest first, without gap or repetition', async () => {
    const street = await office.server.aStreet();
    const made: string[] = [];
    for (let i = 0; i < 7; i += 1) made.push((await street.incident()).id);
    const person = await office.server.aPerson({
      roles: [{ role: 'dispatcher', path: street.street.path }],
    });
    const client = await office.server.as(person);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Listed = await list(client, `limit=3&cursor=${cursor}`);
      seen.push(...page.items.map((row) => row.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...made].reverse());
  });

  it('are ordered by due time on request, the most urgent first', async () => {
    const { items } = await list(office.dispatcher.client, 'sort=due&limit=100');
    const due = items.map((row) => row.clock?.dueAt ?? '');
    expect(due.length).toBeGreaterThan(2);
    expect(due).toEqual([...due].sort());
    const [first] = (await list(office.dispatcher.client, 'sort=due&limit=1')).items;
    const next = await list(office.dispatcher.client, 'sort=due&limit=1');
    expect(next.nextCursor).not.toBeNull();
    const second = await list(
      office.dispatcher.client,
      `sort=due&limit=1&cursor=${next.nextCursor ?? ''}`,
    );
    expect(second.items[0]?.id).not.toBe(first?.id);
  });

  it('are filtered by state, region, category, source, unit, person, words, number and box', async () => {
    const street = await office.server.aStreet();
    const client = office.server;
    const supervisor = await client.as(
      await client.aPerson({ roles: [{ role: 'supervisor', path: street.district.path }] }),
    );
    const a = await street.incident({
      description: '窨井盖翘起，骑车摔倒',
      categoryCode: 'C01.02',
      address: '创业路 8 号',
      source: 'worker',
    });
    const b = await street.incident({
      description: '夜里施工太吵',
      categoryCode: 'E03.01',
      location: street.grids[3].inside,
      filed: true,
    });
    const within = (query: string): Promise<string[]> =>
      ids(supervisor, `region=${street.street.path}&${query}`);
    const { lat, lng } = street.grids[3].inside;
    expect(await within('')).toEqual([b.id, a.id]);
    expect(await within('state=filed')).toEqual([b.id]);
    expect(await within('state=open')).toEqual([b.id, a.id]);
    expect(await within('state=ended')).toEqual([]);
    expect(await within('category=C01')).toEqual([a.id]);
    expect(await within('category=E03,C02')).toEqual([b.id]);
    expect(await within('source=worker')).toEqual([a.id]);
    expect(await within(`query=${encodeURIComponent('摔倒')}`)).toEqual([a.id]);
    expect(await within(`query=${encodeURIComponent('创业路')}`)).toEqual([a.id]);
    expect(await within(`query=${b.number}`)).toEqual([b.id]);
    expect(await within(`query=${encodeURIComponent('100%')}`)).toEqual([]);
    expect(
      await within(`bbox=${[lng - 0.0005, lat - 0.0005, lng + 0.0005, lat + 0.0005].join(',')}`),
    ).toEqual([b.id]);
    expect(await within(`unit=${office.unit.id}`)).toEqual([]);
    expect(await within('assignee=me')).toEqual([]);
    expect(await within('clock=on_time')).toEqual([b.id, a.id]);
    expect(await ids(supervisor, `region=${street.grids[0].id}`)).toEqual([a.id]);
    expect(await ids(supervisor, `region=${street.grids[3].code}`)).toEqual([b.id]);
  });

  it.each([
    'bbox=1,2',
    'limit=0',
    'limit=101',
    'cursor=zzz',
    'cursor=WzEsMl0',
    'clock=late',
    'unit=x',
    'assignee=somebody',
    'from=yesterday',
    'query=%00',
    'region=%ED%A0%80',
    'state=a&state=b',
    'sort=title',
  ])('refuse ?%s with the reason', async (query) => {
    const answer = await office.dispatcher.client.get(`/incidents?${query}`);
    expect([400, 422]).toContain(answer.status);
  });
});

describe('the filter 已结案', () => {
  it('lists what was settled only; what was refused has ended too', async () => {
    const id = await inHand(office);
    await finish(office, id);
    await go(office.inspector, id, { move: 'verify' });
    const refused = await report(office.resident, office);
    await go(office.dispatcher, refused.id, { move: 'refuse', reason: '不属于本街道' });
    const { client } = office.dispatcher;
    expect(await ids(client, 'state=closed')).toContain(id);
    expect(await ids(client, 'state=closed')).not.toContain(refused.id);
    expect(await ids(client, 'state=ended')).toEqual(expect.arrayContaining([id, refused.id]));
  });
});

describe('figures and map', () => {
  it('count by state and colour what one may see', async () => {
    const street = await office.server.aStreet();
    const client = await office.server.as(
      await office.server.aPerson({ roles: [{ role: 'dispatcher', path: street.street.path }] }),
    );
    await street.incident();
    await street.incident({ filed: true });
    const { body } = await client.get('/incidents/counts');
    expect(body as IncidentCountsWire).toEqual({
      byState: { reported: 1, filed: 1 },
      byClock: { on_time: 2, approaching: 0, overdue: 0, paused: 0, done: 0 },
      open: 2,
      today: 2,
      held: 0,
    });
  });

  it('give the points of what is open, closed ones on request', async () => {
    const id = await inHand(office);
    await finish(office, id);
    await go(office.inspector, id, { move: 'verify' });
    const open = (await office.dispatcher.client.get('/incidents/points'))
      .body as IncidentPointsWire;
    expect(open.points.length).toBeGreaterThan(0);
    expect(open.points.map((p) => p[0])).not.toContain(id);
    const closed = (await office.dispatcher.client.get('/incidents/points?state=closed'))
      .body as IncidentPointsWire;
    const point = closed.points.find((p) => p[0] === id);
    expect(point && [closed.states[point[3]], closed.marks[point[4]]]).toEqual(['closed', 'done']);
  });

  it('export what one may see as a table without formulas', async () => {
    await report(office.resident, office, {
      title: '=HYPERLINK("http://x")',
      address: '@北门, "东侧"',
    });
    const { status, headers, body } = await office.dispatcher.client.get('/incidents/export.csv');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/csv');
    expect(body).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(body).toContain(`"'@北门, ""东侧"""`);
    expect(body).not.toContain('刘居民');
    expect(String(body).split('\r\n')[0]).toContain('编号,标题,状态');
  });
});
