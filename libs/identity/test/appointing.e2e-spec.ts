import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type GrantWire } from '@ingrid/contract';
import { type Answer, type TestClient, TestServer, type TestStreet } from '@ingrid/testing';

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';

describe('whom an administrator of a street may appoint', () => {
  let server: TestServer;
  let here: TestStreet;
  let there: TestStreet;
  let admin: TestClient;
  let root: TestClient;

  beforeAll(async () => {
    server = await TestServer.start();
    here = await server.aStreet();
    there = await server.aStreet();
    root = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    admin = await server.as(
      await server.aPerson({ roles: [{ role: 'admin', path: here.street.path }] }),
    );
  }, 60_000);

  afterAll(() => server.close());

  const grant = (who: object): Promise<Answer> =>
    admin.post('/grants', { ...who, role: 'worker', regionPath: here.street.path });
  const post = (who: object): Promise<Answer> =>
    admin.post(`/grids/${here.grids[0].id}/staff`, { ...who, post: 'full_time' });
  const find = async (text: string): Promise<string[]> => {
    const { body } = await admin.get(`/people?query=${encodeURIComponent(text)}`);
    return (body as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  it('is somebody who has no grant and no unit yet, whom he also finds', async () => {
    const { id, login } = await server.aPerson();
    expect(await find(login)).toEqual([id]);
    expect((await admin.get(`/people/${id}`)).status).toBe(200);
    expect((await grant({ personId: id })).status).toBe(201);
  });

  it('is somebody with a grant or a unit in his own area, also when the grant has ended', async () => {
    const ours = await server.aPerson({ roles: [{ role: 'worker', path: here.community.path }] });
    const given = await grant({ personId: ours.id });
    expect(given.status).toBe(201);
    await admin.delete(`/grants/${(given.body as GrantWire).id}`);
    expect((await grant({ personId: ours.id })).status).toBe(201);
    const unit = await server.aUnit({ regionPath: here.street.path });
    const colleague = await server.aPerson({ unit: unit.id });
    expect((await post({ personId: colleague.id })).status).toBe(201);
  });

  it('is somebody he created, wherever that person was appointed since', async () => {
    const unit = await server.aUnit({ regionPath: here.street.path });
    const made = await admin.post('/people', {
      login: 'made-here',
      name: '本街新人',
      unitId: unit.id,
    });
    const { id } = made.body as { id: string };
    expect((await root.patch(`/people/${id}`, { unitId: null })).status).toBe(200);
    await root.post('/grants', { personId: id, role: 'worker', regionPath: there.street.path });
    expect(await find('made-here')).toEqual([id]);
    expect((await grant({ personId: id })).status).toBe(201);
  });

  it('is nobody known in another street only: refused like a person who does not exist', async () => {
    const unit = await server.aUnit({ regionPath: there.street.path });
    const theirs = [
      await server.aPerson({
        name: '机密甲',
        roles: [{ role: 'worker', path: there.street.path }],
      }),
      await server.aPerson({ name: '机密甲', unit: unit.id }),
      await server.aPerson({ name: '机密甲', roles: [{ role: 'supervisor', path: '' }] }),
    ];
    for (const { id, login } of theirs) {
      const [granted, unknown] = [
        await grant({ personId: id }),
        await grant({ personId: UNKNOWN }),
      ];
      expect([granted.status, bare(granted)]).toEqual([404, bare(unknown)]);
      const [posted, nobody] = [await post({ personId: id }), await post({ personId: UNKNOWN })];
      expect([posted.status, bare(posted)]).toEqual([404, bare(nobody)]);
      expect(await find(login)).toEqual([]);
      expect((await admin.get(`/people/${id}`)).status).toBe(404);
    }
  });

  it('is anybody whose exact login he gives', async () => {
    const theirs = await server.aPerson({ roles: [{ role: 'worker', path: there.street.path }] });
    expect((await grant({ login: theirs.login.slice(0, -1) })).status).toBe(404);
    const given = await grant({ login: ` ${theirs.login.toUpperCase()} ` });
    expect([given.status, (given.body as GrantWire).personId]).toEqual([201, theirs.id]);
    const other = await server.aPerson({ roles: [{ role: 'worker', path: there.street.path }] });
    expect((await post({ login: other.login })).body).toMatchObject({ personId: other.id });
  });

  it('is one person, named once', async () => {
    const { id, login } = await server.aPerson();
    expect((await grant({})).status).toBe(400);
    expect((await grant({ personId: id, login })).status).toBe(400);
    expect((await post({})).status).toBe(400);
    expect((await grant({ login: '' })).status).toBe(400);
  });

  it('is found by those who may appoint, not by everybody who sees people', async () => {
    const { id, login } = await server.aPerson();
    const dispatcher = await server.as(
      await server.aPerson({ roles: [{ role: 'dispatcher', path: here.street.path }] }),
    );
    const { body } = await dispatcher.get(`/people?query=${login}`);
    expect(body).toMatchObject({ items: [] });
    expect((await dispatcher.get(`/people/${id}`)).status).toBe(404);
  });
});

/** A problem without what differs from answer to answer. */
function bare({ body }: Answer): object {
  return { ...(body as object), reference: '' }; // a problem document
}
