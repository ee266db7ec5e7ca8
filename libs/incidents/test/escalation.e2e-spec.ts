import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type IncidentDetailWire } from '@ingrid/contract';
import { UnitOfWork } from '@ingrid/platform';
import { go, MONDAY, type Office, openOffice, report } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice({ INGRID_ROLES: 'http' });
}, 60_000);

beforeEach(() => {
  office.server.clock.set(MONDAY);
});

afterAll(async () => {
  await office.server.close();
});

interface Escalated {
  readonly clock: string;
  readonly level: number;
  readonly audience: string;
  readonly subject: string;
}

async function escalations(id: string): Promise<Escalated[]> {
  return office.server.get(UnitOfWork).read((db) =>
    db.query(
      `SELECT data->>'clock' AS clock, (data->>'level')::int AS level, data->>'audience' AS audience, subject_id AS subject
       FROM activity WHERE subject_id = $1 AND type = 'incident.escalated' ORDER BY seq`,
      [id],
    ),
  );
}

const levels = async (id: string, clock: string): Promise<number[]> =>
  (await escalations(id)).filter((e) => e.clock === clock).map((e) => e.level);

async function at(moment: string): Promise<void> {
  office.server.clock.set(moment);
  await office.server.runTimers();
}

async function detail(id: string): Promise<IncidentDetailWire> {
  return (await office.supervisor.client.get(`/incidents/${id}`)).body as IncidentDetailWire;
}

describe('reminders up the ladder', () => {
  it('warn before the limit, at the limit and a working day later, each audience once', async () => {
    const { id } = await report(office.resident, office);
    await at('2026-06-01T13:00:00+08:00');
    expect(await escalations(id)).toEqual([]);
    await at('2026-06-01T13:50:00+08:00');
    expect(await levels(id, 'file')).toEqual([1]);
    await at('2026-06-01T14:31:00+08:00');
    await at('2026-06-01T14:32:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2]);
    await at('2026-06-02T14:31:00+08:00');
    expect(
      (await escalations(id)).filter((e) => e.clock === 'file').map((e) => e.audience),
    ).toEqual(['dispatchers', 'supervisors', 'supervisors']);
  });

  it('leave nobody out after a standstill of the server', async () => {
    const { id } = await report(office.resident, office);
    await at('2026-06-05T10:00:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2, 3]);
  });

  it('stop when the step is done', async () => {
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16' });
    await at('2026-06-01T15:00:00+08:00');
    expect(await levels(id, 'file')).toEqual([]);
  });

  it('are silent while the matter waits for its reporter', async () => {
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'ask_reporter', note: '请说明位置' });
    await at('2026-06-03T17:00:00+08:00');
    expect(await escalations(id)).toEqual([]);
    expect((await detail(id)).clock?.mark).toBe('paused');
  });

  it('are told in the timeline and colour the list', async () => {
    const { id } = await report(office.resident, office);
    await at('2026-06-01T14:31:00+08:00');
    const list = await office.dispatcher.client.get('/incidents?clock=overdue&limit=100');
    expect((list.body as { items: { id: string }[] }).items.map((row) => row.id)).toContain(id);
    const { body } = await office.dispatcher.client.get(`/incidents/${id}/timeline`);
    const words = (body as { items: { words: string }[] }).items.map((e) => e.words);
    expect(words).toEqual(['刘居民 上报', '立案时限快到期，已提醒', '立案时限已超期，提醒第 2 级']);
  });
});

describe('the six defects of other systems', () => {
  it('1: looks at every incident, however many older ones stand before it', async () => {
    // More than any page or batch, all of them older and with nothing left to climb.
    await fillWithOld(700);
    const { id } = await report(office.resident, office);
    await at('2026-06-01T14:31:00+08:00');
    await office.server.runTimers();
    expect(await levels(id, 'file')).toEqual([1, 2]);
  });

  it('2: goes on with what was escalated already', async () => {
    const { id } = await report(office.resident, office);
    await at('2026-06-01T14:31:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2]);
    await at('2026-06-02T14:31:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2, 3]);
  });

  it('3: escalates what is assigned to nobody', async () => {
    const { id } = await report(office.resident, office);
    expect((await detail(id)).assignee).toBeNull();
    await at('2026-06-01T14:31:00+08:00');
    expect(await levels(id, 'file')).toContain(2);
  });

  it('4: is not put off by a comment or any other talk', async () => {
    const { id } = await report(office.resident, office);
    const due = (await detail(id)).clock?.dueAt;
    office.server.clock.set('2026-06-01T14:20:00+08:00');
    await go(office.resident, id, { move: 'comment', note: '有人来看吗？' });
    expect((await detail(id)).clock?.dueAt).toBe(due);
    await at('2026-06-01T14:31:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2]);
  });

  it('5: goes past an incident that fails, and comes back to it', async () => {
    const broken = await report(office.resident, office);
    const { id } = await report(office.resident, office);
    await office.server
      .get(UnitOfWork)
      .read((db) =>
        db.query(`UPDATE incidents SET definition_version = 999 WHERE id = $1`, [broken.id]),
      );
    await at('2026-06-01T14:31:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2]);
    expect(await levels(broken.id, 'file')).toEqual([]);
    await office.server
      .get(UnitOfWork)
      .read((db) =>
        db.query(`UPDATE incidents SET definition_version = 1 WHERE id = $1`, [broken.id]),
      );
    await at('2026-06-01T15:40:00+08:00');
    expect(await levels(broken.id, 'file')).toEqual([1, 2]);
  });

  it('6: counts office hours, weekends and holidays, not milliseconds', async () => {
    office.server.clock.set('2026-06-05T16:30:00+08:00');
    const { id } = await report(office.resident, office);
    // Four working hours from Friday 16:30: one and a half on Friday, the rest on Monday morning.
    expect((await detail(id)).clocks.find((c) => c.name === 'file')?.dueAt.slice(0, 16)).toBe(
      '2026-06-08T03:30',
    );
    await at('2026-06-07T12:00:00+08:00');
    expect(await escalations(id)).toEqual([]);
    await at('2026-06-08T12:01:00+08:00');
    expect(await levels(id, 'file')).toEqual([1, 2]);
  });
});

describe('order', () => {
  it('takes what is due first before what is due later', async () => {
    const early = await report(office.resident, office);
    office.server.clock.set('2026-06-01T10:00:00+08:00');
    const late = await report(office.resident, office);
    await at('2026-06-01T16:00:00+08:00');
    const rows: { id: string }[] = await office.server
      .get(UnitOfWork)
      .read((db) =>
        db.query(
          `SELECT subject_id AS id FROM activity WHERE type = 'incident.escalated' AND subject_id = ANY ($1) ORDER BY seq LIMIT 2`,
          [[early.id, late.id]],
        ),
      );
    expect(rows[0]?.id).toBe(early.id);
  });
});

/** Timers of many other incidents that are due before everything else and change nothing. */
async function fillWithOld(count: number): Promise<void> {
  await office.server.get(UnitOfWork).read((db) =>
    db.query(
      `INSERT INTO timers (id, kind, subject_id, name, due_at, data)
       SELECT gen_random_uuid(), 'incident.clock', gen_random_uuid(), 'clock', $1::timestamptz, '{}'
       FROM generate_series(1, $2::int)`,
      ['2026-05-01T00:00:00Z', count],
    ),
  );
}
