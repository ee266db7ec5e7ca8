import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DuplicateWire,
  type FollowAnswer,
  type IncidentRowWire,
  type PublicIncidentWire,
  type ReportAnswer,
  type TrackedWire,
} from '@ingrid/contract';
import { type TestStreet } from '@ingrid/testing';
import { codeOf, finish, go, inHand, MONDAY, type Office, openOffice, report } from './office.js';

let office: Office;
let elsewhere: TestStreet;
beforeAll(async () => {
  office = await openOffice();
  elsewhere = await office.server.aStreet();
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

const METRES_30 = 0.00027;

async function likely(query: Record<string, string | number>): Promise<DuplicateWire[]> {
  const text = new URLSearchParams(
    Object.entries(query).map(([k, v]): [string, string] => [k, String(v)]),
  );
  const answer = await office.server.client().get(`/incidents/duplicates?${text.toString()}`);
  expect(answer.status).toBe(200);
  return (answer.body as { items: DuplicateWire[] }).items;
}

describe('likely duplicates', () => {
  const lamp = { description: '学府路口路灯不亮，晚上看不清', categoryCode: 'C01.16' };

  it('are near, of the same kind and told in similar words; reasons are said', async () => {
    const at = elsewhere.grids[3].inside;
    const first = await report(office.resident, office, { ...lamp, location: at });
    const found = await likely({
      lat: at.lat + METRES_30,
      lng: at.lng,
      categoryCode: 'C01.16',
      text: '学府路路灯不亮了',
    });
    expect(found[0]).toMatchObject({
      id: first.id,
      number: first.number,
      title: '路灯',
      state: 'reported',
      metres: 30,
    });
    expect(found[0]?.reasons).toEqual(['相距 30 米', '同一类别', '描述相近', '今天上报']);
    const second = await report(null, office, { ...lamp, location: at });
    expect(second.possibleDuplicates.map((d) => d.id)).toContain(first.id);
  });

  it('are not what is far, of another kind, or old', async () => {
    const at = elsewhere.grids[0].inside;
    office.server.clock.set('2026-03-25T10:00:00+08:00');
    await elsewhere.incident({ ...lamp, location: at });
    office.server.clock.set(MONDAY);
    expect(await likely({ ...at, categoryCode: 'C01.16', text: lamp.description })).toEqual([]);
    await elsewhere.incident({ ...lamp, location: at });
    const far = { lat: at.lat + 0.002, lng: at.lng };
    expect(await likely({ ...far, categoryCode: 'C01.16', text: lamp.description })).toEqual([]);
    expect(await likely({ ...at, categoryCode: 'E05.08', text: '烧烤摊油烟大' })).toEqual([]);
  });

  it('say nothing that points to a person', async () => {
    const at = elsewhere.grids[1].inside;
    const text = '张三 13912345678 家漏水';
    await elsewhere.incident({ description: text, categoryCode: 'E04.05', location: at });
    const found = await likely({ ...at, text });
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/13912345678|张三/);
  });

  it.each(['lat=91&lng=0', 'lat=abc&lng=0', 'lng=1', 'lat=NaN&lng=NaN'])(
    'refuse %s',
    async (query) => {
      expect((await office.server.client().get(`/incidents/duplicates?${query}`)).status).toBe(400);
    },
  );
});

describe('joining a known matter', () => {
  it('makes a resident a follower, once, who hears of it until leaving', async () => {
    const { id } = await report(office.worker, office);
    expect((await office.stranger.client.get(`/incidents/${id}`)).status).toBe(404);
    const joined = await office.stranger.client.post(`/incidents/${id}/followers`, {});
    expect(joined.body).toEqual({ following: true, followers: 1 });
    expect(
      (await office.stranger.client.post(`/incidents/${id}/followers`, {})).body,
    ).toMatchObject({ followers: 1 });
    expect((await office.stranger.client.get(`/incidents/${id}`)).body).toMatchObject({
      following: true,
      reporter: { masked: true },
    });
    expect(
      ((await office.stranger.client.get('/incidents?followed=true')).body as { items: unknown[] })
        .items,
    ).toHaveLength(1);
    expect((await office.stranger.client.delete(`/incidents/${id}/followers`)).status).toBe(204);
    expect((await office.stranger.client.get(`/incidents/${id}`)).status).toBe(404);
  });

  it('gives whoever has no account a tracking code of their own', async () => {
    const made = await report(office.worker, office);
    expect(codeOf(await office.server.client().post(`/incidents/${made.id}/followers`, {}))).toBe(
      'incidents.contact_required',
    );
    const joined = await office.server
      .client()
      .post(`/incidents/${made.id}/followers`, { phone: '13700137000' });
    const { trackingCode } = joined.body as FollowAnswer;
    const tracked = await office.server
      .client()
      .post('/public/track', { number: made.number, trackingCode });
    expect(tracked.body).toMatchObject({ mine: false, description: '' });
    expect((tracked.body as TrackedWire).moves.map((m) => m.move)).toEqual(['comment']);
  });

  it('for a caller makes the caller a follower with a code to read out, and not the operator', async () => {
    const made = await report(office.worker, office);
    const { client } = office.dispatcher;
    const joined = await client.post(`/incidents/${made.id}/followers`, { phone: '13700137001' });
    const { trackingCode, followers } = joined.body as FollowAnswer;
    expect(followers).toBe(1);
    expect((await client.get(`/incidents/${made.id}`)).body).toMatchObject({ following: false });
    const tracked = await office.server
      .client()
      .post('/public/track', { number: made.number, trackingCode });
    expect(tracked.body).toMatchObject({ number: made.number, mine: false });
    const own = await office.stranger.client.post(`/incidents/${made.id}/followers`, {
      phone: '13700137002',
    });
    expect(own.body).toEqual({ following: true, followers: 2 });
  });
});

describe('a tracking code', () => {
  async function anonymous(): Promise<ReportAnswer> {
    return report(null, office, {
      description: `下水道堵了 ${crypto.randomUUID()}`,
      categoryCode: 'E04.05',
    });
  }
  const ticket = ({ number, trackingCode }: ReportAnswer): object => ({ number, trackingCode });

  it('shows the matter and its way in words, without names', async () => {
    const made = await anonymous();
    await go(office.dispatcher, made.id, { move: 'file', categoryCode: 'E04.05' });
    const { status, body } = await office.server.client().post('/public/track', ticket(made));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      number: made.number,
      state: 'filed',
      stateLabel: '已立案',
      mine: true,
      held: false,
    });
    expect((body as TrackedWire).timeline.map((t) => t.words)).toEqual([
      '居民 上报',
      '工作人员 立案',
    ]);
    expect(JSON.stringify(body)).not.toContain('李派遣');
  });

  it('is taken as people type it, and no other opens the matter', async () => {
    const made = await anonymous();
    const typed = made.trackingCode?.replace('-', ' ').toLowerCase();
    expect(
      (
        await office.server
          .client()
          .post('/public/track', { number: made.number, trackingCode: typed })
      ).status,
    ).toBe(200);
    const other = await anonymous();
    for (const wrong of [
      { number: made.number, trackingCode: other.trackingCode },
      { number: '20260601-999-9999', trackingCode: typed },
    ]) {
      expect(codeOf(await office.server.client().post('/public/track', wrong))).toBe(
        'incidents.bad_tracking',
      );
    }
  });

  it('lets the reporter answer, withdraw and reopen, and nothing else', async () => {
    const made = await anonymous();
    await go(office.dispatcher, made.id, { move: 'ask_reporter', note: '在哪一栋？' });
    const answered = await office.server
      .client()
      .post('/public/track/moves', { ...ticket(made), move: 'answer', note: '3 栋' });
    expect(answered.body).toMatchObject({ state: 'reported' });
    const file = await office.server
      .client()
      .post('/public/track/moves', { ...ticket(made), move: 'file', categoryCode: 'E04.05' });
    expect(codeOf(file)).toBe('incidents.move_refused');
    const withdrawn = await office.server
      .client()
      .post('/public/track/moves', { ...ticket(made), move: 'withdraw' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
  });

  it('reopens what is not really solved', async () => {
    const id = await inHand(office, {});
    await finish(office, id);
    const made = await anonymous();
    await go(office.dispatcher, made.id, { move: 'file', categoryCode: 'E04.05' });
    await go(office.dispatcher, made.id, { move: 'dispatch', assigneeUnitId: office.unit.id });
    await go(office.handler, made.id, { move: 'accept' });
    await finish(office, made.id);
    await go(office.inspector, made.id, { move: 'verify' });
    const again = await office.server
      .client()
      .post('/public/track/moves', { ...ticket(made), move: 'reopen', reason: '又堵了' });
    expect(again.body).toMatchObject({ state: 'filed' });
  });

  it('goes on telling how the matter stands that the report was merged into', async () => {
    const main = await inHand(office);
    const { number } = (await office.dispatcher.client.get(`/incidents/${main}`))
      .body as IncidentRowWire;
    const made = await anonymous();
    await go(office.dispatcher, made.id, { move: 'merge', duplicateOfId: main });
    const track = async (): Promise<unknown> =>
      (await office.server.client().post('/public/track', ticket(made))).body;
    expect(await track()).toMatchObject({
      state: 'merged',
      mergedInto: { number, state: 'accepted', stateLabel: '已签收', closedAt: null },
    });
    await finish(office, main);
    await go(office.inspector, main, { move: 'verify' });
    expect(await track()).toMatchObject({
      mergedInto: {
        state: 'closed',
        stateLabel: '已结案',
        closedAt: expect.stringMatching(/^2026-06-01T/),
      },
    });
  });

  it('may be used as often as its owner likes', async () => {
    const made = await anonymous();
    for (let i = 0; i < 50; i += 1) {
      const { status } = await office.server.client().post('/public/track', ticket(made));
      expect(status).toBe(200);
    }
  });

  it('cannot be guessed by trying', async () => {
    const made = await anonymous();
    const tries = await Promise.all(
      Array.from({ length: 60 }, () =>
        office.server
          .client()
          .post('/public/track', { number: made.number, trackingCode: 'AAAAA-AAAAA' }),
      ),
    );
    const last = tries.filter((a) => a.status === 429);
    expect(last.length).toBeGreaterThan(10);
    expect(last[0]?.body).toMatchObject({ code: 'incidents.too_many_tries' });
    expect(codeOf(await office.server.client().post('/public/track', ticket(made)))).toBe(
      'incidents.too_many_tries',
    );
    expect(Number(last[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the public map', () => {
  it('shows kind, state and block of what is open around here, and nothing else', async () => {
    const street = await office.server.aStreet();
    const { lat, lng } = street.grids[0].inside;
    await street.incident({
      description: '路灯不亮，找王女士 13911112222',
      categoryCode: 'C01.16',
      address: '3 栋 502',
    });
    await street.incident({ description: '邻居吵架', categoryCode: 'G05.21' });
    const box = [lng - 0.01, lat - 0.01, lng + 0.01, lat + 0.01].join(',');
    const { body } = await office.server.client().get(`/public/incidents?bbox=${box}`);
    const { items } = body as { items: PublicIncidentWire[] };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      category: '路灯',
      state: 'reported',
      place: street.grids[0].name,
    });
    expect(items[0]?.location.lat).toBe(Math.round(lat * 1000) / 1000);
    expect(JSON.stringify(items)).not.toMatch(/13911112222|502|王女士/);
  });

  it.each(['', 'bbox=1,2,3', 'bbox=a,b,c,d', 'bbox=-180,-90,180,90', 'bbox=2,2,1,1'])(
    'refuses "%s"',
    async (query) => {
      expect((await office.server.client().get(`/public/incidents?${query}`)).status).toBe(400);
    },
  );
});
