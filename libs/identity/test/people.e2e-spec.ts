import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type SessionWire } from '@ingrid/contract';
import { IdentityService } from '@ingrid/identity';
import { type Answer, type TestClient, type TestPerson, TestServer } from '@ingrid/testing';

const DISTRICT = '44.4403.440305';
const STREET = '44.4403.440305.440305001';

const code = (answer: Answer): string => (answer.body as { code: string }).code;
const idOf = (answer: Answer): string => (answer.body as { id: string }).id;
const itemsOf = (answer: Answer): { id: string; login: string }[] =>
  (answer.body as { items: { id: string; login: string }[] }).items;

describe('people', () => {
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
    expect((await root.patch(`/people/${someone.id}`, { name: '新名', version })).status).toBe(200);
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

  it('refuses wrong ids with a problem', async () => {
    for (const path of ['/people/x', '/people/%00', '/grants/1']) {
      expect([400, 404]).toContain((await root.get(path)).status);
    }
    expect(idOf(await root.get(`/people/${someone.id}`))).toBe(someone.id);
  });
});
