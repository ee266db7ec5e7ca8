import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncidentDetailWire, type IncidentRowWire, type ReportAnswer } from '@ingrid/contract';
import { UnitOfWork } from '@ingrid/platform';
import { type Answer } from '@ingrid/testing';
import { codeOf, type Office, openOffice, photo, report } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

const KEY = (): Record<string, string> => ({ 'idempotency-key': crypto.randomUUID() });

async function send(body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return office.server
    .client()
    .post('/incidents', { contact: { phone: '13800138000' }, ...body }, headers);
}

async function detail(id: string): Promise<IncidentDetailWire> {
  return (await office.supervisor.client.get(`/incidents/${id}`)).body as IncidentDetailWire;
}

describe('a report', () => {
  it('from a resident without an account gives number, grid, expected time and a tracking code', async () => {
    const answer = await send({
      description: '小区门口路灯坏了三天，晚上很黑。请尽快修。',
      location: office.street.grids[2].inside,
      categoryCode: 'C01.16',
    });
    expect(answer.status).toBe(201);
    const body = answer.body as ReportAnswer;
    expect(body).toMatchObject({
      state: 'reported',
      region: { id: office.street.grids[2].id, level: 'grid' },
      possibleDuplicates: [],
    });
    expect(body.number).toMatch(/^20260601-\d{3}-\d{4}$/);
    expect(body.trackingCode).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    // A lamp: five working days for the whole matter (its case standard).
    expect(body.expectedAt?.slice(0, 10)).toBe('2026-06-08');
    expect(await detail(body.id)).toMatchObject({
      title: '小区门口路灯坏了三天，晚上很黑',
      source: 'resident',
    });
  });

  it('keeps the tracking code and the idempotency key only as hashes', async () => {
    const headers = KEY();
    const answer = await send(
      { description: '井盖松动，车过很响', address: '学府路 3 号' },
      headers,
    );
    const code = (answer.body as ReportAnswer).trackingCode ?? '';
    const [found] = await office.server.get(UnitOfWork).read((db) =>
      db.query<{ n: number }[]>(
        `SELECT (SELECT count(*) FROM incidents i WHERE i::text LIKE $1)
              + (SELECT count(*) FROM idempotency_keys k WHERE k::text LIKE $1 OR k::text LIKE $2) AS n`,
        [`%${code}%`, `%${headers['idempotency-key'] ?? ''}%`],
      ),
    );
    expect(found?.n).toBe(0);
  });

  it('from a resident with an account is theirs', async () => {
    const { id } = await report(office.resident, office);
    expect((await office.resident.client.get(`/incidents/${id}`)).body).toMatchObject({
      mine: true,
      source: 'resident',
    });
    const mine = await office.resident.client.get('/incidents?mine=true');
    expect((mine.body as { items: IncidentRowWire[] }).items.map((row) => row.id)).toContain(id);
  });

  it('from a worker is marked as such', async () => {
    const { id, trackingCode } = await report(office.worker, office);
    expect(trackingCode).toBeUndefined();
    expect(await detail(id)).toMatchObject({
      source: 'worker',
      reporter: { personId: office.worker.person.id },
    });
  });

  it('by the desk for a caller is the caller’s, who gets the tracking code', async () => {
    const made = await report(office.dispatcher, office, {
      contact: { name: '张先生', phone: '13900139000' },
    });
    expect(made.trackingCode).toBeDefined();
    expect(await detail(made.id)).toMatchObject({
      source: 'desk',
      mine: false,
      reporter: { personId: null, name: '张先生', phone: '13900139000' },
    });
  });

  it('by the desk for a caller from elsewhere is refused, not made the operator’s own', async () => {
    const answer = await office.dispatcher.client.post('/incidents', {
      description: '路面塌了一块',
      regionId: office.street.district.id,
      contact: { phone: '13900139000' },
    });
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('incidents.call_elsewhere');
  });

  it('outside every grid is never refused: the street nearby takes care of it', async () => {
    const { lat, lng } = office.street.grids[0].inside;
    const near = await send({ description: '路面塌了一块', location: { lat: lat - 0.01, lng } });
    expect(near.status).toBe(201);
    const body = near.body as ReportAnswer;
    expect(body.region).toBeNull();
    expect(await detail(body.id)).toMatchObject({ regionPath: office.street.street.path });
    const far = await send({ description: '路面塌了一块', location: { lat: -89.9, lng: 179.9 } });
    expect(far.status).toBe(201);
  });

  it('by words or by a chosen region needs no point', async () => {
    const words = await send({ description: '楼道灯不亮', address: '学府路 3 号 2 栋' });
    expect(words.body).toMatchObject({ region: null, state: 'reported' });
    const chosen = await send({ description: '楼道灯不亮', regionId: office.street.community.id });
    expect(chosen.body).toMatchObject({
      region: { id: office.street.community.id, level: 'community' },
    });
    expect(codeOf(await send({ description: '楼道灯不亮', regionId: crypto.randomUUID() }))).toBe(
      'incidents.unknown_region',
    );
    expect(codeOf(await send({ description: '楼道灯不亮' }))).toBe('incidents.place_required');
  });

  it('carries photos that nobody else can claim again', async () => {
    const attachmentIds = [
      await photo(office.server.client()),
      await photo(office.server.client()),
    ];
    const first = await send({ description: '垃圾没人收', address: '北门', attachmentIds });
    expect(first.status).toBe(201);
    const seen = await detail((first.body as ReportAnswer).id);
    expect(seen.photos).toBe(2);
    expect(seen.attachments.map((a) => a.id).sort()).toEqual([...attachmentIds].sort());
    const again = await send({ description: '垃圾没人收', address: '北门', attachmentIds });
    expect(again.status).toBe(422);
    expect(
      (await office.dispatcher.client.get(`/attachments/${attachmentIds[0] ?? ''}`)).status,
    ).toBe(200);
    expect(
      (await office.stranger.client.get(`/attachments/${attachmentIds[0] ?? ''}`)).status,
    ).toBe(404);
  });

  it('answers the extra questions of its category', async () => {
    const asked = await office.server.client().get('/categories');
    expect(JSON.stringify(asked.body)).toContain('灯杆编号');
    const { id } = await report(office.resident, office, { answers: { lamp: 'D-017' } });
    expect((await detail(id)).answers).toEqual({ lamp: 'D-017' });
  });
});

