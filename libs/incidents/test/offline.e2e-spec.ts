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
