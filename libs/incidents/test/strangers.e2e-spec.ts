import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type DuplicateWire,
  type FollowAnswer,
  type IncidentDetailWire,
  type IncidentPointsWire,
  type IncidentRowWire,
  type NoticesWire,
  type TimelineEntryWire,
  type TrackedWire,
} from '@ingrid/contract';
import { type Answer } from '@ingrid/testing';
import { codeOf, go, type Office, openOffice, photo, report } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

const SECRET = '13912345678';
const DOOR = '3 栋 502 室';

const join = (id: string, phone: string): Promise<Answer> =>
  office.server.client().post(`/incidents/${id}/followers`, { phone });

async function likely(client = office.server.client(), query = {}): Promise<DuplicateWire[]> {
  const { lat, lng } = office.street.grids[0].inside;
  const text = new URLSearchParams({
    lat: String(lat),
    lng: String(lng),
    text: '邻居吵架，说不清的纠纷',
    ...query,
  }).toString();
  return ((await client.get(`/incidents/duplicates?${text}`)).body as { items: DuplicateWire[] })
    .items;
}

/** A lamp whose reporter wrote down a door and a phone number, with notes that carry one too. */
async function lamp(): Promise<{ id: string; number: string }> {
  const made = await report(office.resident, office, {
    title: `路灯不亮，找张三 ${SECRET}`,
    description: `路灯不亮，电话 ${SECRET} ${crypto.randomUUID()}`,
    address: DOOR,
    attachmentIds: [await photo(office.resident.client)],
  });
  await go(office.dispatcher, made.id, { move: 'file', categoryCode: 'C01.16' });
  await go(office.resident, made.id, { move: 'comment', note: `晚上打 ${SECRET}` });
  await go(office.dispatcher, made.id, {
    move: 'dispatch',
    assigneePersonId: office.handler.person.id,
  });
  await go(office.handler, made.id, { move: 'hand_back', reason: `已联系 ${SECRET}` });
  return made;
}

const SECRETS = new RegExp([SECRET, DOOR, '张三', '赵经办', '刘居民'].join('|'));

describe('a matter between people', () => {
  it('is suggested to no stranger, and joined by none', async () => {
    const { id } = await report(office.resident, office, {
      description: '邻居吵架，说不清的纠纷',
      categoryCode: 'G05.21',
    });
    const unsorted = await report(office.resident, office, {
      description: '邻居吵架，说不清的纠纷，还没有分类',
      categoryCode: undefined,
    });
    for (const categoryCode of ['', 'G05.21']) {
      const query = categoryCode === '' ? {} : { categoryCode };
      const found = (await likely(office.server.client(), query)).map((d) => d.id);
      expect(found).not.toContain(id);
      expect(found).not.toContain(unsorted.id);
    }
    for (const hidden of [id, unsorted.id]) {
      expect(codeOf(await join(hidden, '13700137100'))).toBe('incidents.not_found');
      const asked = await office.stranger.client.post(`/incidents/${hidden}/followers`, {});
      expect(codeOf(asked)).toBe('incidents.not_found');
    }
  });

  it('is shown to the desk of the place, which joins a caller to it', async () => {
    const { id } = await report(office.resident, office, {
      description: '邻居吵架，说不清的纠纷',
      categoryCode: 'G05.21',
    });
    const { client } = office.dispatcher;
    expect((await likely(client)).map((d) => d.id)).toContain(id);
    const joined = await client.post(`/incidents/${id}/followers`, { phone: '13700137101' });
    expect((joined.body as FollowAnswer).trackingCode).toBeDefined();
  });
});