describe('sent twice', () => {
  it('arrives once and gives the same answer, the tracking code included', async () => {
    const headers = KEY();
    const body = { description: '消防通道被堵', location: office.street.grids[1].inside };
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(body, headers)));
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(answers.map((a) => a.status)).toEqual([201, 201, 201, 201]);
    const [{ n } = { n: 0 }] = await office.server
      .get(UnitOfWork)
      .read((db) =>
        db.query<{ n: number }[]>(
          `SELECT count(*) AS n FROM incidents WHERE description = '消防通道被堵'`,
        ),
      );
    expect(n).toBe(1);
  });

  it('with another content under the same key is refused', async () => {
    const headers = KEY();
    await send({ description: '第一件', address: '北门' }, headers);
    expect(codeOf(await send({ description: '第二件', address: '北门' }, headers))).toBe(
      'idempotency.key_reused',
    );
    expect(
      codeOf(
        await send({ description: '第三件', address: '北门' }, { 'idempotency-key': 'short' }),
      ),
    ).toBe('idempotency.bad_key');
  });
});

describe('numbers', () => {
  it('of many reports at once are all different and count from one for each street and day', async () => {
    const other = await office.server.aStreet('另一街道');
    const made = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        send({ description: `第 ${String(i)} 件`, location: other.grids[i % 4]?.inside }),
      ),
    );
    const numbers = made.map((a) => (a.body as ReportAnswer).number);
    expect(new Set(numbers).size).toBe(24);
    expect([...numbers].sort()[0]).toBe(`20260601-${other.street.code.slice(-3)}-0001`);
  });
});

describe('bad input', () => {
  const deep = JSON.parse(`${'['.repeat(30)}${']'.repeat(30)}`) as unknown;
  const CASES: [string, unknown][] = [
    ['no description', {}],
    ['an empty description', { description: '   ' }],
    ['a number as description', { description: 5 }],
    ['a description that is far too long', { description: '长'.repeat(2_001) }],
    ['a control character', { description: 'a\u0000b' }],
    ['half a surrogate', { description: 'a\ud83d' }],
    ['a latitude beyond the pole', { description: '好', location: { lat: 1e9, lng: 0 } }],
    ['a location without longitude', { description: '好', location: { lat: 1 } }],
    ['a location that is a text', { description: '好', location: 'here' }],
    ['a contact without phone', { description: '好', address: '北门', contact: {} }],
    ['a phone that is none', { description: '好', address: '北门', contact: { phone: 'call me' } }],
    [
      'ten photos',
      {
        description: '好',
        address: '北门',
        attachmentIds: Array.from({ length: 10 }, () => crypto.randomUUID()),
      },
    ],
    ['a photo id that is none', { description: '好', address: '北门', attachmentIds: ['x'] }],
    ['nested answers', { description: '好', address: '北门', answers: { a: { b: 1 } } }],
    ['too deep JSON', { description: '好', address: '北门', answers: deep }],
  ];
  it.each(CASES)('%s is refused with the reason', async (_, body) => {
    const answer = await office.server
      .client()
      .post('/incidents', { contact: { phone: '13800138000' }, ...(body as object) });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['no category of this code', 'X99'],
    ['a category that is only a heading', 'E01'],
  ])('%s cannot be chosen', async (_, categoryCode) => {
    expect(codeOf(await send({ description: '好', address: '北门', categoryCode }))).toBe(
      'incidents.unknown_category',
    );
  });

  it('without an account needs a phone number', async () => {
    const answer = await office.server
      .client()
      .post('/incidents', { description: '好', address: '北门' });
    expect(codeOf(answer)).toBe('incidents.contact_required');
  });

  it('with a forged token is refused instead of being taken as anonymous', async () => {
    const forged = office.server.client().withToken('x'.repeat(43));
    expect((await forged.post('/incidents', { description: '好', address: '北门' })).status).toBe(
      401,
    );
  });

  it('keeps emoji and rare characters', async () => {
    const location = office.street.grids[0].inside;
    const answer = await send({ description: '𡐓村口 🚨 路灯坏', address: '𡐓村', location });
    expect(await detail((answer.body as ReportAnswer).id)).toMatchObject({
      description: '𡐓村口 🚨 路灯坏',
      address: '𡐓村',
    });
  });
});
