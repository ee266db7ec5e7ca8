import { afterAll, beforeAll, expect, describe, it } from '@jest/globals';
import { type IncidentDetailWire } from '@ingrid/contract';
import { inHand, type Office, openOffice } from './office.js';

let office: Office;
beforeAll(async () => {
  office = await openOffice({}, '2026-09-30T09:30:00+08:00');
}, 60_000);

afterAll(async () => {
  await office.server.close();
});

async function handleClock(id: string): Promise<IncidentDetailWire['clocks'][number]> {
  const { body } = await office.supervisor.client.get(`/incidents/${id}`);
  const clock = (body as IncidentDetailWire).clocks.find((c) => c.name === 'handle');
  if (!clock) throw new Error('no handling clock');
  return clock;
}

describe('deadlines on the real calendar', () => {
  it('skip the National Day holiday', async () => {
    office.server.clock.set('2026-09-30T09:30:00+08:00');
    const clock = await handleClock(await inHand(office));
    // Two working days for a lamp (case standard): 30 September and 8 October.
    expect(clock.dueAt.slice(0, 16)).toBe('2026-10-09T01:30');
    expect(clock.sentences.join(' ')).toContain('跨过国庆节假期');
  });

  it('count the working weekend that was moved for it, and say so', async () => {
    office.server.clock.set('2026-10-09T16:00:00+08:00');
    const clock = await handleClock(await inHand(office));
    expect(clock.dueAt.slice(0, 16)).toBe('2026-10-12T08:00');
    expect(clock.sentences.join(' ')).toContain('10月10日 调休上班');
  });
});