describe('who only follows', () => {
  it('with a code reads kind, area and steps, not what people wrote', async () => {
    const { id, number } = await lamp();
    const { trackingCode } = (await join(id, '13700137102')).body as FollowAnswer;
    const { body } = await office.server.client().post('/public/track', { number, trackingCode });
    expect(JSON.stringify(body)).not.toMatch(SECRETS);
    expect(body).toMatchObject({ title: '路灯', mine: false, description: '', attachments: [] });
    expect((body as TrackedWire).timeline.map((t) => t.words)).toContain(
      '工作人员 派遣 给 工作人员',
    );
  });

  it('with an account sees no more, in detail, list, map, timeline and after a comment', async () => {
    const { id } = await lamp();
    const { client } = office.stranger;
    await client.post(`/incidents/${id}/followers`, {});
    const said = await go(office.stranger, id, { move: 'comment', note: '我家门口也不亮' });
    const detail = (await client.get(`/incidents/${id}`)).body as IncidentDetailWire;
    const timeline = (await client.get(`/incidents/${id}/timeline`)).body;
    const listed = (await client.get('/incidents?followed=true')).body;
    const table = (await client.get('/incidents/export.csv?followed=true')).body;
    const map = (await client.get('/incidents/points?followed=true')).body as IncidentPointsWire;
    for (const seen of [said, detail, timeline, listed, table])
      expect(JSON.stringify(seen)).not.toMatch(SECRETS);
    const { lat, lng } = office.street.grids[0].inside;
    const about = { lat: Math.round(lat * 1000) / 1000, lng: Math.round(lng * 1000) / 1000 };
    expect(detail).toMatchObject({
      title: '路灯',
      address: office.street.grids[0].name,
      location: about,
      attachments: [],
      assigneePersonId: null,
    });
    expect((listed as { items: IncidentRowWire[] }).items[0]?.location).toEqual(about);
    expect(map.points[0]?.slice(0, 3)).toEqual([id, about.lng, about.lat]);
  });

  it('cannot find out by asking for words or a box', async () => {
    const { id } = await lamp();
    const { client } = office.stranger;
    await client.post(`/incidents/${id}/followers`, {});
    for (const query of [`query=${SECRET}`, 'bbox=113,22,115,24']) {
      const answer = await client.get(`/incidents?followed=true&${query}`);
      expect(codeOf(answer)).toBe('incidents.bad_filter');
    }
    expect((await client.get('/incidents?followed=true&query=20260601-')).status).toBe(200);
  });

  it('is told of progress by kind, not by the words of the reporter', async () => {
    const { id, number } = await lamp();
    const { client } = office.stranger;
    await client.post(`/incidents/${id}/followers`, {});
    await go(office.dispatcher, id, { move: 'dispatch', assigneeUnitId: office.unit.id });
    await go(office.handler, id, { move: 'accept' });
    await go(office.handler, id, { move: 'start' });
    await office.server.settled();
    const { items } = (await client.get('/notices')).body as NoticesWire;
    const told = items.filter((notice) => notice.words.includes(number));
    expect(told.map((notice) => notice.words)).toEqual([`「路灯」（${number}）已开始处置。`]);
  });

  it('is called a follower in the record, not the reporter and not the office', async () => {
    const { id, number } = await report(null, office);
    const { trackingCode } = (await join(id, '13700137103')).body as FollowAnswer;
    await office.server
      .client()
      .post('/public/track/moves', { number, trackingCode, move: 'comment', note: '还是不亮' });
    await office.stranger.client.post(`/incidents/${id}/followers`, {});
    await go(office.stranger, id, { move: 'comment', note: '我也看到了' });
    const told = async (who: typeof office.handler): Promise<string[]> => {
      const { body } = await who.client.get(`/incidents/${id}/timeline`);
      return (body as { items: TimelineEntryWire[] }).items
        .filter((entry) => entry.note !== null)
        .map((entry) => entry.words);
    };
    expect(await told(office.handler)).toEqual([
      '关注人 留言：还是不亮',
      '关注人 留言：我也看到了',
    ]);
    expect(await told(office.dispatcher)).toEqual([
      '关注人 留言：还是不亮',
      '陌生人 留言：我也看到了',
    ]);
  });
});

describe('a reporter whose name is held back', () => {
  it('has no id in the timeline either', async () => {
    const { id } = await report(office.resident, office);
    await go(office.resident, id, { move: 'comment', note: '在北门' });
    const timelineOf = async (who: typeof office.handler): Promise<TimelineEntryWire[]> => {
      const { body } = await who.client.get(`/incidents/${id}/timeline`);
      return (body as { items: TimelineEntryWire[] }).items;
    };
    expect((await timelineOf(office.handler)).map((e) => e.actor)).toEqual([
      { id: null, name: '报告人' },
      { id: null, name: '报告人' },
    ]);
    expect((await timelineOf(office.dispatcher))[0]?.actor?.id).toBe(office.resident.person.id);
  });
});
