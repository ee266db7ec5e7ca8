import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestClient, TestServer, type TestStreet } from '@ingrid/testing';

describe('grids', () => {
  let server: TestServer;
  let street: TestStreet;
  let admin: TestClient;

  beforeAll(async () => {
    server = await TestServer.start();
    street = await server.aStreet();
    admin = await server.as(await server.aPerson({ roles: [{ role: 'admin', path: '' }] }));
  });

  afterAll(async () => {
    await server.close();
  });

  const square = (x: number, y: number): unknown => ({
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x, y + 0.001],
        [x + 0.001, y + 0.001],
        [x + 0.001, y],
        [x, y],
      ],
    ],
  });
  const corner = (): { x: number; y: number } => ({
    x: street.grids[0].inside.lng + 0.05,
    y: street.grids[0].inside.lat,
  });

  it('shows anybody the card with those who work there now, by post and work phone', async () => {
    const [grid] = street.grids;
    const now = server.clock.now().getTime();
    const person = await server.aPerson({ name: '张三', phone: '13800138000' });
    const past = { from: new Date(now - 9e8).toISOString(), to: new Date(now - 5e8).toISOString() };
    const path = `/grids/${grid.id}/staff`;
    expect(
      (await admin.post(path, { personId: person.id, post: 'volunteer', ...past })).status,
    ).toBe(201);
    await admin.post(path, { personId: person.id, post: 'full_time', workPhone: '0755-26000000' });
    const leader = await server.aPerson({ name: '李四𡐓' });
    await admin.post(path, { personId: leader.id, post: 'leader' });
    const { body } = await server.client().get(`/grids/${grid.id}/card`);
    expect(body).toMatchObject({
      name: grid.name,
      street: street.street.name,
      community: street.community.name,
      supervisionPhone: '0755-12345',
      workers: [
        { name: '张三', post: 'full_time', phone: '0755-26000000' },
        { name: '李四𡐓', post: 'leader', phone: null },
      ],
    });
    expect((body as { areaSquareMetres: number }).areaSquareMetres).toBeGreaterThan(40_000);
  });

  it('keeps one post once at a time, ends it, and knows both directions', async () => {
    const person = await server.aPerson();
    const [, one, two] = street.grids;
    const request = { personId: person.id, post: 'part_time' };
    const first = await admin.post(`/grids/${one.id}/staff`, request);
    expect((await admin.post(`/grids/${one.id}/staff`, request)).body).toMatchObject({
      code: 'grids.staff_twice',
    });
    await admin.post(`/grids/${two.id}/staff`, request);
    const { id } = first.body as { id: string };
    expect((await admin.delete(`/staff/${id}`)).status).toBe(204);
    expect((await admin.delete(`/staff/${id}`)).body).toMatchObject({
      code: 'grids.staff_not_found',
    });
    expect((await admin.get(`/grids/${one.id}/staff`)).body).toMatchObject({ items: [] });
    expect((await admin.get(`/grids/${two.id}/staff`)).body).toMatchObject({
      items: [{ personId: person.id }],
    });
    expect((await admin.post(`/grids/${one.id}/staff`, request)).status).toBe(201);
  });

  it('refuses staff nobody knows, dates turned round, and those without the right', async () => {
    const [grid] = street.grids;
    const person = await server.aPerson();
    const path = `/grids/${grid.id}/staff`;
    const nobody = { personId: '01a20453-0000-7000-8000-000000000000', post: 'leader' };
    expect((await admin.post(path, nobody)).body).toMatchObject({ code: 'grids.person_not_found' });
    const turned = {
      personId: person.id,
      post: 'leader',
      from: '2026-02-01T00:00:00Z',
      to: '2026-01-01T00:00:00Z',
    };
    expect((await admin.post(path, turned)).body).toMatchObject({ code: 'grids.staff_dates' });
    const worker = await server.as(
      await server.aPerson({ roles: [{ role: 'worker', path: street.street.path }] }),
    );
    expect((await worker.post(path, { personId: person.id, post: 'leader' })).status).toBe(403);
    expect((await worker.get(path)).status).toBe(200);
    expect((await server.client().get(path)).status).toBe(401);
    expect((await admin.post(`/grids/${street.street.id}/staff`, nobody)).body).toMatchObject({
      code: 'grids.grid_not_found',
    });
  });

  it('takes a drawn polygon, wound either way, and refuses what is wrong with it', async () => {
    const { x, y } = corner();
    const body = {
      communityId: street.community.id,
      code: `${street.community.code}801`,
      name: '画的网格',
    };
    const created = await admin.post('/grids', { ...body, polygon: square(x, y) });
    expect(created.status).toBe(201);
    await server.settled();
    const found = await server.client().get(`/regions/locate?lat=${y + 0.0005}&lng=${x + 0.0005}`);
    expect(found.body).toMatchObject({ region: { name: '画的网格' } });
    const again = { ...body, code: `${street.community.code}802` };
    const over = await admin.post('/grids', { ...again, polygon: square(x + 0.0005, y) });
    expect(over.body).toMatchObject({ code: 'grids.overlaps', details: { name: '画的网格' } });
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [x, y - 0.01],
          [x + 0.001, y - 0.009],
          [x + 0.001, y - 0.01],
          [x, y - 0.009],
          [x, y - 0.01],
        ],
      ],
    };
    expect((await admin.post('/grids', { ...again, polygon: bow })).body).toMatchObject({
      code: 'grids.polygon_refused',
    });
    for (const polygon of [
      {},
      { type: 'Point', coordinates: [1, 2] },
      { type: 'Polygon', coordinates: 'x' },
      7,
      null,
    ]) {
      const { status } = await admin.post('/grids', { ...again, polygon });
      expect([400, 422]).toContain(status);
    }
    const street2 = { ...again, communityId: street.street.id, polygon: square(x, y - 0.01) };
    expect((await admin.post('/grids', street2)).body).toMatchObject({ code: 'grids.wrong_level' });
  });

  it('changes what stands on the card', async () => {
    const { id } = street.grids[3];
    const change = {
      name: '新名',
      extent: '东至南海大道',
      households: 320,
      supervisionPhone: '12345',
    };
    expect((await admin.patch(`/grids/${id}`, { ...change, version: 1 })).body).toMatchObject(
      change,
    );
    expect((await admin.patch(`/grids/${id}`, { ...change, version: 1 })).status).toBe(409);
    expect((await admin.patch(`/grids/${street.street.id}`, change)).status).toBe(404);
  });

  it('draws for staff in their area and for everybody in a box', async () => {
    const worker = await server.as(
      await server.aPerson({ roles: [{ role: 'worker', path: street.street.path }] }),
    );
    const other = await server.aStreet();
    type Drawn = { features: { properties: Record<string, unknown> }[]; truncated: boolean };
    const drawn = async (client: TestClient, path: string): Promise<Drawn> =>
      (await client.get(path)).body as Drawn;
    const mine = await drawn(worker, '/grids.geojson');
    expect(mine.features.length).toBeGreaterThanOrEqual(4);
    expect(
      mine.features.every(({ properties }) =>
        String(properties['path']).startsWith(street.street.path),
      ),
    ).toBe(true);
    expect((await worker.get(`/grids.geojson?region=${other.street.path}`)).status).toBe(403);
    expect(
      (await drawn(worker, `/grids.geojson?region=${other.district.path}`)).features,
    ).toHaveLength(mine.features.length);
    const { lat, lng } = other.grids[0].inside;
    const box = `${lng - 0.0001},${lat - 0.0001},${lng + 0.0001},${lat + 0.0001}`;
    const all = await drawn(server.client(), `/public/grids.geojson?bbox=${box}`);
    expect(all.features.map(({ properties }) => properties)).toEqual([
      { id: other.grids[0].id, code: other.grids[0].code, name: other.grids[0].name },
    ]);
    expect(
      (await drawn(admin, `/grids.geojson?bbox=${box}&region=${other.community.code}`)).features,
    ).toHaveLength(1);
  });

  it.each(['', 'bbox=1,2,3', 'bbox=3,2,1,4', 'bbox=1,2,3,95', 'bbox=1,2,NaN,4', 'bbox=1,2,3,4,5'])(
    'refuses the box %s',
    async (query) => {
      expect((await server.client().get(`/public/grids.geojson?${query}`)).status).toBe(400);
    },
  );

  it('answers for no grid with a problem', async () => {
    expect((await server.client().get('/grids/x/card')).body).toMatchObject({
      code: 'request.invalid_id',
    });
    const nobody = await server.client().get('/grids/01a20453-0000-7000-8000-000000000000/card');
    expect(nobody.body).toMatchObject({ code: 'grids.grid_not_found' });
  });
});
