import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { TestServer } from '@ingrid/testing';
import { accountOf } from '../apps/cli/src/replay/account.js';
import { Api } from '../apps/cli/src/replay/api.js';
import { missingIn } from '../apps/cli/src/replay/data.js';
import { type JourneyResult, replay } from '../apps/cli/src/replay/journey.js';

const FOLDER = fileURLToPath(new URL('../../shared/data', import.meta.url));
const PASSWORD = 'replay-of-real-data';
const DAY_WITHOUT_FLOOD_LIMITS = {
  SESSION_HOURS: '2000',
  INTAKE_PER_ADDRESS_HOUR: '0',
  INTAKE_PER_PHONE_HOUR: '0',
  INTAKE_PER_DEVICE_HOUR: '0',
};

const missing = missingIn(FOLDER);
if (missing.length > 0) {
  process.stderr.write(
    `the replay is skipped: the real data is not here (${missing.join(', ')})\n`,
  );
}

(missing.length === 0 ? describe : describe.skip)('376 real messages in a real district', () => {
  let server: TestServer;
  let result: JourneyResult;

  beforeAll(async () => {
    server = await TestServer.start(DAY_WITHOUT_FLOOD_LIMITS);
    server.clock.set('2026-03-02T09:00:00+08:00');
    const roles = [{ role: 'admin', path: '' }];
    await server.aPerson({ login: 'replay', name: '演练管理员', password: PASSWORD, roles });
    const { api } = await new Api(server.address).logIn('replay', PASSWORD);
    const advance = (milliseconds: number): void => {
      server.clock.advance(milliseconds);
    };
    result = await replay({ admin: api, folder: FOLDER, password: PASSWORD, advance });
    process.stderr.write(`${accountOf(result, 'zh').join('\n')}\n`);
  }, 600_000);

  afterAll(async () => {
    await server.close();
  });

  it('import the district and draw the grids of a street along its roads', () => {
    const { places } = result;
    expect([places.streets, places.communities]).toEqual([9, 108]);
    expect(places.grids).toMatchObject({ accepted: 33, refused: 0 });
  });

  it('lay houses and roads under the grids and name what is invalid in two of the multipolygons', () => {
    const { base } = result.places;
    expect([base.accepted, base.refused]).toEqual([5_707, 3]);
    expect(new Set(base.faults.map(({ code }) => code))).toEqual(new Set(['ring_touches_itself']));
    expect(new Set(base.faults.map(({ position }) => position)).size).toBe(2);
  });

  it('read the texts clean and the dates in both forms', () => {
    expect(result.messages).toBe(376);
    expect(result.datesAsText + result.datesAsNumbers).toBe(376);
    expect(result.datesAsNumbers).toBeGreaterThan(0);
  });

  it('come to an end, each of them, through people who react to the stream', () => {
    const { byState } = result.figures;
    expect([...byState.keys()].sort()).toEqual(['不予受理', '已结案'].sort());
    expect([...byState.values()].reduce((sum, count) => sum + count, 0)).toBe(376);
  });

  it('are checked by somebody else, and a false “done” goes back', () => {
    expect(result.sentBack).toBeGreaterThan(5);
    expect(result.figures.onSpot).toBeGreaterThan(0);
  });

  it('give an on-time rate that can be recounted', () => {
    const { filed, due, closed, closedInTime } = result.figures;
    expect(due).toBe(filed);
    expect(closed).toBe(due);
    expect(closedInTime).toBeLessThan(closed);
    expect(closedInTime).toBeGreaterThan(closed * 0.8);
    expect(result.escalations).toBeGreaterThan(0);
  });

  it('show likely duplicates to those who report', () => {
    expect(result.withDuplicates).toBeGreaterThan(0);
  });
});
