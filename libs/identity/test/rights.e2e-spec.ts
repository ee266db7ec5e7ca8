import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type GrantWire, type MeWire, type SessionWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type Answer, type TestClient, type TestPerson, TestServer } from '@ingrid/testing';

const DISTRICT = '44.4403.440305';
const STREET = '44.4403.440305.440305001';

const code = (answer: Answer): string => (answer.body as { code: string }).code;
const grantOf = (answer: Answer): GrantWire => answer.body as GrantWire;
const idOf = (answer: Answer): string => (answer.body as { id: string }).id;
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

  describe('people', () => {
    it('are created with a login of their own and can then log in', async () => {
      const body = {
        login: 'Wang.Fang',
        name: '王芳𡐓',
        password: 'long enough 1',
        phone: '13800138000',
      };
      const made = await root.post('/people', body);
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        login: 'wang.fang',
        name: '王芳𡐓',
        phone: '13800138000',
        state: 'active',
        roles: [],
      });
      expect(JSON.stringify(made.body)).not.toContain('argon2');
      expect(
        (await server.client().post('/sessions', { login: 'wang.fang', password: 'long enough 1' }))
          .status,
      ).toBe(201);
      expect(code(await root.post('/people', body))).toBe('people.login_taken');
    });

    it('need a login that can be typed and a password that cannot be guessed', async () => {
      const person = (login: string, password: string): Promise<Answer> =>
        root.post('/people', { login, name: '某人', password });
      expect(code(await person('a b', 'long enough 1'))).toBe('people.bad_login');
      for (const weak of ['short', 'aaaaaaaaaaaa', 'mylogin-same']) {
        expect(code(await person('mylogin-same', weak))).toBe('people.weak_password');
      }
    });

    it('are seen only by those who may see people where they belong', async () => {
      const unit = await server.aUnit({ regionPath: STREET });
      const inside = await server.aPerson({ unit: unit.id, phone: '13900000000' });
      const elsewhere = await server.aPerson({ roles: [{ role: 'worker', path: '31.3101' }] });
      const dispatcher = await server.as(
        await server.aPerson({ roles: [{ role: 'dispatcher', path: DISTRICT }] }),
      );

      expect((await dispatcher.get(`/people/${elsewhere.id}`)).status).toBe(404);
      expect((await dispatcher.get(`/people/${someone.id}`)).status).toBe(404);
      const seen = await dispatcher.get(`/people/${inside.id}`);
      expect(seen.body).toMatchObject({
        id: inside.id,
        phone: { masked: true },
        unit: { id: unit.id },
      });
      const listed = itemsOf(await dispatcher.get(`/people?query=${inside.login}`));
      expect(listed.map((p) => p.id)).toEqual([inside.id]);
      expect(itemsOf(await dispatcher.get(`/people?query=${elsewhere.login}`))).toEqual([]);
    });

    it('are listed page by page, each once', async () => {
      const unit = await server.aUnit({ regionPath: STREET });
      for (let i = 0; i < 7; i += 1)
        await server.aPerson({ unit: unit.id, name: i % 2 ? '同名' : `人${i}` });
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page = await root.get(
          `/people?unitId=${unit.id}&limit=2&cursor=${encodeURIComponent(cursor)}`,
        );
        seen.push(...itemsOf(page).map((p) => p.id));
        cursor = (page.body as { nextCursor: string | null }).nextCursor;
      }
      expect(new Set(seen).size).toBe(7);
      expect(seen).toHaveLength(7);
      const forged = Buffer.from(JSON.stringify(['\u0000', 'x'])).toString('base64url');
      expect(code(await root.get(`/people?cursor=${forged}`))).toBe('page.bad_cursor');
      expect((await root.get(`/people?query=%25%5C_`)).status).toBe(200);
    });

    it('are not overwritten by somebody who saw an older state', async () => {
      const { version } = (await root.get(`/people/${someone.id}`)).body as { version: number };
      expect((await root.patch(`/people/${someone.id}`, { name: '新名', version })).status).toBe(
        200,
      );
      expect(code(await root.patch(`/people/${someone.id}`, { name: '旧名', version }))).toBe(
        'people.stale',
      );
      const names = await server.get(IdentityService).namesOf([someone.id]);
      expect(names.get(someone.id)).toBe('新名');
    });

    it('change their own phone but neither their name nor their unit', async () => {
      const client = await server.as(someone);
      expect(
        (await client.patch(`/people/${someone.id}`, { phone: '13811112222', language: 'en' }))
          .status,
      ).toBe(200);
      expect((await client.patch(`/people/${someone.id}`, { name: '别名' })).status).toBe(403);
    });

    it('who are suspended lose their sessions and cannot log in', async () => {
      const person = await server.aPerson({ login: 'leaver', password: 'long enough 1' });
      const client = await server.as(person);
      expect((await client.get('/session')).status).toBe(200);
      await root.patch(`/people/${person.id}`, { state: 'suspended' });
      expect((await client.get('/session')).status).toBe(401);
      expect(
        (await server.client().post('/sessions', { login: 'leaver', password: 'long enough 1' }))
          .status,
      ).toBe(401);
    });

    it('keep their password safe from those who hold less', async () => {
      const unit = await server.aUnit({ regionPath: STREET });
      const boss = await server.aPerson({ unit: unit.id, roles: [{ role: 'admin', path: '44' }] });
      const answer = await districtAdmin.post(`/people/${boss.id}/password`, {
        password: 'stolen password',
      });
      expect([answer.status, code(answer)]).toEqual([403, 'people.holds_more_than_you']);
    });

    it('close their other sessions by changing the password', async () => {
      const person = await server.aPerson({ login: 'changer', password: 'long enough 1' });
      const here = await server.as(person);
      const there = await server.as(person);
      const path = `/people/${person.id}/password`;

      expect(code(await here.post(path, { password: 'another one 2', current: 'wrong' }))).toBe(
        'people.wrong_password',
      );
      expect(
        (await here.post(path, { password: 'another one 2', current: 'long enough 1' })).status,
      ).toBe(204);

      expect((await here.get('/session')).status).toBe(200);
      expect((await there.get('/session')).status).toBe(401);
      const again = await server
        .client()
        .post('/sessions', { login: 'changer', password: 'another one 2' });
      expect((again.body as SessionWire).person.id).toBe(person.id);
    });
  });

  describe('units', () => {
    it('are made by those who maintain people there, once per name and region', async () => {
      const body = { name: '市政所', kind: 'department', regionPath: STREET };
      expect((await districtAdmin.post('/units', body)).status).toBe(201);
      expect(code(await districtAdmin.post('/units', body))).toBe('units.name_taken');
      expect((await districtAdmin.post('/units', { ...body, regionPath: '44' })).status).toBe(403);
      const units = itemsOf(await districtAdmin.get(`/units?region=${STREET}&query=市政`));
      expect(units).toHaveLength(1);
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

  it('refuses wrong ids with a problem', async () => {
    for (const path of ['/people/x', '/people/%00', '/grants/1']) {
      expect([400, 404]).toContain((await root.get(path)).status);
    }
    expect(idOf(await root.get(`/people/${someone.id}`))).toBe(someone.id);
  });
});

describe('the last administrator', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await TestServer.start();
  }, 60_000);

  afterAll(() => server.close());

  it('is made by the command line once, and cannot be removed', async () => {
    const identity = server.get(IdentityService);
    const given = { login: 'first', name: '管理员', password: 'first password' };
    expect(await identity.hasAdministrator()).toBe(false);
    const { id } = await identity.createFirstAdministrator(given);
    await expect(
      identity.createFirstAdministrator({ ...given, login: 'second' }),
    ).rejects.toMatchObject({
      code: 'people.administrator_exists',
    });
    const logged = await server
      .client()
      .post('/sessions', { login: 'first', password: 'first password' });
    const client = server.client().withToken((logged.body as SessionWire).token);
    const [own] = itemsOf(await client.get(`/grants?personId=${id}`));

    expect(code(await client.delete(`/grants/${own?.id ?? ''}`))).toBe('people.last_administrator');
    expect(code(await client.patch(`/people/${id}`, { state: 'suspended' }))).toBe(
      'people.last_administrator',
    );
    const trimmed = { zh: '管理员', en: 'Admin', verbs: ['person.read'] };
    expect(code(await client.put('/roles/admin', trimmed))).toBe('people.last_administrator');

    await server.aPerson({ roles: [{ role: 'admin', path: '' }] });
    expect((await client.delete(`/grants/${own?.id ?? ''}`)).status).toBe(204);
  });
});

