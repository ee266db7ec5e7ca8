import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type HeldIncidentWire,
  type IncidentRowWire,
  type ReportAnswer,
  type TrackedWire,
} from '@ingrid/contract';
import { type Answer } from '@ingrid/testing';
import { codeOf, move, type Office, openMoves, openOffice, report } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice({
    INTAKE_PER_ADDRESS_HOUR: '0',
    INTAKE_PER_PHONE_HOUR: '6',
    INTAKE_PER_DEVICE_HOUR: '8',
  });
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

let phones = 0;
const phone = (): string => `138${String((phones += 1)).padStart(8, '0')}`;

async function send(
  description: string,
  contact: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = {
    description,
    location: office.street.grids[0].inside,
    contact: { phone: contact },
  };
  return office.server.client().post('/incidents', body, headers);
}

async function held(): Promise<HeldIncidentWire[]> {
  const { body } = await office.dispatcher.client.get('/incidents/moderation?limit=100');
  return (body as { items: HeldIncidentWire[] }).items;
}

async function listed(): Promise<string[]> {
  const { body } = await office.dispatcher.client.get('/incidents?limit=100');
  return (body as { items: IncidentRowWire[] }).items.map((row) => row.id);
}

async function heldReport(): Promise<ReportAnswer> {
  const answer = await send(
    `优惠 http://a.example/x 和 http://b.example/y ${crypto.randomUUID()}`,
    phone(),
  );
  return answer.body as ReportAnswer;
}

