import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GrantWire, type MeWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type Answer, type TestClient, type TestPerson, TestServer } from '@ingrid/testing';

const DISTRICT = '44.4403.440305';
const STREET = '44.4403.440305.440305001';

const code = (answer: Answer): string => (answer.body as { code: string }).code;
const grantOf = (answer: Answer): GrantWire => answer.body as GrantWire;
const itemsOf = (answer: Answer): { id: string; login: string }[] =>
  (answer.body as { items: { id: string; login: string }[] }).items;

describe('people and their rights', () => {
  let server: TestServer;
  let root: TestClient;
  let districtAdmin: TestClient;
  let someone: TestPerson;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.aStreet();
    const admin = await server.aPerson({ roles: [{ role: 'admin', path: '' }] });
    root = await server.as(admin);
    districtAdmin = await server.as(
      await server.aPerson({ roles: [{ role: 'admin', path: DISTRICT }] }),
    );
  }, 60_000);

  beforeEach(async () => {
    someone = await server.aPerson();
  });

  afterAll(() => server.close());

  const give = (
    by: TestClient,
    role: string,
    regionPath: string,
    more: object = {},
  ): Promise<Answer> => by.post('/grants', { personId: someone.id, role, regionPath, ...more });

  describe('granting', () => {
    it('gives a role in a subtree, and its holder may act there and nowhere else', async () => {
      const answer = await give(districtAdmin, 'dispatcher', STREET);

      expect(answer.status).toBe(201);
      expect(grantOf(answer)).toMatchObject({
        personId: someone.id,
        role: 'dispatcher',
        roleName: '派遣员',
        regionPath: STREET,
        regionName: '第1街道',
        to: null,
      });
      const me = (await (await server.as(someone)).get('/session')).body as MeWire;
      expect(me.allowed).toContainEqual({ verb: 'incident.dispatch', paths: [STREET] });
    });

    it('lets nobody grant what he does not hold', async () => {
      const limited = await server
        .aPerson({ roles: [{ role: 'granter', path: STREET }] })
        .catch(() => null);
      expect(limited).toBeNull();
      await root.put('/roles/granter', {
        zh: '授权员',
        en: 'Granter',
        verbs: ['grant.manage', 'person.read', 'incident.read'],
      });
      const granter = await server.as(
        await server.aPerson({ roles: [{ role: 'granter', path: STREET }] }),
      );

      const refused = await give(granter, 'dispatcher', STREET);

      expect([refused.status, code(refused)]).toEqual([403, 'grants.beyond_your_own']);
      expect((await give(granter, 'granter', STREET)).status).toBe(201);
    });

    it('lets nobody grant above or beside his own region', async () => {
      for (const path of ['', '44', '44.4403', '44.4403.440304', `${DISTRICT}x`]) {
        expect((await give(districtAdmin, 'worker', path)).status).toBe(403);
      }
    });

    it('lets nobody grant rights to himself', async () => {
      const admin = await server.aPerson({ roles: [{ role: 'admin', path: '' }] });
      const answer = await (
        await server.as(admin)
      ).post('/grants', { personId: admin.id, role: 'worker', regionPath: STREET });
      expect([answer.status, code(answer)]).toEqual([403, 'grants.to_yourself']);
    });

    it('lets nobody take away what he could not have given', async () => {
      const grant = grantOf(await give(root, 'worker', '44.4403'));
      expect((await districtAdmin.delete(`/grants/${grant.id}`)).status).toBe(404);
      expect((await root.delete(`/grants/${grant.id}`)).status).toBe(204);
      expect(code(await root.delete(`/grants/${grant.id}`))).toBe('grants.ended');
    });

    it('begins and ends a grant by the clock', async () => {
      const from = new Date(server.clock.now().getTime() + 3_600_000).toISOString();
      const to = new Date(server.clock.now().getTime() + 7_200_000).toISOString();
      await give(districtAdmin, 'worker', STREET, { from, to });
      const client = await server.as(someone);
      const may = async (): Promise<boolean> =>
        ((await client.get('/session')).body as MeWire).allowed.some(
          ({ verb }) => verb === 'incident.report',
        );

      expect(await may()).toBe(false);
      server.clock.advance(3_601_000);
      expect(await may()).toBe(true);
      server.clock.advance(3_600_000);
      expect(await may()).toBe(false);
      await server.runTimers();
      const ended = await server.get(IdentityService).holdersOf('incident.report', STREET);
      expect(ended).not.toContain(someone.id);
    });

    it('refuses an end before the beginning, and paths that are none', async () => {
      const past = { to: '2020-01-01T00:00:00Z' };
      expect(code(await give(root, 'worker', STREET, past))).toBe('grants.dates');
      for (const path of ['44..4403', '44 4403', 'a-b', '44.', '街道', 'x'.repeat(300), 5, null]) {
        expect((await give(root, 'worker', path as string)).status).toBe(400);
      }
      expect(code(await give(root, 'worker', '44.4499'))).toBe('grants.no_such_region');
      expect(code(await give(root, 'no_such_role', STREET))).toBe('roles.not_found');
      const nobody = {
        personId: '018f0000-0000-7000-8000-000000000000',
        role: 'worker',
        regionPath: STREET,
      };
      expect(code(await root.post('/grants', nobody))).toBe('people.not_found');
    });

    it('gives a repeated request the same answer', async () => {
      const key = { 'idempotency-key': `grant-${someone.id}` };
      const body = { personId: someone.id, role: 'worker', regionPath: STREET };
      const [one, two] = await Promise.all([
        districtAdmin.post('/grants', body, key),
        districtAdmin.post('/grants', body, key),
      ]);
      expect([one.status, two.status]).toEqual([201, 201]);
      expect(grantOf(one).id).toBe(grantOf(two).id);
    });

    it('lists grants of one’s own area only', async () => {
      await give(root, 'worker', '44');
      const seen = await districtAdmin.get(`/grants?personId=${someone.id}`);
      expect(itemsOf(seen)).toEqual([]);
      const own = await (await server.as(someone)).get(`/grants?personId=${someone.id}`);
      expect(itemsOf(own)).toHaveLength(1);
    });
  });

  describe('roles', () => {
    it('start as the shipped ones and can be changed by whoever holds every verb everywhere', async () => {
      const roles = (await root.get('/roles')).body as {
        items: { code: string; version: number }[];
      };
      expect(roles.items.map((r) => r.code)).toEqual(
        expect.arrayContaining(['admin', 'dispatcher', 'resident', 'worker']),
      );

      const body = { zh: '巡查员', en: 'Patrol', verbs: ['incident.report', 'region.read'] };
      expect((await districtAdmin.put('/roles/patrol', body)).status).toBe(403);
      expect((await root.put('/roles/patrol', body)).status).toBe(200);
      expect(code(await root.put('/roles/patrol', { ...body, version: 7 }))).toBe('roles.stale');
      expect(code(await root.put('/roles/patrol', { ...body, verbs: ['incident.eat'] }))).toBe(
        'roles.unknown_verb',
      );
      expect(code(await root.put('/roles/Bad%20Code', body))).toBe('roles.bad_code');
    });

    it('changes what all holders may do, at once', async () => {
      await root.put('/roles/guide', { zh: '指导员', en: 'Guide', verbs: ['incident.read'] });
      await give(root, 'guide', STREET);
      const client = await server.as(someone);
      const verbs = async (): Promise<string[]> =>
        ((await client.get('/session')).body as MeWire).allowed.map((a) => a.verb);
      expect(await verbs()).toEqual(['incident.read']);
      await root.put('/roles/guide', { zh: '指导员', en: 'Guide', verbs: ['task.read'] });
      expect(await verbs()).toEqual(['task.read']);
    });
  });

  it('answers who holds a verb at a place, by a grant there or above', async () => {
    const identity = server.get(IdentityService);
    const above = await server.aPerson({ roles: [{ role: 'inspector', path: '44.4403' }] });
    const below = await server.aPerson({ roles: [{ role: 'inspector', path: `${STREET}.1` }] });
    const holders = await identity.holdersOf('incident.verify', STREET);
    expect(holders).toContain(above.id);
    expect(holders).not.toContain(below.id);
  });
});
