import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type IncidentDetailWire, type IncidentRowWire, type MoveWire, type ReportAnswer } from '@ingrid/contract';
import { type TestClient, TestServer, type TestStreet } from '@ingrid/testing';

let server: TestServer;
let street: TestStreet;
let dispatcher: TestClient;
beforeAll(async () => {
  server = await TestServer.start();
  street = await server.aStreet();
  dispatcher = await server.as(
    await server.aPerson({ roles: [{ role: 'dispatcher', path: street.street.path }] }),
  );
}, 60_000);

afterAll(async () => {
  await server.close();
});

describe('a report becomes an incident', () => {
  it('gives a number, the grid and the expected time to a resident without an account', async () => {
    const answer = await server.client().post('/incidents', {
      description: '小区门口路灯坏了三天，晚上很黑。请尽快修。',
      categoryCode: 'C01.16',
      location: street.grids[0].inside,
      contact: { phone: '13800138000' },
    });
    expect(answer.body).toMatchObject({ state: 'reported', region: { id: street.grids[0].id } });
    expect(answer.status).toBe(201);
    const body = answer.body as ReportAnswer;
    expect(body.number).toMatch(/^\d{8}-\d{3}-\d{4}$/);
    expect(body.trackingCode).toMatch(/^\w{5}-\w{5}$/);
    expect(body.expectedAt).not.toBeNull();
    const list = await dispatcher.get('/incidents');
    expect(list.status).toBe(200);
    const { items } = list.body as { items: IncidentRowWire[] };
    expect(items.map((row) => row.id)).toContain(body.id);
    const moves = await dispatcher.get(`/incidents/${body.id}/moves`);
    const open = (moves.body as MoveWire[]).filter((m) => m.open).map((m) => m.move);
    expect(open).toEqual(expect.arrayContaining(['file', 'refuse', 'merge']));
    const filed = await dispatcher.post(`/incidents/${body.id}/moves`, { move: 'file', categoryCode: 'C01.16', version: 1 });
    expect(filed.body).toMatchObject({ outcome: 'moved', incident: { state: 'filed', version: 2 } });
    const detail = await dispatcher.get(`/incidents/${body.id}`);
    expect(detail.status).toBe(200);
    expect((detail.body as IncidentDetailWire).path.map((s) => s.state)).toEqual(['reported', 'filed']);
    const timeline = await dispatcher.get(`/incidents/${body.id}/timeline`);
    expect(timeline.status).toBe(200);
    for (const path of ['/incidents/counts', '/incidents/points', '/incidents/export.csv', '/categories', '/case-standards', '/process/definitions/incident-seven-stage']) {
      expect([path, (await dispatcher.get(path)).status]).toEqual([path, 200]);
    }
  });
});