describe('a suspicious report', () => {
  it('with several links is taken in, held and shown to nobody but moderators', async () => {
    const made = await heldReport();
    expect(made).toMatchObject({ held: true, state: 'reported' });
    expect(await listed()).not.toContain(made.id);
    expect((await held()).find((row) => row.id === made.id)?.reasons).toEqual(['内容含有多个网址']);
    expect((await office.handler.client.get(`/incidents/${made.id}`)).status).toBe(404);
    expect((await office.handler.client.get('/incidents/moderation')).status).toBe(403);
    const tracked = await office.server
      .client()
      .post('/public/track', { number: made.number, trackingCode: made.trackingCode });
    expect(tracked.body).toMatchObject({ held: true });
  });

  it('is worked on by nobody before it is released', async () => {
    const { id } = await heldReport();
    expect(await openMoves(office.dispatcher, id)).toEqual([]);
    expect(
      codeOf(await move(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16' })),
    ).toBe('incidents.held');
  });

  it('goes its way once released, with clocks that begin then', async () => {
    const { id } = await heldReport();
    const decide = (body: object): Promise<Answer> =>
      office.dispatcher.client.post(`/incidents/${id}/moderation`, body);
    expect((await decide({ decision: 'release' })).status).toBe(400);
    expect((await decide({ decision: 'release', reason: '真实情况' })).status).toBe(204);
    expect(await listed()).toContain(id);
    expect((await office.dispatcher.client.get(`/incidents/${id}`)).body).toMatchObject({
      clock: { mark: 'on_time' },
    });
    expect(codeOf(await decide({ decision: 'discard', reason: '广告' }))).toBe(
      'incidents.not_held',
    );
  });

  it('that is discarded stays on the record and is shown nowhere', async () => {
    const { id } = await heldReport();
    await office.dispatcher.client.post(`/incidents/${id}/moderation`, {
      decision: 'discard',
      reason: '广告',
    });
    expect(await listed()).not.toContain(id);
    expect((await held()).map((row) => row.id)).not.toContain(id);
    expect((await office.dispatcher.client.get(`/incidents/${id}`)).status).toBe(200);
    expect((await office.handler.client.get(`/incidents/${id}`)).status).toBe(404);
  });

  it('that is discarded tells its reporter so with the reason, and cannot be taken back any more', async () => {
    const made = await heldReport();
    await office.dispatcher.client.post(`/incidents/${made.id}/moderation`, {
      decision: 'discard',
      reason: '是广告，不是上报',
    });
    const { number, trackingCode } = made;
    const client = office.server.client();
    const tracked = await client.post('/public/track', { number, trackingCode });
    expect(tracked.body).toMatchObject({
      held: false,
      stateLabel: '未受理',
      declined: { reason: '是广告，不是上报' },
      moves: [],
    });
    expect((tracked.body as TrackedWire).timeline.at(-1)?.words).toBe(
      '工作人员 审核后未予受理，理由：是广告，不是上报',
    );
    const back = { number, trackingCode, move: 'withdraw' };
    expect(codeOf(await client.post('/public/track/moves', back))).toBe('incidents.discarded');
  });

  it('keeps the reason of its release as a note of the moderator', async () => {
    const { id, number, trackingCode } = await heldReport();
    await office.dispatcher.client.post(`/incidents/${id}/moderation`, {
      decision: 'release',
      reason: '确有其事',
    });
    const { body } = await office.server.client().post('/public/track', { number, trackingCode });
    expect((body as TrackedWire).timeline.map((t) => t.words)).toEqual([
      '收到上报，等待审核',
      '工作人员 审核通过，开始受理，理由：确有其事',
    ]);
    expect(body).toMatchObject({ held: false, declined: null, stateLabel: '已上报' });
  });

  it('stays in its reporter’s own list, with how it stands', async () => {
    const { client } = office.resident;
    const answer = await client.post('/incidents', {
      description: `看 http://a.example/x 和 http://b.example/y ${crypto.randomUUID()}`,
      address: '学府路',
    });
    const { id } = answer.body as ReportAnswer;
    const mine = async (): Promise<string | undefined> => {
      const { body } = await client.get('/incidents?mine=true');
      return (body as { items: IncidentRowWire[] }).items.find((row) => row.id === id)?.stateLabel;
    };
    expect(await mine()).toBe('待审核');
    const decision = { decision: 'discard', reason: '广告' };
    // No grid and no street: whoever looks after all grids of this installation moderates it.
    const admin = await office.server.as(
      await office.server.aPerson({ roles: [{ role: 'dispatcher', path: '' }] }),
    );
    expect((await admin.post(`/incidents/${id}/moderation`, decision)).status).toBe(204);
    expect(await mine()).toBe('未受理');
    expect((await client.get(`/incidents/${id}`)).body).toMatchObject({
      moderation: { state: 'discarded', reason: '广告' },
    });
  });

  it('is decided only where one may moderate', async () => {
    const { id } = await heldReport();
    const elsewhere = await office.server.aStreet();
    const other = await office.server.aPerson({
      roles: [{ role: 'dispatcher', path: elsewhere.street.path }],
    });
    const client = await office.server.as(other);
    expect(
      (await client.post(`/incidents/${id}/moderation`, { decision: 'release', reason: '好' }))
        .status,
    ).toBe(404);
    expect(
      ((await client.get('/incidents/moderation')).body as { items: unknown[] }).items,
    ).toEqual([]);
  });

  it('is the same text a third time, and a text without words', async () => {
    const who = phone();
    const answers = [
      await send('路灯坏了', who),
      await send('路灯坏了。', who),
      await send('路灯 坏了', who),
    ];
    expect(answers.map((a) => (a.body as ReportAnswer).held ?? false)).toEqual([
      false,
      false,
      true,
    ]);
    expect((await send('。。。', phone())).body).toMatchObject({ held: true });
  });
});

describe('a flood', () => {
  it('from one phone is first held and then slowed, saying when to come back', async () => {
    const who = phone();
    const answers: Answer[] = [];
    for (let i = 0; i < 8; i += 1) answers.push(await send(`不同的事 ${crypto.randomUUID()}`, who));
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201, 201, 201, 429, 429]);
    expect(answers.slice(0, 6).map((a) => (a.body as ReportAnswer).held ?? false)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
    const last = answers[7];
    expect(last?.body).toMatchObject({ code: 'incidents.too_many' });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(60);
  });

  it('from one device with ever new phones is slowed too', async () => {
    const headers = { 'x-device-id': 'device-1' };
    const statuses: number[] = [];
    for (let i = 0; i < 9; i += 1)
      statuses.push((await send(`又一件 ${crypto.randomUUID()}`, phone(), headers)).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('never stops workers', async () => {
    for (let i = 0; i < 12; i += 1)
      expect((await report(office.worker, office)).held).toBeUndefined();
  });
});