describe('two servers on one database', () => {
  let one: TestServer;
  let two: TestServer;

  beforeAll(async () => {
    one = await TestServer.start();
    two = await TestServer.start({}, one);
    await one.aStreet();
  }, 60_000);

  afterAll(async () => {
    await two.close();
    await one.close();
  });

  async function within(milliseconds: number, wanted: () => Promise<boolean>): Promise<number> {
    const from = performance.now();
    while (!(await wanted())) {
      if (performance.now() - from > milliseconds) throw new Error(`not within ${milliseconds} ms`);
      await new Promise((go) => setTimeout(go, 10));
    }
    return performance.now() - from;
  }

  it('make a revoke act in the other one within a second', async () => {
    const admin = await one.as(await one.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    const person = await one.aPerson();
    const given = await admin.post('/grants', {
      personId: person.id,
      role: 'dispatcher',
      regionPath: STREET,
    });
    const { token } = await one.get(IdentityService).openSession(person.id);
    const there = two.client().withToken(token);
    expect((await there.get('/people')).status).toBe(200);

    await admin.delete(`/grants/${grantOf(given).id}`);

    const took = await within(1_000, async () => (await there.get('/people')).status === 403);
    expect(took).toBeLessThan(1_000);
  });

  it('make a log-out act in the other one within a second', async () => {
    const { token } = await one.get(IdentityService).openSession((await one.aPerson()).id);
    const there = two.client().withToken(token);
    expect((await there.get('/session')).status).toBe(200);

    await one.client().withToken(token).delete('/session');

    await within(1_000, async () => (await there.get('/session')).status === 401);
  });
});
