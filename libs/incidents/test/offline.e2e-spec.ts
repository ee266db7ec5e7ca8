import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TimelineEntryWire } from '@ingrid/contract';
import {
  codeOf,
  go,
  inHand,
  MONDAY,
  move,
  type Office,
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

describe('work without a network', () => {
  it('is carried out when the move is still open', async () => {
    const id = await inHand(office);
    const attachmentIds = [await photo(office.handler.client)];
    const request = {
      move: 'finish',
      note: '修好了',
      attachmentIds,
      offlineAt: MONDAY,
      version: 1,
    };
    expect(await go(office.handler, id, request)).toMatchObject({
      outcome: 'moved',
      incident: { state: 'handled' },
    });
  });

  it('is kept as a note with its photos when the matter has moved on, arriving once', async () => {
    const { id } = await report(office.worker, office, { categoryCode: 'G03.05' });
    await go(office.dispatcher, id, { move: 'refuse', reason: '不属于本街道' });
    const attachmentIds = [await photo(office.worker.client)];
    const request = { move: 'solve_on_spot', note: '已经挪开', attachmentIds, offlineAt: MONDAY };
    const send = (): ReturnType<typeof office.worker.client.post> =>
      office.worker.client.post(`/incidents/${id}/moves`, request, {
        'idempotency-key': 'offline-0123456789abcdef',
      });
    const [first, second] = await Promise.all([send(), send()]);
    for (const answer of [first, second]) {
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        outcome: 'kept_as_note',
        incident: { state: 'refused', photos: 1 },
      });
    }
    const { body } = await office.dispatcher.client.get(`/incidents/${id}/timeline`);
    const notes = (body as { items: TimelineEntryWire[] }).items.filter(
      (e) => e.type === 'incident.noted',
    );
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ note: '已经挪开', attachmentIds });
  });

  it('is kept only of somebody whose work it could be', async () => {
    const made = await report(null, office, { categoryCode: 'G03.05' });
    const joined = await report(office.resident, office);
    await office.stranger.client.post(`/incidents/${joined.id}/followers`, {});
    await go(office.stranger, joined.id, { move: 'comment', note: '我也看到了' });
    const claim = { move: 'finish', note: '已经修好', offlineAt: MONDAY };
    for (const who of [office.stranger, office.resident])
      expect(codeOf(await move(who, joined.id, claim))).toBe('incidents.move_refused');
    const { number, trackingCode } = made;
    const ticket = { number, trackingCode, ...claim };
    expect(codeOf(await office.server.client().post('/public/track/moves', ticket))).toBe(
      'incidents.move_refused',
    );
    for (const id of [made.id, joined.id]) {
      const { body } = await office.dispatcher.client.get(`/incidents/${id}/timeline`);
      expect((body as { items: TimelineEntryWire[] }).items.map((e) => e.type)).not.toContain(
        'incident.noted',
      );
    }
  });

  it('is kept of a handler from whom it was taken meanwhile', async () => {
    const id = await inHand(office);
    await go(office.handler, id, { move: 'hand_back', reason: '不归我们管' });
    const attachmentIds = [await photo(office.handler.client)];
    const late = { move: 'finish', note: '还是修好了', attachmentIds, offlineAt: MONDAY };
    expect(await go(office.handler, id, late)).toMatchObject({ outcome: 'kept_as_note' });
  });

  it.each(['2026-04-30T09:30:00+08:00', '2026-06-02T09:30:00+08:00'])(
    'is not believed to have been done at %s',
    async (offlineAt) => {
      const id = await inHand(office);
      const answer = await move(office.handler, id, { move: 'finish', note: '好了', offlineAt });
      expect(codeOf(answer)).toBe('incidents.bad_offline_time');
    },
  );

  it('still says what is missing', async () => {
    const id = await inHand(office);
    const answer = await move(office.handler, id, {
      move: 'finish',
      note: '修好了',
      offlineAt: MONDAY,
    });
    expect(codeOf(answer)).toBe('incidents.move_refused');
  });
});
