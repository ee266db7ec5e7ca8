import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestClient, TestServer, type TestStreet } from '@ingrid/testing';

interface Listed {
  items: {
    id: string;
    code: string;
    name: string;
    level: string;
    path: string;
    childCount: number;
  }[];
  nextCursor: string | null;
}

describe('the tree of places', () => {
  let server: TestServer;
  let here: TestStreet;
  let there: TestStreet;
  let admin: TestClient;
  let local: TestClient;

  beforeAll(async () => {
    server = await TestServer.start();
    here = await server.aStreet();
    there = await server.aStreet();
    admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
    local = await server.as(
      await server.aPerson({ roles: [{ role: 'admin', path: here.street.path }] }),
    );
  });

  afterAll(async () => {
    await server.close();
  });

  // The answers of our own routes.
  const list = async (client: TestClient, query: string): Promise<Listed> =>
    (await client.get(`/regions?${query}`)).body as Listed;

  it('opens from the top downwards, each with the number of its children', async () => {
    const top = await list(admin, 'parent=root');
    expect(top.items).toMatchObject([{ code: '44', level: 'province', childCount: 1 }]);
    const grids = await list(admin, `parent=${here.community.id}`);
    expect(grids.items.map(({ code }) => code)).toEqual(here.grids.map(({ code }) => code));
    expect((await list(admin, `parent=${here.community.path}`)).items).toHaveLength(4);
    expect((await list(admin, `parent=${here.community.code}&level=street`)).items).toEqual([]);
  });

  it('pages without losing or repeating anybody', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: Listed = await list(admin, `limit=3${more}`);
      seen.push(...page.items.map(({ code }) => code));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toHaveLength(3 + 2 * 6);
    expect((await admin.get('/regions?cursor=x')).body).toMatchObject({ code: 'page.bad_cursor' });
  });

  it('finds by a part of the name or the beginning of the code, rare characters and wildcards as they are', async () => {
    const created = await admin.post('/regions', {
      code: `${here.street.code}777`,
      name: '𡐓田100%_社区',
      level: 'community',
      parentId: here.street.id,
    });
    expect(created.status).toBe(201);
    expect((await list(admin, `query=${encodeURIComponent('𡐓')}`)).items).toHaveLength(1);
    expect((await list(admin, `query=${encodeURIComponent('0%_')}`)).items).toHaveLength(1);
    expect((await list(admin, `query=${encodeURIComponent('%')}`)).items).toHaveLength(1);
    expect((await list(admin, `query=${here.street.code}777`)).items).toHaveLength(1);
  });

  it('shows staff their own area and what it lies in, and nothing of the neighbours', async () => {
    const codes = (await list(local, 'limit=100')).items.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['44', '4403', '440305', here.street.code]));
    expect(codes).not.toContain(there.street.code);
    expect((await local.get(`/regions/${there.street.id}`)).status).toBe(404);
    expect((await local.get(`/regions/${here.district.id}`)).status).toBe(200);
  });

  it('lets anybody name a place by street and community', async () => {
    const { body } = await server.client().get(`/public/regions?parent=${here.street.id}`);
    expect((body as Listed).items[0]).toEqual({
      id: here.community.id,
      code: here.community.code,
      name: here.community.name,
      level: 'community',
    });
  });

  it.each([
    [
      'a code that does not continue its parent',
      { code: '999', level: 'community' },
      'grids.code_not_below_parent',
    ],
    ['a level that does not fit', { level: 'district' }, 'grids.wrong_level'],
    ['letters that cannot be a code', { code: '甲' }, 'grids.bad_code'],
    ['a grid without a polygon', { level: 'grid' }, 'grids.grid_needs_polygon'],
    [
      'a parent that is not there',
      { parentId: '01a20453-0000-7000-8000-000000000000' },
      'grids.region_not_found',
    ],
    ['half a character', { name: 'a\ud800' }, 'request.invalid'],
    ['a name too long', { name: '长'.repeat(201) }, 'request.invalid'],
  ])('refuses %s', async (_what, change, code) => {
    const body = {
      code: `${here.street.code}778`,
      name: '新社区',
      level: 'community',
      parentId: here.street.id,
    };
    expect((await admin.post('/regions', { ...body, ...change })).body).toMatchObject({ code });
  });

  it('refuses a code that is taken and work outside of the area', async () => {
    const body = {
      code: here.community.code,
      name: '又一个',
      level: 'community',
      parentId: here.street.id,
    };
    expect((await admin.post('/regions', body)).body).toMatchObject({ code: 'grids.code_taken' });
    const outside = { ...body, code: `${there.street.code}779`, parentId: there.street.id };
    expect((await local.post('/regions', outside)).status).toBe(403);
    expect(
      (await local.post('/regions', { code: '55', name: '自立省', level: 'province' })).status,
    ).toBe(403);
  });

  it('renames once per version and tells the newer state', async () => {
    const street = await server.aStreet();
    const path = `/regions/${street.community.id}`;
    const name = '复兴门外大街甲7号院社区居委会';
    expect((await admin.patch(path, { name, version: 1 })).body).toMatchObject({
      name,
      version: 2,
    });
    const stale = await admin.patch(path, { name: '旧', version: 1 });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ code: 'grids.stale', details: { yours: 1, current: 2 } });
    await server.settled();
    const { lat, lng } = street.grids[0].inside;
    const { body } = await server.client().get(`/regions/locate?lat=${lat}&lng=${lng}`);
    expect(body).toMatchObject({
      path: expect.arrayContaining([expect.objectContaining({ name })]),
    });
  });

  it('creates once for one idempotency key', async () => {
    const body = {
      code: `${here.street.code}780`,
      name: '一次',
      level: 'community',
      parentId: here.street.id,
    };
    const key = { 'idempotency-key': 'region-once-0000001' };
    const [first, second] = [
      await admin.post('/regions', body, key),
      await admin.post('/regions', body, key),
    ];
    expect(second.body).toEqual(first.body);
  });
});
