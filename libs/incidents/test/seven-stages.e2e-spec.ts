import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type BulkMoveAnswer,
  type IncidentDetailWire,
  type TimelineEntryWire,
} from '@ingrid/contract';
import {
  codeOf,
  finish,
  go,
  inHand,
  MONDAY,
  move,
  type Office,
  openMoves,
  openOffice,
  photo,
  report,
} from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

async function detail(id: string): Promise<IncidentDetailWire> {
  return (await office.supervisor.client.get(`/incidents/${id}`)).body as IncidentDetailWire;
}

describe('the seven stages of GB/T 30428', () => {
  it('walks from the report to the close with evidence, checked by somebody else', async () => {
    const id = await inHand(office);
    await go(office.handler, id, { move: 'start' });
    await finish(office, id);
    const closed = await go(office.inspector, id, { move: 'verify', note: '灯已亮' });
    expect(closed).toMatchObject({
      outcome: 'moved',
      incident: { state: 'closed', stateLabel: '已结案' },
    });
    const seen = await detail(id);
    expect(seen.path.map((step) => step.state)).toEqual([
      'reported',
      'filed',
      'dispatched',
      'accepted',
      'handling',
      'handled',
      'closed',
    ]);
    expect(seen.ending).toEqual({ name: 'verified', label: '核查结案' });
    expect(seen.clocks.every((clock) => clock.mark === 'done')).toBe(true);
    expect(seen.attachments).toHaveLength(1);
  });

  it('tells the way as people speak, in both languages', async () => {
    const id = await inHand(office);
    const { body } = await office.dispatcher.client.get(`/incidents/${id}/timeline`);
    const words = (body as { items: TimelineEntryWire[] }).items.map((e) => e.words);
    expect(words).toEqual(['刘居民 上报', '李派遣 立案', '李派遣 派遣 给 市政所', '赵经办 签收']);
    const english = await office.dispatcher.client.get(`/incidents/${id}/timeline`, {
      'accept-language': 'en',
    });
    expect((english.body as { items: TimelineEntryWire[] }).items[2]?.words).toBe(
      '李派遣: Dispatch to 市政所',
    );
  });

  it('names clerks to residents only as the office, and the reporter to handlers only as the reporter', async () => {
    const id = await inHand(office);
    const mine = await office.resident.client.get(`/incidents/${id}/timeline`);
    expect((mine.body as { items: TimelineEntryWire[] }).items[1]).toMatchObject({
      words: '工作人员 立案',
      actor: { id: null },
    });
    const theirs = await office.handler.client.get(`/incidents/${id}/timeline`);
    expect((theirs.body as { items: TimelineEntryWire[] }).items[0]?.words).toBe('报告人 上报');
  });

  it('ends on the spot when a worker finds and fixes it', async () => {
    const { id } = await report(office.worker, office, { categoryCode: 'G03.05' });
    const refused = await move(office.worker, id, { move: 'solve_on_spot', note: '已挪车' });
    expect(codeOf(refused)).toBe('incidents.move_refused');
    const attachmentIds = [await photo(office.worker.client)];
    const done = await go(office.worker, id, {
      move: 'solve_on_spot',
      note: '已挪车',
      attachmentIds,
    });
    expect(done.incident).toMatchObject({ state: 'closed', photos: 1, source: 'worker' });
    expect((await detail(id)).ending?.name).toBe('solvedOnSpot');
  });

  it('keeps those who dispatch, handle and check apart', async () => {
    const all = await office.server.aPerson({
      name: '全能',
      unit: office.unit.id,
      roles: ['dispatcher', 'handler', 'inspector'].map((role) => ({
        role,
        path: office.street.street.path,
      })),
    });
    const everybody = { person: all, client: await office.server.as(all) };
    const { id } = await report(office.resident, office);
    await go(everybody, id, { move: 'file', categoryCode: 'C01.16' });
    await go(everybody, id, { move: 'dispatch', assigneeUnitId: office.unit.id });
    expect(codeOf(await move(everybody, id, { move: 'accept' }))).toBe('incidents.move_refused');
    await go(office.handler, id, { move: 'accept' });
    await finish(office, id);
    const own = await move(everybody, id, { move: 'verify' });
    expect(own.body).toMatchObject({ details: { refusals: [{ code: 'separation_of_duties' }] } });
    await go(office.inspector, id, { move: 'verify' });
  });

  it('takes a matter back twice with a reason, then a supervisor designates and it cannot be returned', async () => {
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16' });
    expect(
      codeOf(
        await move(office.supervisor, id, {
          move: 'designate',
          assigneeUnitId: office.unit.id,
          reason: '职责所在',
        }),
      ),
    ).toBe('incidents.move_refused');
    for (let i = 0; i < 2; i += 1) {
      await go(office.dispatcher, id, { move: 'dispatch', assigneeUnitId: office.unit.id });
      expect(codeOf(await move(office.handler, id, { move: 'hand_back' }))).toBe(
        'incidents.move_refused',
      );
      await go(office.handler, id, { move: 'hand_back', reason: '不属于市政所' });
    }
    expect(
      codeOf(
        await move(office.dispatcher, id, { move: 'dispatch', assigneeUnitId: office.unit.id }),
      ),
    ).toBe('incidents.move_refused');
    await go(office.supervisor, id, {
      move: 'designate',
      assigneeUnitId: office.unit.id,
      reason: '职责所在',
    });
    expect(await openMoves(office.handler, id)).not.toContain('hand_back');
  });

  it('sends a false "done" back, and the handling clock goes on as if it had never stopped', async () => {
    office.server.clock.set(MONDAY);
    const id = await inHand(office);
    const before = (await detail(id)).clocks.find((c) => c.name === 'handle');
    await finish(office, id);
    expect((await detail(id)).clocks.find((c) => c.name === 'handle')?.mark).toBe('done');
    office.server.clock.set('2026-06-02T10:00:00+08:00');
    await go(office.inspector, id, { move: 'rework', reason: '灯还是不亮' });
    const after = (await detail(id)).clocks.find((c) => c.name === 'handle');
    expect(after).toMatchObject({ dueAt: before?.dueAt, stoppedAt: null });
    expect(after?.used).toBeGreaterThan(before?.used ?? 1);
    expect(await openMoves(office.handler, id)).toContain('finish');
    office.server.clock.set(MONDAY);
  });

  it('pauses every clock while it waits for the reporter, and goes on with the answer', async () => {
    office.server.clock.set(MONDAY);
    const id = await inHand(office);
    const due = (await detail(id)).clocks.find((c) => c.name === 'handle')?.dueAt ?? '';
    await go(office.handler, id, { move: 'ask_reporter', note: '是哪一根灯杆？' });
    expect((await detail(id)).clock?.mark).toBe('paused');
    office.server.clock.set('2026-06-02T09:30:00+08:00');
    await go(office.resident, id, { move: 'answer', note: '17 号' });
    const seen = await detail(id);
    expect(seen.state).toBe('accepted');
    const moved =
      Date.parse(seen.clocks.find((c) => c.name === 'handle')?.dueAt ?? '') - Date.parse(due);
    expect(Math.round(moved / 60_000)).toBe(24 * 60);
    office.server.clock.set(MONDAY);
  });

  it('goes on by itself when the reporter does not answer in three working days', async () => {
    office.server.clock.set(MONDAY);
    const id = await inHand(office);
    await go(office.handler, id, { move: 'ask_reporter', note: '是哪一根灯杆？' });
    office.server.clock.set('2026-06-04T09:00:00+08:00');
    await office.server.runTimers();
    expect((await detail(id)).state).toBe('waiting_reporter');
    office.server.clock.set('2026-06-04T09:31:00+08:00');
    await office.server.runTimers();
    expect((await detail(id)).state).toBe('accepted');
    office.server.clock.set(MONDAY);
  });

  it('is reopened by its reporter within fifteen days and not later', async () => {
    const inTime = await inHand(office);
    const late = await inHand(office);
    for (const id of [inTime, late]) {
      await finish(office, id);
      await go(office.inspector, id, { move: 'verify' });
    }
    expect(codeOf(await move(office.stranger, inTime, { move: 'reopen', reason: '又坏了' }))).toBe(
      'incidents.not_found',
    );
    office.server.clock.set('2026-06-16T23:59:00+08:00');
    const again = await go(office.resident, inTime, { move: 'reopen', reason: '又坏了' });
    expect(again.incident).toMatchObject({ state: 'filed', assignee: null });
    expect((await detail(inTime)).ending).toBeNull();
    office.server.clock.set('2026-06-17T00:01:00+08:00');
    expect(
      (await move(office.resident, late, { move: 'reopen', reason: '又坏了' })).body,
    ).toMatchObject({
      details: { refusals: [{ code: 'window_over' }] },
    });
    office.server.clock.set(MONDAY);
  });

  it('merges a duplicate, and its reporter follows the one that goes on', async () => {
    const main = await report(office.worker, office);
    const copy = await report(office.resident, office);
    expect(
      codeOf(await move(office.dispatcher, copy.id, { move: 'merge', duplicateOfId: copy.id })),
    ).toBe('incidents.move_refused');
    await go(office.dispatcher, copy.id, { move: 'merge', duplicateOfId: main.id });
    const seen = await detail(copy.id);
    expect(seen).toMatchObject({
      state: 'merged',
      duplicateOf: { id: main.id, number: main.number },
    });
    expect((await office.resident.client.get(`/incidents/${main.id}`)).body).toMatchObject({
      following: true,
      followers: 1,
    });
    const onTop = await report(office.resident, office);
    expect(
      codeOf(await move(office.dispatcher, onTop.id, { move: 'merge', duplicateOfId: copy.id })),
    ).toBe('incidents.bad_duplicate');
  });

  it('answers a stale version with both, and writes nothing', async () => {
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16', version: 1 });
    const stale = await move(office.dispatcher, id, {
      move: 'dispatch',
      assigneeUnitId: office.unit.id,
      version: 1,
    });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({
      code: 'incidents.stale',
      details: { yours: 1, current: 2, state: 'filed' },
    });
    await go(office.resident, id, { move: 'comment', note: '快一点' });
    await go(office.dispatcher, id, {
      move: 'dispatch',
      assigneeUnitId: office.unit.id,
      version: 2,
    });
  });

  it('lets only one of two dispatchers win at the same moment', async () => {
    const { id } = await report(office.resident, office);
    await go(office.dispatcher, id, { move: 'file', categoryCode: 'C01.16' });
    const request = { move: 'dispatch', assigneeUnitId: office.unit.id, version: 2 };
    const answers = await Promise.all([1, 2, 3, 4].map(() => move(office.dispatcher, id, request)));
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('moves many at once and says of each whether it went through', async () => {
    const ids = [await report(office.resident, office), await report(office.resident, office)].map(
      (r) => r.id,
    );
    await go(office.dispatcher, ids[0] ?? '', { move: 'file', categoryCode: 'C01.16' });
    const answer = await office.dispatcher.client.post('/incidents/moves', {
      ids,
      move: 'file',
      categoryCode: 'C01.16',
    });
    const { results } = answer.body as BulkMoveAnswer;
    expect(results.map((r) => [r.ok, r.problem?.code])).toEqual([
      [false, 'incidents.move_refused'],
      [true, undefined],
    ]);
  });

  it('is on its own version of the process, which anybody can look at', async () => {
    const { id } = await report(office.resident, office);
    const { definition } = await detail(id);
    const seen = await office.server
      .client()
      .get(`/process/definitions/${definition.id}?version=${String(definition.version)}`);
    expect(seen.body).toMatchObject({
      id: definition.id,
      version: definition.version,
      subject: 'incident',
    });
    expect(codeOf(await office.server.client().get('/process/definitions/nothing'))).toBe(
      'process.not_found',
    );
  });
});
